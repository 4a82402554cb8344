/** A case begins: form and gates are checked, the case, its first revision and its first steps stand in one transaction. */
import type { PoolClient } from 'pg';
import { digestOf, sectionDigests } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CASE_ID, inSpan } from '@libs/platform/tracing/spans';
import type { PolicyValues } from '@libs/policy/typed-values';
import { knownGrants } from '../bases';
import { CaseWork } from '../case-work';
import type { Checked, Plain, ProcessDesk, Surroundings } from '../desk';
import { answerAgain, CLAIM_KEY, inFlight, KEPT, type Answer, type IdempotencyKey } from '../idempotency';
import type { Actor, HeldPosition, LoadedCase, LoadedStart } from '../loaded';
import { deptOf, newCase, nothingYet } from '../new-case';
import { inOneTrip, isLockTimeout } from '../pool';
import { kept, type CaseRecord } from '../record';
import { NOTHING_REGISTERED, REGISTERS_BY_CASE, type RegistersOfCase } from '../registers/of-case';
import type { Roster } from '../roster';
import type { IdempotencyRow } from '../rows';
import type { Seated } from '../seats';
import { LOAD_START } from '../statements';
import { mustBeOwnUploads, type Upload } from './attaching';
import { byPerson, matches, type ActingAs } from './capacity';
import { diverting } from './diverting';
import { idsIn, noteDatasets, readSubmission } from './submission';

export interface StartRequest {
  readonly personId: string;
  readonly processType: string;
  readonly form: unknown;
  readonly orgCode?: string;
  readonly actingAs?: ActingAs;
  readonly attachments?: readonly string[];
  readonly idempotency: IdempotencyKey;
}

type StartQuestion = Pick<StartRequest, 'personId' | 'processType' | 'orgCode' | 'actingAs' | 'form'>;

export interface Started {
  readonly id: string;
  readonly number: string;
}

/** What a start is judged against; also read by the preview, which takes no number and changes nothing. */
export interface StartContext {
  readonly loaded: LoadedStart;
  readonly actor: Actor;
  readonly held: HeldPosition;
  /** Whose case it is to be. */
  readonly of: { readonly org_id: string; readonly dept: string | null };
  readonly policies: PolicyValues;
  readonly around: Seated & Pick<LoadedCase, 'datasets'>;
  /** The form, checked field by field. */
  readonly checked: Checked<Plain>;
}

/** The position in which somebody starts. @throws DomainError OUT_OF_SCOPE, NOT_A_STARTER, AMBIGUOUS_POSITION */
export function startingPosition(desk: ProcessDesk, actor: Actor, orgCode: string | undefined, actingAs: ActingAs | undefined): HeldPosition {
  const named = actingAs?.orgCode ?? orgCode;
  if (named !== undefined && !actor.assignments.some((held) => held.orgCode === named)) throw new DomainError('OUT_OF_SCOPE');
  const may = actor.assignments.filter(
    (held) => desk.process.definition.starters.includes(held.position) && (orgCode === undefined || held.orgCode === orgCode) && matches(held, actingAs),
  );
  const [first, ...others] = may;
  if (!first) throw new DomainError('NOT_A_STARTER');
  if (others.some((other) => other.orgId !== first.orgId || other.position !== first.position))
    throw new DomainError('AMBIGUOUS_POSITION', { members: { choices: may.map(({ position, orgCode: code }) => ({ position, orgCode: code })) } });
  return first;
}

/** What a start would be judged against now. @throws DomainError as `startingPosition` */
export const startContext = async (record: CaseRecord, client: PoolClient, question: StartQuestion): Promise<StartContext> => contextOf(record, client, question, await loadStart(client, question, false));

async function contextOf(record: CaseRecord, client: PoolClient, { processType, orgCode, actingAs, form }: StartQuestion, loaded: LoadedStart): Promise<StartContext> {
  const { now, revisions, datasets } = loaded;
  if (!loaded.actor?.active) throw new DomainError('UNAUTHENTICATED');
  // Nobody applies for somebody else.
  const actor: Actor = { ...loaded.actor, standsIn: [] };
  const desk = record.desk(processType);
  const held = startingPosition(desk, actor, orgCode, actingAs);
  const roster = await record.rosters.at(revisions, client);
  const policies = await record.policies.at(revisions, now, client);
  const checked = desk.checkForm(form);
  const whose = whoseCase(desk, checked, held, roster);
  // What its texts mention beside them is not what it is about.
  const named = 'errors' in checked ? [] : desk.datasetsOf(checked.value);
  const of = { ...whose, dept: deptOf(whose, datasets.filter(({ id }) => named.includes(id))) };
  return { loaded, actor, held, of, policies, checked, around: { ...roster.around(of.org_id, now), datasets, case: { ...of, applicant_id: actor.personId, applicant_position: held.position } } };
}

/** The organisation that a form is addressed to, or the starter's own. @throws DomainError FORM_INVALID where there is no such organisation */
function whoseCase(desk: ProcessDesk, checked: Checked<Plain>, held: HeldPosition, roster: Roster): StartContext['of'] {
  const own = { org_id: held.orgId, dept: held.dept };
  if (!desk.addressedTo) return own;
  const addressee = 'errors' in checked ? undefined : desk.addressedTo(checked.value);
  if (!addressee) return own;
  const org = 'type' in addressee ? roster.organisationOf(addressee.type) : roster.organisation(addressee.code);
  if (!org || ('of' in addressee && addressee.of !== undefined && org.type !== addressee.of)) throw new DomainError('FORM_INVALID', { errors: [{ path: 'path' in addressee ? addressee.path : '', code: 'UNKNOWN_ORGANISATION', message: { zh: '没有此单位', en: 'No such organisation' } }] });
  return org.id === held.orgId ? own : { org_id: org.id, dept: null };
}

async function loadStart(client: PoolClient, { personId, form }: StartQuestion, begins: boolean): Promise<LoadedStart> {
  const { rows } = await client.query<{ loaded: LoadedStart }>({ ...LOAD_START, values: [personId, idsIn(form), begins] });
  const [row] = rows;
  if (!row) throw new Error('nothing loaded for a start');
  return row.loaded;
}

/** What a form is read against before its case begins. */
export const startSurroundings = ({ loaded: { now, datasets, bases }, of, held, policies, actor }: Pick<StartContext, 'loaded' | 'of' | 'held' | 'policies' | 'actor'>): Surroundings => ({
  now,
  orgId: of.org_id,
  facts: {},
  datasets,
  policies,
  applicantId: actor.personId,
  starter: held,
  grants: knownGrants(bases, now),
});

/** What stands when the case has begun, before it is committed. */
export interface Begun {
  readonly work: CaseWork;
  readonly actor: Actor;
  /** The form as it was submitted. */
  readonly form: Plain;
  readonly uploads: readonly Upload[];
  readonly registers: RegistersOfCase;
}

/** Renders the answer of a start, which is kept with it: what is answered first is what every retry is answered. */
export type Respond<T> = (begun: Begun) => T;

export const start = <T = Started>(record: CaseRecord, request: StartRequest, respond: Respond<T> = started): Promise<Answer<T>> =>
  inSpan({ name: 'act START' }, (span) =>
    diverting(record, () =>
      attempt(record, request, (begun) => {
        span.setAttribute(CASE_ID, begun.work.case.id);
        return respond(begun);
      }),
    ),
  );

async function attempt<T>(record: CaseRecord, request: StartRequest, respond: Respond<T>): Promise<Answer<T>> {
  const client = await record.pool.connect();
  let broken: Error | undefined;
  try {
    const { before, loaded } = await claimAndLoad<T>(client, request);
    if (!before) return await begin(record, client, request, loaded, respond);
    await client.query('COMMIT');
    return before;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    if (isLockTimeout(error)) throw inFlight(error);
    if (error instanceof DomainError) await refused(record, request, error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Without a renderer the caller asks for `Started` itself. */
const started = <T>({ work }: Begun): T => ({ id: work.case.id, number: work.case.number }) satisfies Started as T;

interface Claimed<T> {
  /** The answer that was kept under this key, if there is one. */
  readonly before: Answer<T> | undefined;
  readonly loaded: LoadedStart;
}

/** Takes the key, waiting for another request that holds it, and loads in the same trip. */
async function claimAndLoad<T>(client: PoolClient, request: StartRequest): Promise<Claimed<T>> {
  const { personId, idempotency: { path, key, bodyDigest } } = request;
  const [, { rowCount }, loaded] = await inOneTrip(client, () => Promise.all([
    client.query('BEGIN'),
    client.query({ name: 'claim-key', text: CLAIM_KEY, values: [personId, path, key, bodyDigest] }),
    loadStart(client, request, true),
  ]));
  if (rowCount) return { before: undefined, loaded };
  const { rows } = await client.query<IdempotencyRow>(KEPT, [personId, path, key]);
  return { before: answerAgain<T>(rows[0], bodyDigest), loaded };
}

async function begin<T>(record: CaseRecord, client: PoolClient, request: StartRequest, loaded: LoadedStart, respond: Respond<T>): Promise<Answer<T>> {
  const desk = record.desks.get(request.processType);
  if (!desk?.process.definition.offered) throw new DomainError('NOT_FOUND');
  const { actor, held, of, policies, around, checked } = await contextOf(record, client, request, loaded);
  const beginning = { ...of, applicant_id: actor.personId, applicant_position: held.position, applicant_org_id: of.org_id === held.orgId ? null : held.orgId, parent_id: null, parent_want: null };
  const { form, reading, clearedBy } = await readSubmission(client, desk, checked, {
    surroundings: startSurroundings({ loaded, of, held, policies, actor }),
    policies,
    around,
    beginning,
    caseId: null,
  });
  const uploads = await mustBeOwnUploads(client, request.attachments, { personId: actor.personId, caseId: null });
  const named = desk.datasetsOf(form);
  const datasets = loaded.datasets.filter(({ id }) => named.includes(id));
  const row = newCase({ title: reading.title, ...beginning }, loaded, desk, policies);
  const revision = { case_id: row.id, revision: 1, digest: digestOf(form), sections: sectionDigests(form), submitted_by: actor.personId, submitted_at: row.opened_at };
  const empty: LoadedCase = { ...loaded, actor, ...around, ...nothingYet(), datasets, case: row, revision };
  const work = await CaseWork.open(empty, desk, await record.calendars.at(loaded.revisions, client));
  work.changes.newCase(row.id);
  work.changes.put('form_revisions', { ...revision, data: form });
  noteDatasets(work.changes, row.id, named, loaded.datasets);
  for (const { id } of uploads) work.changes.attach(id, row.id, null);
  await work.append({ type: 'started', facts: reading.facts }, { action: 'CASE_STARTED', by: byPerson(actor, held), details: { processType: row.process_type, number: row.number } });
  work.clearedBy = clearedBy;
  work.finish();
  await record.settleLinks(client, work);
  const registers = work.entered ? await registersOf(client, row.id) : NOTHING_REGISTERED;
  const answer = { status: 201, body: respond({ work, actor, form, uploads, registers }), location: `/api/v1/cases/${row.id}` };
  work.changes.keep(kept(request.idempotency, actor.personId, answer));
  await record.commit(client, work);
  return answer;
}

async function registersOf(client: PoolClient, caseId: string): Promise<RegistersOfCase> {
  const { rows } = await client.query<{ registers: RegistersOfCase }>(REGISTERS_BY_CASE, [caseId]);
  return rows[0]?.registers ?? NOTHING_REGISTERED;
}

async function refused(record: CaseRecord, request: StartRequest, error: DomainError): Promise<void> {
  const row = record.refusals.rowFor({
    action: 'START_CASE',
    actor_kind: 'PERSON',
    actor_id: request.personId,
    org_id: null,
    case_id: null,
    refused: error.code,
    details: { processType: request.processType, ...(error.members.gates && { gates: error.members.gates.map(({ id }) => id) }) },
  });
  if (row) await record.audit([row]);
}
