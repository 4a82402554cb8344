/** Definitions are pinned by version and digest when a service starts: a case keeps the one that it was started under. */
import type { Pool } from 'pg';
import { digestOf } from '@libs/domain/digests';
import type { Desks, ProcessDesk } from './desk';

/** A definition has changed without a new version. */
export class DefinitionChangedError extends Error {}

/** What JSON cannot hold is not in a definition; undefined members are left out as they will be when it is read again. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const digests = new WeakMap<ProcessDesk, string>();

/** What a definition is pinned by, beside its version. */
export function definitionDigest(desk: ProcessDesk): string {
  const digest = digests.get(desk) ?? digestOf({ body: asJson(desk.process.definition), formSchema: asJson(desk.formSchema) });
  digests.set(desk, digest);
  return digest;
}

/** Every version that cases may be pinned to. @throws DefinitionChangedError where a pinned version has another digest than this code's */
export async function pinDefinitions(pool: Pick<Pool, 'query'>, desks: Desks): Promise<void> {
  for (const desk of [...desks.values()].flatMap((current) => [...(current.former ?? []), current])) {
    const { process: { definition }, formSchema, uiSchema } = desk;
    const digest = definitionDigest(desk);
    await pool.query(
      `INSERT INTO definitions (process_type, version, digest, body, form_schema, ui_schema) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (process_type, version) DO NOTHING`,
      [definition.id, definition.version, digest, JSON.stringify(definition), JSON.stringify(formSchema), JSON.stringify(uiSchema)],
    );
    const { rows } = await pool.query<{ digest: string }>('SELECT digest FROM definitions WHERE process_type = $1 AND version = $2', [definition.id, definition.version]);
    if (rows[0]?.digest !== digest)
      throw new DefinitionChangedError(`${definition.id} version ${definition.version} differs from what this database has pinned: give the changed definition a new version`);
  }
}
