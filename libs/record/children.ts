/**
 * Linked cases. A child is created in its parent's advancing transaction and ends by its own story; its end reaches the
 * parent through a record-side outbox that needs no engine. Its own gates may leave it waiting: they never refuse the
 * parent's act.
 */
import type { Pool, PoolClient } from 'pg';
import { digestOf } from '@libs/domain/digests';
import type { FactValues } from '@workflows/kit/definition';
import { SYSTEM } from './by';
import { CaseWork } from './case-work';
import { newCase, nothingYet } from './new-case';
import type { CaseRecord } from './record';
import { LOCK_CASE } from './statements';

export const wantsChildren = ({ picture }: CaseWork): boolean => picture.spawned.length > 0 || picture.wants.some(({ kind }) => kind === 'CHILD');

/** Opens a case for every child that the story wants and that has none yet. */
export async function createChildren(record: CaseRecord, client: PoolClient, work: CaseWork): Promise<void> {
  if (!wantsChildren(work)) return;
  const wanted = [...work.picture.wants.filter(({ kind }) => kind === 'CHILD'), ...work.picture.spawned];
  const { rows } = await client.query<{ parent_want: string }>('SELECT parent_want FROM cases WHERE parent_id = $1', [work.case.id]);
  const existing = new Set(rows.map(({ parent_want }) => parent_want));
  for (const { id, key } of wanted) if (!existing.has(id)) await createChild(record, client, work, id, key);
}

async function createChild(record: CaseRecord, client: PoolClient, parent: CaseWork, wantId: string, key: string): Promise<void> {
  const spec = parent.definition.children[key];
  if (!spec) throw new Error(`${parent.definition.id} has no child ${key}`);
  const desk = record.desk(spec.process);
  const { definition } = desk.process;
  const { rows } = await client.query<{ number: number }>(`SELECT nextval('case_numbers')::int AS number`);
  const [taken] = rows;
  if (!taken) throw new Error('no number');
  const { org_id, dept, applicant_id, applicant_position } = parent.case;
  const row = newCase(
    { title: spec.title, org_id, dept, applicant_id, applicant_position, parent_id: parent.case.id, parent_want: wantId },
    { now: parent.now, number: taken.number },
    desk,
    await record.policies.at(parent.loaded.revisions, parent.now, client),
  );
  const revision = { case_id: row.id, revision: 1, digest: digestOf({}), sections: {}, submitted_by: applicant_id, submitted_at: row.opened_at };
  // Who stands back from the parent does not from its child.
  const roster = await record.rosters.at(parent.loaded.revisions, client);
  const loaded = { ...parent.loaded, ...roster.around(org_id, parent.loaded.now), now: parent.now, case: row, revision, ...nothingYet() };
  const work = await CaseWork.open(loaded, desk, parent.calendar);
  work.changes.newCase(row.id);
  work.changes.put('form_revisions', { ...revision, data: {} });
  for (const { id, revision: seen_revision } of parent.loaded.datasets) work.changes.put('case_resources', { case_id: row.id, resource_id: id, seen_revision });
  await work.append({ type: 'started', facts: inherited(definition.facts, parent.picture.facts) }, { action: 'CASE_STARTED', by: SYSTEM, details: { processType: row.process_type, number: row.number, parent: parent.case.id } });
  work.finish();
  await work.changes.flush(client);
  parent.children.push(row);
}

/** A child starts with the facts that both definitions know under one name and kind; its first steps find out the rest. */
const inherited = (known: Readonly<Record<string, { readonly kind: string }>>, facts: FactValues): FactValues =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => Object.hasOwn(known, name)));

export interface ChildEnd {
  readonly child_id: string;
  readonly parent_id: string;
  readonly want_id: string;
  readonly outcome: string;
}

/** Ends of children that their parents have not been told, the oldest first. A stopped parent is told when it goes on. */
export async function untoldChildEnds(pool: Pool, limit = 100): Promise<ChildEnd[]> {
  const { rows } = await pool.query<ChildEnd>(
    `SELECT o.child_id, o.parent_id, o.want_id, o.outcome FROM parent_outbox o JOIN cases p ON p.id = o.parent_id AND p.stopped IS NULL ORDER BY o.at LIMIT $1`,
    [limit],
  );
  return rows;
}

/** Tells a parent of the end of its child. An end that the parent no longer wants is only dropped. */
export async function deliverChildEnd(record: CaseRecord, { child_id, parent_id, want_id, outcome }: ChildEnd): Promise<void> {
  await record.actAsSystem({ by: LOCK_CASE, id: parent_id }, async (work) => {
    if (!work.picture.wants.some(({ id }) => id === want_id)) return;
    await work.append({ type: 'childEnded', id: want_id, outcome }, { action: 'CHILD_ENDED', by: SYSTEM, details: { child: child_id, outcome } });
  });
  // A crash before this line delivers again, and the parent no longer wants it.
  await record.pool.query('DELETE FROM parent_outbox WHERE child_id = $1', [child_id]);
}

/** Open children whose parent has ended and whose parent's definition terminates them then. */
export async function orphans({ desks, pool }: CaseRecord, limit = 100): Promise<string[]> {
  const doomed = [...desks].flatMap(([process, desk]) =>
    Object.entries(desk.process.definition.children).flatMap(([child, { onParentEnd }]) => (onParentEnd === 'TERMINATE' ? [{ process, child }] : [])),
  );
  const { rows } = await pool.query<{ id: string }>(
    `SELECT c.id FROM cases c JOIN cases p ON p.id = c.parent_id
     JOIN unnest($1::text[], $2::text[]) AS d (process, child) ON d.process = p.process_type AND d.child = substring(c.parent_want FROM '^[^/#]*')
     WHERE c.status <> 'CLOSED' AND c.stopped IS NULL AND p.status = 'CLOSED' ORDER BY c.id LIMIT $3`,
    [doomed.map(({ process }) => process), doomed.map(({ child }) => child), limit],
  );
  return rows.map(({ id }) => id);
}

export const endOrphan = (record: CaseRecord, id: string): Promise<void> =>
  record.actAsSystem({ by: LOCK_CASE, id }, async (work) => {
    if (work.case.status !== 'CLOSED') await work.append({ type: 'terminated' }, { action: 'TERMINATED', by: SYSTEM, details: { cause: 'PARENT_ENDED' } });
  });
