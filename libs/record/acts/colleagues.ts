/** Who belongs to an organisation now, in whichever position: plain staff too, whom the roster of a case does not know. */
import type { PoolClient } from 'pg';
import { holdsNow } from '@libs/persistence/holds-now';

const COLLEAGUES = `SELECT p.id FROM persons p WHERE p.id = ANY($1::uuid[]) AND p.active AND EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND a.org_id = $2 AND ${holdsNow('a')})`;

/** Those of these persons who are active and belong to the organisation. */
export async function colleaguesAmong(client: PoolClient, persons: readonly string[], orgId: string): Promise<ReadonlySet<string>> {
  if (persons.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>({ name: 'colleagues', text: COLLEAGUES, values: [persons, orgId] });
  return new Set(rows.map(({ id }) => id));
}
