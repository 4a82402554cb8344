/** Walks as they were recorded: the history of the run and the journal of the case, kept for every later build. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CaseEvent } from '@workflows/kit/journal';
import type { EngineWatch } from './engine-watch';
import { decodeHistory, encodeHistory, type History } from './history-scan';

const FOLDER = join(__dirname, '..', 'replay', 'walks');

export interface Entry {
  readonly event: CaseEvent;
  readonly wantsDigest: string;
}
export interface Journal {
  readonly process: string;
  readonly version: number;
  readonly entries: readonly Entry[];
}

/** `<process>@<version>/<walk>`, sorted: what was recorded of an earlier version is kept beside that of a later one. */
export const RECORDINGS: readonly string[] = !existsSync(FOLDER)
  ? []
  : readdirSync(FOLDER).flatMap((process) => readdirSync(join(FOLDER, process)).filter((file) => file.endsWith('.history')).map((file) => `${process}/${file.slice(0, -'.history'.length)}`)).toSorted();

export const recordingOf = (process: string, version: number, walk: string): string => `${process}@${version}/${walk}`;
export const historyOf = (name: string): History => decodeHistory(readFileSync(join(FOLDER, `${name}.history`), 'utf8'));
export const recordedJournal = (name: string): Journal => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

/** The journal of a case, with what the record took from each entry. */
export async function journalOf(engine: EngineWatch, caseId: string): Promise<Journal> {
  const { process, version } = await engine.row<{ process: string; version: number }>('SELECT process_type AS process, definition_version AS version FROM cases WHERE id = $1', [caseId]);
  const { rows } = await engine.owner.query<Entry>('SELECT body AS event, wants_digest AS "wantsDigest" FROM case_events WHERE case_id = $1 ORDER BY seq', [caseId]);
  return { process, version, entries: rows };
}

/** Keeps a walk that has no recording yet: kept ones are never made anew for new code. */
export async function record(engine: EngineWatch, walk: string, caseId: string): Promise<void> {
  const { process, version, entries } = await journalOf(engine, caseId);
  const name = recordingOf(process, version, walk);
  if (RECORDINGS.includes(name)) return;
  mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  writeFileSync(join(FOLDER, `${name}.json`), `{\n  "process": "${process}",\n  "version": ${version},\n  "entries": [\n${lines}\n  ]\n}\n`);
  writeFileSync(join(FOLDER, `${name}.history`), `${encodeHistory(await engine.history(caseId))}\n`);
}
