import type { Client } from 'pg';

/** Everything that a migration can make, one line each: read from PostgreSQL's own catalogue. */
const DUMP = `
  SELECT format('table %s %s options=%s', c.relkind, c.relname, coalesce(c.reloptions::text, '')) AS line
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('i', 't')
  UNION ALL
  SELECT format('column %s.%s %s %s not null=%s default=%s identity=%s', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
                a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity)
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT format('constraint %s %s', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
  SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
  WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
  UNION ALL
  SELECT format('function %s', pg_get_functiondef(oid)) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('type %s', typname) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype <> 'b'
  UNION ALL
  SELECT format('privileges on %s: %s %s', c.relname, a.grantee::regrole, a.privilege_type)
  FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('privileges on %s.%s: %s %s', c.relname, t.attname, a.grantee::regrole, a.privilege_type)
  FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN aclexplode(t.attacl) a WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT format('privileges on schema: %s %s', a.grantee::regrole, a.privilege_type)
  FROM pg_namespace n CROSS JOIN aclexplode(n.nspacl) a WHERE n.nspname = 'public'
  UNION ALL
  SELECT format('role %s login=%s super=%s createrole=%s createdb=%s', rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb)
  FROM pg_roles WHERE rolname = 'qingdun_app'
  ORDER BY line`;

/** The schema of a database as sorted lines. */
export async function catalogueOf(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(DUMP);
  return rows.map(({ line }) => line);
}
