/** A case begins: form and gates are checked, the case, its first revision and its first steps stand in one transaction. */
import type { PoolClient } from 'pg';
import { digestOf, sectionDigests } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { PolicyValues } from '@libs/policy/typed-values';
import { CaseWork } from '../case-work';
import type { ProcessDesk } from '../desk';
import { answerAgain, CLAIM_KEY, inFlight, KEEP, KEPT, type Answer, type IdempotencyKey } from '../idempotency';
import type { Actor, HeldPosition, LoadedCase, LoadedStart } from '../loaded';
import { newCase, nothingYet } from '../new-case';
import { inOneTrip, isLockTimeout } from '../pool';
import type { CaseRecord } from '../record';
import type { IdempotencyRow } from '../rows';
import type { Seated } from '../seats';
import { LOAD_ACTOR, LOAD_START } from '../statements';
import { mustBeOwnUploads } from './attaching';
import { byPerson, matches, type ActingAs } from './capacity';
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

export interface Started {
  readonly id: string;
  readonly number: string;
}

/** What a start is judged against; also read by the preview, which takes no number and changes nothing. */
export interface StartContext {
  readonly loaded: LoadedStart;
  readonly actor: Actor;
  readonly held: HeldPosition;
  readonly policies: PolicyValues;
  readonly around: Seated & Pick<LoadedCase, 'datasets'>;
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

export async function startContext(record: CaseRecord, client: PoolClient, request: Pick<StartRequest, 'personId' | 'processType' | 'orgCode' | 'actingAs' | 'form'>, begins: boolean): Promise<StartContext> {
  const desk = record.desk(request.processType);
  const [{ rows: actors }, policies] = await Promise.all([
    client.query<{ actor: Actor | null }>({ name: 'load-actor', text: LOAD_ACTOR, values: [request.personId] }),
    record.policies.inForce(client),
  ]);
  const actor = actors[0]?.actor;
  if (!actor?.active) throw new DomainError('UNAUTHENTICATED');
  const held = startingPosition(desk, actor, request.orgCode, request.actingAs);
  const { rows } = await client.query<{ loaded: LoadedStart }>({ name: 'load-start', text: LOAD_START, values: [request.personId, held.orgId, idsIn(request.form), request.processType, begins] });
  const loaded = rows[0]?.loaded;
  if (!loaded) throw new Error('nothing loaded for a start');
  const around = { ...loaded, case: { org_id: held.orgId, dept: held.dept, applicant_id: actor.personId } };
  return { loaded, actor, held, policies, around };
}

/** Renders the answer of a start, in its own transaction: what is answered first is what every retry is answered. */
export type Respond<T> = (client: PoolClient, started: Started) => Promise<T>;

export async function start<T = Started>(record: CaseRecord, request: StartRequest, respond?: Respond<T>): Promise<Answer<T>> {
  const client = await record.pool.connect();
  let broken: Error | undefined;
  try {
    const [, before] = await Promise.all([client.query('BEGIN'), claimKey<T>(client, request)]);
    if (before) {
      await client.query('COMMIT');
      return before;
    }
    return await begin(record, client, request, respond);
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    if (isLockTimeout(error)) throw inFlight(error);
    if (error instanceof DomainError) await refused(record, request, error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Takes the key, waiting for another request that holds it; gives the answer that was kept, if there is one. */
async function claimKey<T>(client: PoolClient, { personId, idempotency }: StartRequest): Promise<Answer<T> | undefined> {
  const { path, key, bodyDigest } = idempotency;
  const { rowCount } = await client.query({ name: 'claim-key', text: CLAIM_KEY, values: [personId, path, key, bodyDigest] });
  if (rowCount) return undefined;
  const { rows } = await client.query<IdempotencyRow>(KEPT, [personId, path, key]);
  return answerAgain<T>(rows[0], bodyDigest);
}

async function begin<T>(record: CaseRecord, client: PoolClient, request: StartRequest, respond?: Respond<T>): Promise<Answer<T>> {
  const desk = record.desks.get(request.processType);
  if (!desk?.process.definition.offered) throw new DomainError('NOT_FOUND');
  const context = await startContext(record, client, request, true);
  const { loaded, actor, held, policies, around } = context;
  const { form, reading } = readSubmission(desk, request.form, {
    surroundings: { now: loaded.now, orgId: held.orgId, facts: {}, datasets: loaded.datasets, policies },
    policies,
    around,
  });
  await mustBeOwnUploads(client, request.attachments, { personId: actor.personId, caseId: null });
  if (!loaded.definition) throw new Error(`no definition of ${request.processType} is pinned`);
  const { version: definition_version, digest: definition_digest } = loaded.definition;
  const row = newCase(
    { process_type: request.processType, definition_version, definition_digest, title: reading.title, org_id: held.orgId, dept: held.dept, applicant_id: actor.personId, applicant_position: held.position, parent_id: null, parent_want: null },
    loaded,
    desk,
    policies,
  );
  const revision = { case_id: row.id, revision: 1, digest: digestOf(form), sections: sectionDigests(form), submitted_by: actor.personId, submitted_at: row.opened_at };
  const named = desk.datasetsOf(form);
  const empty: LoadedCase = {
    ...loaded,
    datasets: loaded.datasets.filter(({ id }) => named.includes(id)),
    case: row,
    revision,
    ...nothingYet(),
  };
  const work = await CaseWork.open(empty, desk, await record.calendars.at(loaded.calendarRevision, client));
  work.changes.newCase(row.id);
  work.changes.put('form_revisions', { ...revision, data: form });
  noteDatasets(work.changes, row.id, named, loaded.datasets);
  for (const id of request.attachments ?? []) work.changes.attach(id, row.id, null);
  await work.append({ type: 'started', facts: reading.facts }, { action: 'CASE_STARTED', by: byPerson(actor, held), details: { processType: row.process_type, number: row.number } });
  work.finish();
  await record.flush(client, work);
  const started: Started = { id: row.id, number: row.number };
  // Without a renderer the caller asks for `Started` itself.
  const body = respond ? await respond(client, started) : (started as T);
  const answer = { status: 201, body, location: `/api/v1/cases/${row.id}` };
  await keepAnswer(client, request, answer);
  return answer;
}

async function keepAnswer(client: PoolClient, { personId, idempotency: { path, key } }: StartRequest, { status, body, location }: Answer<unknown>): Promise<void> {
  await inOneTrip(client, () =>
    Promise.all([
      client.query({ name: 'keep-answer', text: KEEP, values: [personId, path, key, status, JSON.stringify(body), location] }),
      client.query('COMMIT'),
    ]),
  );
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
