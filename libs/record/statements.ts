/** The hot statements of the record. Everything that an act needs is read by one and written by one. */
import { holdsNow } from '@libs/persistence/holds-now';
import { KEPT_FOR } from './idempotency';
import { COLUMNS, JSON_COLUMNS, type TableName } from './rows';

const list = (columns: readonly string[]): string => columns.join(', ');

const ACTOR = (person: string): string => `(SELECT json_build_object('personId', p.id, 'name', p.name, 'active', p.active, 'assignments', (SELECT coalesce(json_agg(json_build_object(
  'position', a.position, 'orgId', a.org_id, 'orgCode', o.code, 'orgType', o.type, 'dept', a.dept)), '[]')
  FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = p.id AND ${holdsNow('a')})) FROM persons p WHERE p.id = ${person})`;
/** The strictest level of what a derived resource was made from, through all that is not graded itself: `protectiveLevel` in SQL. */
export const SOURCE_LEVEL = `(WITH RECURSIVE sources AS (
    SELECT s.source_id AS id FROM resource_sources s WHERE s.resource_id = r.id
    UNION SELECT s.source_id FROM sources x JOIN resources u ON u.id = x.id AND u.grading_status <> 'GRADED' JOIN resource_sources s ON s.resource_id = u.id
  ) SELECT (ARRAY['GENERAL', 'IMPORTANT', 'CORE'])[max(CASE WHEN y.grading_status = 'GRADED' AND y.determined_level IS NOT NULL THEN y.determined ELSE greatest(y.proposed, y.determined) END)]
  FROM sources x JOIN LATERAL (SELECT u.*, array_position(ARRAY['GENERAL', 'IMPORTANT', 'CORE'], u.proposed_level) AS proposed, array_position(ARRAY['GENERAL', 'IMPORTANT', 'CORE'], u.determined_level) AS determined
    FROM resources u WHERE u.id = x.id) y ON true)`;
/** A level that is not known is absent, not null. A retention period ends with its last day. */
const DATASET = `coalesce(json_agg(json_strip_nulls(json_build_object('id', r.id, 'orgId', r.org_id, 'businessOwnerDept', r.business_owner_dept, 'revision', r.revision, 'proposedLevel', r.proposed_level,
  'determinedLevel', r.determined_level, 'gradingStatus', r.grading_status, 'sensitive', r.sensitive, 'derived', r.derivation IS NOT NULL,
  'sourceLevel', CASE WHEN r.derivation IS NOT NULL AND r.grading_status <> 'GRADED' THEN ${SOURCE_LEVEL} END,
  'preserved', EXISTS (SELECT FROM preservations h WHERE h.resource_id = r.id AND h.lifted_at IS NULL),
  'retainUntil', (extract(epoch FROM (r.retain_until + 1)::timestamp AT TIME ZONE 'Asia/Shanghai') * 1000)::bigint,
  'copies', (SELECT json_agg(json_build_object('id', k.id, 'kind', k.kind, 'location', k.location) ORDER BY k.id) FROM resource_copies k WHERE k.resource_id = r.id AND k.destroyed_at IS NULL)))), '[]')`;
const DATASETS = `(SELECT ${DATASET} FROM resources r WHERE r.id = ANY($5::uuid[] || ARRAY(SELECT resource_id FROM case_resources x WHERE x.case_id = c.id)))`;
/** Grants of other cases, with what their validity is computed from. */
const BASES = (ids: string): string => `(SELECT coalesce(json_agg(json_build_object('grant', to_json(g), 'process', b.process_type, 'caseStatus', b.status, 'stopped', b.stopped IS NOT NULL)), '[]')
  FROM grants g JOIN cases b ON b.id = g.case_id WHERE g.id = ANY(${ids}))`;
/** Rows of the case as they are written again by `APPLY`; `without` leaves out what no act looks at. */
const rowsOf = (table: TableName, { where = 'true', order = '', without = [] }: { where?: string; order?: string; without?: readonly string[] } = {}): string =>
  `(SELECT coalesce(json_agg(x${order && ` ORDER BY ${order}`}), '[]') FROM (SELECT ${list(COLUMNS[table].all.filter((column) => !without.includes(column)))} FROM ${table} WHERE case_id = c.id AND ${where}) x)`;

const NOW = `date_trunc('milliseconds', clock_timestamp())`;
/** Of what services keep in memory. */
const REVISIONS = `(SELECT json_object_agg(subject, revision) FROM revisions)`;

const LOAD = `SELECT json_build_object(
  'now', (extract(epoch FROM ${NOW}) * 1000)::bigint,
  'revisions', ${REVISIONS},
  'case', to_json(c),
  'journal', (SELECT coalesce(json_agg(e.body ORDER BY e.seq), '[]') FROM case_events e WHERE e.case_id = c.id),
  'revision', (SELECT json_agg(x) -> 0 FROM (SELECT ${list(COLUMNS.form_revisions.all.filter((column) => column !== 'data'))} FROM form_revisions WHERE case_id = c.id ORDER BY revision DESC LIMIT 1) x),
  'steps', ${rowsOf('steps', { where: `status <> 'CANCELLED'` })},
  'tasks', ${rowsOf('tasks')},
  'decisions', ${rowsOf('decisions', { where: 'voided_at IS NULL', order: 'x.at, x.id', without: ['opinion', 'evidence', 'missing', 'facts'] })},
  'recusals', ${rowsOf('recusals', { without: ['reason'] })},
  'clocks', ${rowsOf('clocks', { where: '(stopped_at IS NULL OR breached_at IS NOT NULL OR reminded > 0)' })},
  'grants', ${rowsOf('grants')},
  'datasets', ${DATASETS},
  'bases', ${BASES(`$5::uuid[] || ARRAY(SELECT l.grant_id FROM case_links l WHERE l.case_id = c.id AND l.kind = 'USES_GRANT_OF')`)},
  'copiedTo', (SELECT coalesce(json_agg(k.to_id), '[]') FROM copies k WHERE k.case_id = c.id),
  'formerDeciders', (SELECT coalesce(json_agg(d.actor_id), '[]') FROM decisions d WHERE d.case_id = c.id AND d.voided_at IS NOT NULL),
  'actor', ${ACTOR('$2')},
  'kept', (SELECT to_json(k) FROM idempotency_keys k WHERE k.person_id = $2 AND k.path = $3 AND k.key = $4 AND k.at > clock_timestamp() - ${KEPT_FOR})
) AS loaded FROM cases c WHERE c.id = `;

/** How a case is found, locked and loaded. */
export interface CaseLock {
  readonly name: string;
  /** $1 the id. The first statement of every act: the case row is locked before anything else, everywhere. */
  readonly lock: string;
  /** $1 the id, $2 person or null, $3 path or null, $4 idempotency key or null, $5 ids that a form mentions. Under the lock. */
  readonly load: string;
}
const lockBy = (name: string, caseId: string): CaseLock => ({
  name,
  lock: `SELECT id FROM cases WHERE id = ${caseId} FOR NO KEY UPDATE`,
  load: LOAD + caseId,
});
export const LOCK_CASE = lockBy('case', '$1');
export const LOCK_BY_TASK = lockBy('task', '(SELECT case_id FROM tasks WHERE id = $1)');
export const LOCK_BY_STEP = lockBy('step', '(SELECT case_id FROM steps WHERE id = $1)');
export const LOCK_BY_GRANT = lockBy('grant', '(SELECT case_id FROM grants WHERE id = $1)');
export const LOCK_BY_OPERATION = lockBy('operation', '(SELECT case_id FROM operations WHERE id = $1)');
export const LOCK_BY_COPY = lockBy('copy', '(SELECT case_id FROM copies WHERE id = $1)');

/** What a take-back needs beside it: $1 case, $2 the instant of the event that is taken back, at which its clocks were stopped. */
export const FORMER = {
  name: 'former',
  text: `SELECT json_build_object(
  'steps', ${rowsOf('steps', { where: `status = 'CANCELLED'` })},
  'clocks', ${rowsOf('clocks', { where: 'stopped_at = $2' })},
  'claimed', (SELECT coalesce(json_agg(e.want_id), '[]') FROM effects e WHERE e.case_id = c.id),
  'dissented', (SELECT coalesce(json_agg(DISTINCT d.step_id), '[]') FROM dissents d JOIN steps s ON s.id = d.step_id WHERE s.case_id = c.id)
) AS former FROM cases c WHERE c.id = $1`,
};

/** $1 person, $2 ids that the form mentions, $3 whether a case begins: only then a number is taken. */
export const LOAD_START = {
  name: 'load-start',
  text: `SELECT json_build_object(
  'now', (extract(epoch FROM ${NOW}) * 1000)::bigint,
  'revisions', ${REVISIONS},
  'number', CASE WHEN $3 THEN nextval('case_numbers') END,
  'datasets', (SELECT ${DATASET} FROM resources r WHERE r.id = ANY($2::uuid[]) AND r.destroyed_at IS NULL),
  'bases', ${BASES('$2::uuid[]')},
  'actor', ${ACTOR('$1')}
) AS loaded`,
};

/** $1 ids. */
export const DATASETS_BY_ID = `SELECT ${DATASET} AS datasets FROM resources r WHERE r.id = ANY($1::uuid[])`;

export const REVISIONS_NOW = { name: 'revisions', text: `SELECT ${REVISIONS} AS revisions, (extract(epoch FROM ${NOW}) * 1000)::bigint AS now` };

/** The values in force on a day: $1. */
export const POLICIES_IN_FORCE = `SELECT DISTINCT ON (key) key, value FROM policies WHERE effective_from <= $1::date
  ORDER BY key, effective_from DESC, recorded_at DESC`;

/**
 * Everybody who sits somewhere now or will, with from when and until when, of one moment. Plain staff
 * start cases and sit nowhere.
 */
export const ROSTER = `SELECT json_build_object(
  'orgs', (SELECT coalesce(json_agg(json_build_object('id', o.id, 'code', o.code, 'name', o.name, 'type', o.type)), '[]') FROM organisations o),
  'holders', (SELECT coalesce(json_agg(json_build_object('personId', a.person_id, 'name', p.name, 'position', a.position, 'orgId', a.org_id, 'dept', a.dept, 'from', a.valid_from, 'to', a.valid_to)), '[]')
    FROM assignments a JOIN persons p ON p.id = a.person_id AND p.active WHERE a.position <> 'UNIT_STAFF' AND (a.valid_to IS NULL OR a.valid_to > statement_timestamp())),
  'members', (SELECT coalesce(json_agg(json_build_object('body', b.code, 'bodyId', b.id, 'orgId', b.org_id, 'personId', m.person_id, 'name', p.name, 'chair', m.chair, 'from', m.valid_from, 'to', m.valid_to)), '[]')
    FROM bodies b JOIN body_members m ON m.body_id = b.id JOIN persons p ON p.id = m.person_id AND p.active WHERE m.valid_to IS NULL OR m.valid_to > statement_timestamp()),
  'agencies', (SELECT coalesce(json_agg(json_build_object('principalId', s.principal_id, 'agentId', s.agent_id, 'position', s.position, 'processTypes', s.process_types, 'unitIds', s.unit_ids, 'from', s.valid_from, 'to', s.valid_to)), '[]')
    FROM standing_agents s WHERE s.valid_to > statement_timestamp())
) AS roster`;

/** How the rows of one part of an act are written: their columns, and the statement around their parameters. */
interface Write {
  readonly columns: readonly string[];
  readonly statement: (values: string) => string;
}

const into = (table: string, columns: readonly string[], onConflict = ''): Write => ({ columns, statement: (values) => `INSERT INTO ${table} (${list(columns)}) VALUES ${values}${onConflict && ` ON CONFLICT ${onConflict}`}` });
/** New rows only. */
const added = (table: TableName): Write => into(table, COLUMNS[table].all);
/** New rows, and what may change of those that were there. */
const put = (table: TableName, key: string, ...others: readonly string[]): Write =>
  into(table, COLUMNS[table].all, `(${key}) DO UPDATE SET ${list([...COLUMNS[table].changing.map((column) => `${column} = excluded.${column}`), ...others])}`);

/** Foreign keys are checked when the rows of all parts stand. */
const WRITES = {
  cases: put('cases', 'id'),
  form_revisions: added('form_revisions'),
  case_resources: put('case_resources', 'case_id, resource_id'),
  case_events: added('case_events'),
  steps: put('steps', 'id'),
  tasks: put('tasks', 'id'),
  decisions: put('decisions', 'id'),
  clocks: put('clocks', 'id'),
  escalations: put('escalations', 'id'),
  feasibility_findings: put('feasibility_findings', 'id'),
  grants: put('grants', 'id'),
  notices: added('notices'),
  effects: put('effects', 'case_id, want_id', 'attempts = effects.attempts + excluded.attempts'),
  urgings: added('urgings'),
  copies: put('copies', 'id'),
  grant_usages: added('grant_usages'),
  operations: put('operations', 'id'),
  handings: added('handings'),
  recusals: added('recusals'),
  dissents: added('dissents'),
  audit_events: added('audit_events'),
  attachments: {
    columns: ['id', 'case_id', 'decision_id'],
    statement: (values) => `UPDATE attachments t SET case_id = x.case_id::uuid, decision_id = x.decision_id::uuid FROM (VALUES ${values}) x (id, case_id, decision_id) WHERE t.id = x.id::uuid AND t.case_id IS NULL`,
  },
  parent_outbox: into('parent_outbox', ['child_id', 'parent_id', 'want_id', 'outcome']),
  engine_states: into('engine_states', ['case_id']),
  idempotency_keys: into(
    'idempotency_keys',
    ['person_id', 'path', 'key', 'body_digest', 'status', 'response', 'location'],
    '(person_id, path, key) DO UPDATE SET body_digest = excluded.body_digest, status = excluded.status, response = excluded.response, location = excluded.location, at = clock_timestamp()',
  ),
  outbox: into('outbox', ['case_id', 'seq', 'urgent', 'trace']),
} as const satisfies Record<TableName, Write> & Record<string, Write>;

export type Part = keyof typeof WRITES;
export const PARTS: readonly Part[] = Object.keys(WRITES).filter((name): name is Part => Object.hasOwn(WRITES, name));

/** Beyond so many rows of a part an act is rare: its statement is not prepared. */
const OFTEN_UP_TO = 3;
const PREPARED = new Map<string, string>();

/**
 * One statement that writes all rows of an act: what is new is inserted, what was there is changed. It names the parts
 * that have rows and no others, since a table costs as much to open as a row to write; acts of one kind have the same
 * parts and as many rows, so few statements are prepared.
 */
export function applying(rows: ReadonlyMap<Part, ReadonlySet<object>>): { readonly name?: string; readonly text: string; readonly values: unknown[] } {
  const values = PARTS.flatMap((part) => [...(rows.get(part) ?? [])].flatMap((row) => WRITES[part].columns.map((column) => parameter(column, row))));
  const counts = PARTS.map((part) => rows.get(part)?.size ?? 0);
  if (counts.some((count) => count > OFTEN_UP_TO)) return { text: writing(counts), values };
  const name = `apply ${counts.join('')}`;
  const text = PREPARED.get(name) ?? writing(counts);
  PREPARED.set(name, text);
  return { name, text, values };
}

/** The statement for so many rows of each part. */
function writing(counts: readonly number[]): string {
  let parameters = 0;
  const written = PARTS.flatMap((part, at) => {
    const { columns, statement }: Write = WRITES[part];
    const tuples = Array.from({ length: counts[at] ?? 0 }, () => `(${list(columns.map(() => `$${(parameters += 1)}`))})`);
    return tuples.length > 0 ? [`w_${part} AS (${statement(list(tuples))})`] : [];
  });
  return `WITH ${list(written)} SELECT`;
}

/** An array is one of PostgreSQL's, but in a column of JSON. */
function parameter(column: string, row: object): unknown {
  const value: unknown = Reflect.get(row, column);
  return JSON_COLUMNS.has(column) && value !== null && value !== undefined ? JSON.stringify(value) : value;
}

export const AUDIT = `INSERT INTO audit_events (${list(COLUMNS.audit_events.all)}) SELECT ${list(COLUMNS.audit_events.all)} FROM jsonb_populate_recordset(NULL::audit_events, $1::jsonb)`;

/**
 * The granting transaction's own look at the requirements, in SQL: $1 case, $2 the requirements as
 * [{step, positive: [outcome], digest, after}]. Gives the steps whose requirement is not met by a person's current decision
 * in a seat of the step's own.
 */
export const UNMET_REQUIREMENTS = `SELECT x ->> 'step' AS step FROM jsonb_array_elements($2::jsonb) x
  WHERE NOT EXISTS (
    SELECT FROM steps s JOIN decisions d ON d.step_id = s.id AND d.voided_at IS NULL
    WHERE s.case_id = $1 AND s.key = x ->> 'step' AND s.status = 'SETTLED' AND s.settled_seq > (x ->> 'after')::int
      AND x -> 'positive' ? s.outcome AND d.outcome = s.outcome AND d.digest = x ->> 'digest'
      AND NOT EXISTS (SELECT FROM tasks t WHERE t.id = d.task_id AND t.added IS NOT NULL))`;
