/**
 * Linked cases. A child is created in its parent's advancing transaction and ends by its own story; its end reaches the
 * parent through a record-side outbox that needs no engine. Its own gates may leave it waiting: they never refuse the
 * parent's act.
 */
import type { Pool, PoolClient } from 'pg';
import type { FactValues } from '@workflows/kit/definition';
import type { PolicyValues } from '@libs/policy/typed-values';
import type { Want } from '@workflows/kit/want';
import { beginBySystem, readFilled, type Filled } from './begin-by-system';
import { SYSTEM } from './by';
import type { CaseWork } from './case-work';
import type { ProcessDesk } from './desk';
import { diversionEnd, openSpecialReview } from './diversions';
import type { CaseRecord } from './record';
import { contentOf, momentOf, type Content } from './registering';
import type { CaseRow } from './rows';
import { LOCK_CASE } from './statements';

const isChild = ({ kind }: Pick<Want, 'kind'>): boolean => kind === 'CHILD' || kind === 'DIVERSION';

export const wantsChildren = ({ picture }: CaseWork): boolean => picture.spawned.length > 0 || picture.wants.some(isChild);

/** Opens a case for every child that the story wants and that has none yet. */
export async function createChildren(record: CaseRecord, client: PoolClient, work: CaseWork): Promise<void> {
  if (!wantsChildren(work)) return;
  const wanted = [...work.picture.wants.filter(isChild), ...work.picture.spawned];
  const { rows } = await client.query<{ parent_want: string }>('SELECT parent_want FROM cases WHERE parent_id = $1', [work.case.id]);
  const existing = new Set(rows.map(({ parent_want }) => parent_want));
  let content: Promise<Content> | undefined;
  const settled = (): Promise<Content> => (content ??= contentOf(client, work));
  for (const want of wanted) if (!existing.has(want.id)) work.children.push(await createChild(record, client, { parent: work, settled }, want));
}

interface Opening {
  readonly parent: CaseWork;
  /** What its parent has settled, read once for all of its children. */
  readonly settled: () => Promise<Content>;
}

type WantedChild = Pick<Want, 'id' | 'key' | 'subject'> & Partial<Pick<Want, 'kind'>>;

async function createChild(record: CaseRecord, client: PoolClient, { parent, settled }: Opening, { id: parent_want, key, subject, kind }: WantedChild): Promise<CaseRow> {
  const { org_id, dept, applicant_id, applicant_position, applicant_org_id } = parent.case;
  const beginning = { org_id, dept, applicant_id, applicant_position, applicant_org_id, parent_id: parent.case.id, parent_want };
  const told = { parent: parent.case.id };
  const diversion = kind === 'DIVERSION' ? parent.definition.diversions[key] : undefined;
  if (diversion) return openSpecialReview(record, client, { cause: diversion.cause, processType: parent.definition.id, beginning }, { around: parent, told });
  const spec = parent.definition.children[key];
  if (!spec) throw new Error(`${parent.definition.id} has no child ${key}`);
  const desk = record.desk(spec.process);
  const policies = await record.policies.at(parent.loaded.revisions, parent.now, client);
  const filled = await filledIn(client, { parent, settled }, { desk, key, subject, title: spec.title, policies });
  const standIn = spec.position === undefined ? {} : { applicant_id: null, applicant_position: spec.position, applicant_org_id: null };
  return beginBySystem(record, client, {
    desk,
    beginning: { ...beginning, ...standIn },
    ...filled,
    facts: { ...inherited(desk.process.definition.facts, parent.picture.facts), ...filled.facts },
    around: parent,
    told,
  });
}

/** The form of a child as its own desk fills it in, and what it means; without one it begins with what it inherits. */
async function filledIn(client: PoolClient, { parent, settled }: Opening, { desk, key, subject, title, policies }: { readonly desk: ProcessDesk; readonly key: string; readonly subject?: string; readonly title: string; readonly policies: PolicyValues }): Promise<Filled> {
  if (!desk.fromParent) return { form: {}, facts: {}, title, datasets: parent.loaded.datasets };
  const moment = { ...momentOf(await settled(), parent, { subject, by: null, facts: parent.picture.facts }), process: parent.definition.id, title: parent.case.title, org: orgOf(parent), child: key };
  return readFilled(client, desk, desk.fromParent(moment), { now: parent.now, orgId: parent.case.org_id, policies });
}

const orgOf = ({ loaded, case: { org_id } }: CaseWork): { readonly code: string; readonly name: string } => {
  const org = loaded.orgs.find(({ id }) => id === org_id);
  if (!org) throw new Error(`no organisation ${org_id}`);
  return { code: org.code, name: org.name };
};

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
    const want = work.picture.wants.find(({ id }) => id === want_id);
    if (!want) return;
    const event = want.kind === 'DIVERSION' ? ({ type: 'diversionEnded', id: want_id, outcome: diversionEnd(outcome) } as const) : ({ type: 'childEnded', id: want_id, outcome } as const);
    await work.append(event, { action: 'CHILD_ENDED', by: SYSTEM, details: { child: child_id, outcome } });
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
