/** Definitions are pinned by version and digest when a service starts: a case keeps the one that it was started under. */
import type { Pool } from 'pg';
import { digestOf } from '@libs/domain/digests';
import type { Desks } from './desk';

/** A definition has changed without a new version. */
export class DefinitionChangedError extends Error {}

/** @throws DefinitionChangedError where a pinned version has another digest than this code's */
export async function pinDefinitions(pool: Pick<Pool, 'query'>, desks: Desks): Promise<void> {
  for (const { process, formSchema, uiSchema } of desks.values()) {
    const { definition } = process;
    // What JSON cannot hold is not in a definition; undefined members are left out as they will be when it is read again.
    const body: unknown = JSON.parse(JSON.stringify(definition));
    const digest = digestOf({ body, formSchema: JSON.parse(JSON.stringify(formSchema)) });
    await pool.query(
      `INSERT INTO definitions (process_type, version, digest, body, form_schema, ui_schema) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (process_type, version) DO NOTHING`,
      [definition.id, definition.version, digest, JSON.stringify(body), JSON.stringify(formSchema), JSON.stringify(uiSchema)],
    );
    const { rows } = await pool.query<{ digest: string }>('SELECT digest FROM definitions WHERE process_type = $1 AND version = $2', [definition.id, definition.version]);
    if (rows[0]?.digest !== digest)
      throw new DefinitionChangedError(`${definition.id} version ${definition.version} differs from what this database has pinned: give the changed definition a new version`);
  }
}
