import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** An object of unknown fields, or an empty one where the file is missing or damaged: nothing in it is irreplaceable. */
export function readJsonObject(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  try {
    return objectOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** `value` if it is a plain object, else an empty one. */
export const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** Replaces the file in one step, so that a reader or a crash never sees half of it. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}
