import { join } from 'node:path';
import { type ProcessIdentity, parseIdentity } from './identity';
import { objectOf, readJsonObject, writeJson } from './json-file';

/** What one start of the stack leaves for the next: ports once chosen, versions that wrote the data, children that run. */
export interface StackState {
  ports: Record<string, number>;
  versions: Record<string, string>;
  children: Record<string, ProcessIdentity>;
  /** Address of the API while the stack is ready, e.g. `http://127.0.0.1:3000`. */
  apiUrl?: string;
}

const pick = <T>(value: unknown, parse: (item: unknown) => T | undefined): Record<string, T> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([key, item]): [string, T][] => {
      const parsed = parse(item);
      return parsed === undefined ? [] : [[key, parsed]];
    }),
  );
const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `<home>/state.json`. Only the process that holds the lock of the home writes it. */
export class StateFile {
  private readonly file: string;

  constructor(home: string) {
    this.file = join(home, 'state.json');
  }

  read(): StackState {
    const raw = readJsonObject(this.file);
    const apiUrl = asText(raw.apiUrl);
    return {
      ports: pick(raw.ports, asNumber),
      versions: pick(raw.versions, asText),
      children: pick(raw.children, parseIdentity),
      ...(apiUrl === undefined ? {} : { apiUrl }),
    };
  }

  update(change: (state: StackState) => void): void {
    const state = this.read();
    change(state);
    writeJson(this.file, state);
  }
}
