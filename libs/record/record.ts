/**
 * The one way to change a case: lock it, load it, settle what is due, act, write, answer; in one transaction.
 * An act that is refused changes nothing, and the refusal is an audit event of its own.
 */
import type { Pool, PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CASE_ID, inSpan } from '@libs/platform/tracing/spans';
import { DivergedError, StoryError } from '@workflows/kit/errors';
import { CalendarCache, PolicyCache, RosterCache } from './caches';
import { SYSTEM } from './by';
import { CaseWork } from './case-work';
import { createChildren, wantsChildren } from './children';
import { newId } from './changes';
import type { Desks, ProcessDesk } from './desk';
import { settleDue } from './due';
import { checkGranting, UnmetRequirementError } from './granting';
import { answerAgain, inFlight, type Answer, type IdempotencyKey } from './idempotency';
import type { Actor, LoadedCase } from './loaded';
import { inOneTrip, isLockTimeout } from './pool';
import { recused, without } from './recused';
import { Refusals } from './refusals';
import { enterInRegisters } from './registering';
import type { Roster } from './roster';
import { textOf, type AuditRow } from './rows';
import { maySee } from './scope';
import { AUDIT, type CaseLock } from './statements';

export interface ActRequest {
  /** Names the act in the audit event of a refusal. */
  readonly action: string;
  /** By what the case is found, and the case, task or grant id. */
  readonly lock: { readonly by: CaseLock; readonly id: string };
  /** A person; machine clients and the system have none. */
  readonly personId: string | null;
  readonly idempotency?: IdempotencyKey;
  /** Ids that the request mentions: data sets among them are loaded beside those of the case. */
  readonly mentions?: readonly string[];
  /** Whether it may touch a case that was stopped, where its story can be told again. */
  readonly evenStopped?: boolean;
  /** Ids of what the attempt was about, for the audit event of a refusal. */
  readonly about?: Readonly<Record<string, unknown>>;
}

export interface Acting {
  readonly work: CaseWork;
  readonly actor: Actor;
  /** The connection of the act's transaction. Another one of the pool must not be asked for while this one is held. */
  readonly client: PoolClient;
}

export class CaseRecord {
  readonly calendars = new CalendarCache();
  readonly policies = new PolicyCache();
  readonly rosters = new RosterCache();
  readonly refusals: Refusals;

  constructor(
    readonly pool: Pool,
    readonly desks: Desks,
  ) {
    this.refusals = new Refusals(pool);
  }

  /** @throws StoryError where a version is asked for that this build has no desk for: no case is told by another story than its own */
  desk(processType: string, version?: number): ProcessDesk {
    const current = this.desks.get(processType);
    if (!current) throw new Error(`no process ${processType}`);
    const desk = version === undefined ? current : [current, ...(current.former ?? [])].find(({ process }) => process.definition.version === version);
    if (!desk) throw new StoryError(`no desk of ${processType} version ${version}`);
    return desk;
  }

  /**
   * A person's act on a case.
   * @throws DomainError NOT_FOUND where the person may not know of the case, CASE_STOPPED where story and journal have parted
   */
  async act<T>(request: ActRequest, body: (acting: Acting) => Promise<Answer<T>>): Promise<Answer<T>> {
    return this.transaction(request, async (work, client) => {
      const { actor } = work.loaded;
      const refuse = (error: unknown): Promise<never> => this.refuse(client, request, work.loaded, error);
      if (!actor || !maySee(actor, work.case, involved(work.loaded), recused(work.loaded))) return refuse(new DomainError('NOT_FOUND'));
      try {
        const answer = await body({ work, actor, client });
        if (request.idempotency) work.changes.keep(kept(request.idempotency, actor.personId, answer));
        return answer;
      } catch (error) {
        return refuse(error);
      }
    });
  }

  /** Audit events outside an act's transaction: refusals of what has no case yet. */
  async audit(rows: readonly AuditRow[]): Promise<void> {
    await this.pool.query({ name: 'audit', text: AUDIT, values: [JSON.stringify(rows)] });
  }

  /** What the system does by itself: keeping time, answering an effect, delivering a child's end. */
  async actAsSystem<T>(lock: ActRequest['lock'], body: (work: CaseWork, client: PoolClient) => Promise<T>): Promise<T> {
    return this.transaction({ action: 'SYSTEM', lock, personId: null }, body);
  }

  /** What a platform reports: kept by its key like a person's act, and judged by nobody's seat. */
  async actAsCaller<T>(lock: ActRequest['lock'], caller: { readonly id: string; readonly idempotency: IdempotencyKey }, body: (work: CaseWork) => Promise<Answer<T>>): Promise<Answer<T>> {
    return this.transaction({ action: 'REPORT', lock, personId: caller.id, idempotency: caller.idempotency }, async (work) => {
      const answer = await body(work);
      work.changes.keep(kept(caller.idempotency, caller.id, answer));
      return answer;
    });
  }

  private transaction<T>(request: ActRequest, body: (work: CaseWork, client: PoolClient) => Promise<T>): Promise<T> {
    return inSpan({ name: `act ${request.action}` }, (span) =>
      this.attempt(request, (work, client) => {
        span.setAttribute(CASE_ID, work.case.id);
        return body(work, client);
      }),
    );
  }

  private async attempt<T>(request: ActRequest, body: (work: CaseWork, client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      const loaded = await this.load(client, request);
      if (request.idempotency && loaded.kept) {
        // Only acts that answer with an `Answer` have a key.
        const again = answerAgain(loaded.kept, request.idempotency.bodyDigest) as T;
        await client.query('COMMIT');
        return again;
      }
      if (loaded.case.stopped && !request.evenStopped) return await this.refuse(client, request, loaded, new DomainError('CASE_STOPPED'));
      return await this.advance(client, loaded, (work) => body(work, client));
    } catch (error) {
      if (!(error instanceof Refused)) await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
      throw await this.translate(error, request);
    } finally {
      client.release(broken);
    }
  }

  private async load(client: PoolClient, request: ActRequest): Promise<LoadedCase> {
    const found = await lockAndLoad(client, request);
    const roster = await this.rosters.at(found.revisions, client);
    return { ...found, ...without(recused(found), roster.around(found.case.org_id, found.now)), actor: actorIn(found, roster) };
  }

  private async advance<T>(client: PoolClient, loaded: LoadedCase, body: (work: CaseWork) => Promise<T>): Promise<T> {
    const calendar = await this.calendars.at(loaded.revisions, client);
    try {
      const work = await CaseWork.open(loaded, this.desk(loaded.case.process_type, loaded.case.definition_version), calendar);
      // In a stopped case nothing falls due: it waits for people.
      if (!loaded.case.stopped && (await settleDue(work))) {
        // Written before the act: what fell due stays settled, whether the act is refused or not.
        work.finish();
        await this.flush(client, work);
      }
      const answer = await body(work);
      work.finish();
      await this.settleLinks(client, work);
      await this.commit(client, work);
      return answer;
    } catch (error) {
      if (error instanceof DivergedError || error instanceof StoryError || error instanceof UnmetRequirementError) throw new CaseStopped(loaded, error);
      throw error;
    }
  }

  /** Writes an act's rows; a grant that they open must have all that it requires, seen from SQL. */
  async flush(client: PoolClient, work: CaseWork): Promise<void> {
    await work.changes.flush(client);
    await checkGranting(client, work);
    await enterInRegisters(client, work);
    await createChildren(this, client, work);
  }

  /** Only what opens grants or children, or is entered in registers, has something to look at between writing and committing. */
  async settleLinks(client: PoolClient, work: CaseWork): Promise<void> {
    if (work.granting.length > 0 || work.settled.length > 0 || work.clearedBy !== undefined || wantsChildren(work)) await this.flush(client, work);
  }

  /** Writes what is not written yet and commits, in one trip. */
  async commit(client: PoolClient, work: CaseWork): Promise<void> {
    await inOneTrip(client, () => Promise.all([work.changes.flush(client), client.query('COMMIT')]));
  }

  /** Commits what was due and the audit event of the refusal, and nothing of the act. */
  private async refuse(client: PoolClient, request: ActRequest, loaded: LoadedCase, error: unknown): Promise<never> {
    if (!(error instanceof DomainError)) throw error;
    const row = this.refusalRow(request, loaded, error);
    const audited = row && client.query({ name: 'audit', text: AUDIT, values: [JSON.stringify([row])] });
    await Promise.all([audited, client.query('COMMIT')]);
    throw new Refused(error);
  }

  /** The audit event of a person's refused attempt. The system's own attempts leave none: they are made again and again. */
  private refusalRow({ action, personId, about }: ActRequest, { case: { id, org_id } }: LoadedCase, { code, members }: DomainError): AuditRow | undefined {
    if (personId === null) return undefined;
    return this.refusals.rowFor({ action, actor_kind: 'PERSON', actor_id: personId, org_id, case_id: id, refused: code, details: { ...about, ...(members.rule && { rule: members.rule.id }) } });
  }

  private async translate(error: unknown, request: ActRequest): Promise<unknown> {
    if (error instanceof Refused) return error.refusal;
    if (error instanceof CaseStopped) {
      const refusal = new DomainError('CASE_STOPPED');
      await this.stop(error, request, refusal);
      return refusal;
    }
    return isLockTimeout(error) ? inFlight(error) : error;
  }

  /** Flags the case for an administrator. The act itself was rolled back. */
  private async stop({ loaded, cause }: CaseStopped, request: ActRequest, refusal: DomainError): Promise<void> {
    const at = textOf(loaded.now);
    const reason = cause instanceof DivergedError ? 'DIVERGED' : cause instanceof StoryError ? 'STORY' : 'REQUIREMENT';
    await this.pool.query('UPDATE cases SET stopped = $2 WHERE id = $1 AND stopped IS NULL', [loaded.case.id, JSON.stringify({ reason, at })]);
    const row: AuditRow = { id: newId(), at, action: 'CASE_STOPPED', ...SYSTEM, org_id: loaded.case.org_id, case_id: loaded.case.id, seq: null, refused: null, count: 1, details: { reason, attempted: request.action } };
    const attempted = this.refusalRow(request, loaded, refusal);
    await this.pool.query(AUDIT, [JSON.stringify(attempted ? [row, attempted] : [row])]);
  }
}

type Found = Omit<LoadedCase, 'roster' | 'members' | 'orgs' | 'actor'> & { readonly actor: Omit<Actor, 'standsIn'> | null };

/** Who acts, with those for whom they stand in: not for whoever has stood back from the case. */
export function actorIn({ actor, case: row, now, recusals }: Pick<Found, 'actor' | 'case' | 'now' | 'recusals'>, roster: Roster): Actor | null {
  if (!actor) return null;
  const out = recused({ recusals });
  return { ...actor, standsIn: roster.standIns(actor, row, now).filter(({ standsFor }) => !out.has(standsFor)) };
}

/**
 * Locks the case and loads it: three statements in one trip, since the connections of the record are pipelined. Each has
 * a snapshot of its own, so what is loaded is what stands once the lock is held.
 */
async function lockAndLoad(client: PoolClient, { lock, personId, idempotency, mentions }: ActRequest): Promise<Found> {
  const { name, lock: text, load } = lock.by;
  const [, , { rows }] = await inOneTrip(client, () => Promise.all([
    client.query('BEGIN'),
    client.query({ name: `lock by ${name}`, text, values: [lock.id] }),
    client.query<{ loaded: Found }>({ name: `load by ${name}`, text: load, values: [lock.id, personId, idempotency?.path ?? null, idempotency?.key ?? null, mentions ?? []] }),
  ]));
  const loaded = rows[0]?.loaded;
  if (!loaded) throw new DomainError('NOT_FOUND');
  return loaded;
}

/** Everybody who sits in a case, had a task of it in hand, has decided in it, or was sent a copy. */
export const involved = ({ tasks, decisions, formerDeciders, copiedTo }: Pick<LoadedCase, 'tasks' | 'decisions' | 'formerDeciders' | 'copiedTo'>): ReadonlySet<string> =>
  new Set([...tasks.flatMap(({ person_id, assignee_id, chain }) => [person_id, assignee_id, ...chain]), ...decisions.map(({ actor_id }) => actor_id), ...formerDeciders, ...copiedTo].filter((id) => id !== null));

/** An answer as it is kept under its key. */
export const kept = (idempotency: IdempotencyKey, personId: string, answer: Answer<unknown>): Parameters<CaseWork['changes']['keep']>[0] => ({
  person_id: personId,
  path: idempotency.path,
  key: idempotency.key,
  body_digest: idempotency.bodyDigest,
  status: answer.status,
  response: answer.body,
  location: answer.location ?? null,
});

/** The transaction is committed already: it holds the refusal. */
class Refused extends Error {
  constructor(readonly refusal: DomainError) {
    super(refusal.code);
  }
}

class CaseStopped extends Error {
  constructor(
    readonly loaded: LoadedCase,
    override readonly cause: unknown,
  ) {
    super('CASE_STOPPED');
  }
}
