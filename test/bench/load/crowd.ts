/** A district full of open tasks: copies of a case that people have begun, in units of their own but for those that somebody of the first unit has to do. */
import { COLUMNS, type TableName } from '@libs/record/rows';
import type { ClientBase } from 'pg';

export interface Crowd {
  /** A case with one open task, of a position: all others are its copies. */
  readonly template: string;
  /** Open tasks in all, the copies alone. */
  readonly tasks: number;
  /** Persons: the holder of the template's seat, and another holder or colleague. */
  readonly me: string;
  readonly colleague: string;
  /** How many of the tasks are theirs: of the position, claimed, delegated to them, and naming them. */
  readonly mine: number;
  /** Further tasks of their position, which their colleague has claimed. */
  readonly claimed: number;
}

/** As many units share the rest. */
const UNITS = 200;

/** The id of the n-th copy of a row: like those of the record they grow with the time of their making. */
const copyOf = (id: string): string => `(lpad(to_hex(1700000000000 + n), 12, '0') || '7' || substr(md5(${id}::text), 1, 3) || '8' || substr(md5(${id}::text), 4, 15))::uuid`;
const named = (kind: string, n: string): string => `md5('crowd ${kind} ' || ${n})::uuid`;
const UNIT_OF = named('unit', `n % ${UNITS}`);
const PERSON_OF = named('person', `n % ${UNITS}`);

const copies = (table: TableName, changes: Readonly<Record<string, string>>): string => {
  const columns = COLUMNS[table].all;
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map((column) => changes[column] ?? `x.${column}`).join(', ')}
    FROM ${table} x CROSS JOIN generate_series(1, $2::int) n WHERE ${table === 'cases' ? 'x.id' : 'x.case_id'} = $1`;
};

/** What is due: some of it is overdue, much of it at the same instant, and some has no limit. */
const DUE = `CASE WHEN n % 7 = 0 THEN NULL ELSE date_trunc('hour', clock_timestamp()) + (n % 5 - 1) * interval '1 day' END`;

/**
 * Fills the database, as its owner. Copy `n` is theirs up to `mine`, their colleague's up to `mine + claimed`, and of
 * another unit beyond that. No run of the engine stands behind the copies.
 */
export async function fill(client: ClientBase, { template, tasks, me, colleague, mine, claimed }: Crowd): Promise<void> {
  const here = mine + claimed;
  const elsewhere = (own: string, other: string): string => `CASE WHEN n <= ${here} THEN ${own} ELSE ${other} END`;
  const only = `n <= ${mine} AND`;
  await client.query('BEGIN');
  await client.query(`INSERT INTO organisations (id, code, name, type) SELECT ${UNIT_OF}, 'CROWD-' || n, '演示单位' || n, 'MEDICAL_INSTITUTION' FROM generate_series(0, ${UNITS - 1}) n`);
  await client.query(`INSERT INTO persons (id, name, account) SELECT ${PERSON_OF}, '演示人员' || n, 'crowd.' || n FROM generate_series(0, ${UNITS - 1}) n`);
  await client.query(`INSERT INTO assignments (id, person_id, position, org_id, dept, valid_from) SELECT ${named('assignment', 'n')}, ${PERSON_OF}, t.position, ${UNIT_OF}, t.dept, now() FROM tasks t, generate_series(0, ${UNITS - 1}) n WHERE t.case_id = $1 AND t.status = 'OPEN'`, [template]);
  const values = [template, tasks];
  const ids = { id: copyOf('x.id'), case_id: copyOf('x.case_id'), step_id: copyOf('x.step_id') };
  await client.query(copies('cases', { id: ids.id, number: `'QD-0000-' || lpad(n::text, 6, '0')`, title: `x.title || ' ' || n`, org_id: elsewhere('x.org_id', UNIT_OF), applicant_id: elsewhere('x.applicant_id', PERSON_OF), next_due_at: 'NULL' }), values);
  for (const table of ['case_events', 'form_revisions', 'case_resources'] as const) await client.query(copies(table, { case_id: ids.case_id }), values);
  await client.query(copies('steps', { id: ids.id, case_id: ids.case_id, due_at: DUE }), values);
  await client.query(
    copies('tasks', {
      ...ids,
      org_id: elsewhere('x.org_id', UNIT_OF),
      due_at: DUE,
      position: `CASE WHEN ${only} n % 25 = 2 THEN NULL ELSE x.position END`,
      dept: `CASE WHEN ${only} n % 25 = 2 THEN NULL ELSE x.dept END`,
      person_id: `CASE WHEN ${only} n % 25 = 2 THEN '${me}'::uuid END`,
      assignee_id: `CASE WHEN ${only} n % 25 IN (0, 1) THEN '${me}'::uuid WHEN n > ${mine} AND n <= ${here} THEN '${colleague}'::uuid END`,
      delegated_from: `CASE WHEN ${only} n % 25 = 1 THEN '${colleague}'::uuid END`,
    }),
    values,
  );
  await client.query(copies('clocks', { ...ids, next_at: 'NULL', due_at: `coalesce(${DUE}, x.due_at)` }), values);
  await client.query(`INSERT INTO engine_states (case_id, told_seq) SELECT ${copyOf('c.id')}, c.seq FROM cases c CROSS JOIN generate_series(1, $2::int) n WHERE c.id = $1`, values);
  await client.query('COMMIT');
  await client.query('ANALYZE');
}
