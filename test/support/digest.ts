/** Everything that a database holds, in one value for each table: rows, their contents, and how far numbers were given out. */
import type { DataSource } from 'typeorm';

/** What notes that somebody looked, and no more. */
const ACCESS: Readonly<Record<string, readonly string[]>> = { login_sessions: ['seen_at'] };

export async function digestOfDatabase(owner: DataSource): Promise<Record<string, string>> {
  const tables: { name: string }[] = await owner.query(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`);
  const found: [string, string][] = [];
  for (const { name } of tables) {
    const [row]: { digest: string }[] = await owner.query(`SELECT count(*) || ' ' || coalesce(md5(string_agg(y, '|' ORDER BY y)), '') AS digest FROM (SELECT (to_jsonb(x) - $1::text[])::text AS y FROM "${name}" x) z`, [ACCESS[name] ?? []]);
    found.push([name, row?.digest ?? '']);
  }
  const sequences: { name: string; last: string | null }[] = await owner.query(`SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`);
  return Object.fromEntries([...found, ...sequences.map(({ name, last }): [string, string] => [name, last ?? ''])]);
}
