/** 抄送 and 已阅: a copy gives sight of a case and nothing else. */
import type { PoolClient } from 'pg';
import { holdsNow } from '@libs/persistence/holds-now';
import { DomainError } from '@libs/platform/errors/domain-error';
import { assigneeOf } from '../assignee';
import type { By } from '../by';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import type { Answer, IdempotencyKey } from '../idempotency';
import type { Actor } from '../loaded';
import type { CaseRecord } from '../record';
import { recused } from '../recused';
import { textOf, type CopyRow } from '../rows';
import { hasSat } from '../scope';
import { LOCK_BY_COPY, LOCK_BY_TASK } from '../statements';
import { asApplicant, inNoSeat, seated } from './capacity';

export interface CopyRequest {
  readonly personId: string;
  readonly taskId: string;
  /** Persons, each once. */
  readonly to: readonly string[];
  readonly note?: string;
  readonly idempotency: IdempotencyKey;
}
export interface CopyAnswer {
  readonly copies: readonly { readonly id: string; readonly to: string; readonly at: string }[];
}

/** $1 persons, $2 the case's organisation: those of them whom the case concerns, and who work there now. */
const CONCERNED = `SELECT p.id FROM persons p WHERE p.active AND p.id = ANY($1::uuid[]) AND EXISTS (SELECT FROM assignments a JOIN organisations o ON o.id = a.org_id
  WHERE a.person_id = p.id AND ${holdsNow('a')} AND (o.id = $2 OR o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER')))`;
/** $1 case, $2 task, $3 persons: what they were sent of it already. */
const SENT = `SELECT json_build_object('id', k.id, 'to', k.to_id, 'at', k.at) AS copy FROM copies k WHERE k.case_id = $1 AND k.task_id = $2 AND k.to_id = ANY($3::uuid[])`;

/**
 * Sends copies of a case. Whoever has one of this task already keeps it as it is.
 * @throws DomainError NOT_ELIGIBLE for who neither applied nor ever sat in the case, FORM_INVALID with the path of each person whom it does not concern
 */
export const copy = (record: CaseRecord, request: CopyRequest): Promise<Answer<CopyAnswer>> =>
  record.act(
    { action: 'COPY', lock: { by: LOCK_BY_TASK, id: request.taskId }, personId: request.personId, idempotency: request.idempotency, about: { taskId: request.taskId } },
    async ({ work, actor, client }) => {
      const { case: row } = work;
      const by = copiesAs(work, actor);
      if (!by) throw new DomainError('NOT_ELIGIBLE');
      await mustConcern(client, work, request.to);
      const { rows } = await client.query<{ copy: CopyAnswer['copies'][number] }>({ name: 'sent-copies', text: SENT, values: [row.id, request.taskId, request.to] });
      const sent = new Map(rows.map((one) => [one.copy.to, one.copy]));
      const fresh = request.to.filter((to) => !sent.has(to)).map((to) => newCopy(work, request, to));
      for (const { id, to_id, at } of fresh) sent.set(to_id, { id, to: to_id, at });
      if (fresh.length > 0) work.audit({ action: 'COPIED', by, details: { taskId: request.taskId, copies: fresh.map(({ id, to_id }) => ({ id, to: to_id })) } });
      return { status: 200, body: { copies: request.to.flatMap((to) => sent.get(to) ?? []) } };
    },
  );

/** In which capacity somebody sends copies: as the applicant, in a seat of the case, or as one who has sat in it. */
function copiesAs(work: CaseWork, actor: Actor): By | undefined {
  const { loaded } = work;
  if (actor.personId === work.case.applicant_id) return asApplicant(work, actor);
  for (const task of loaded.tasks) {
    const by = task.status === 'OPEN' ? seated(work, actor, task) : undefined;
    if (by) return by;
  }
  const tasks = loaded.tasks.map((task) => ({ ...task, assignee_id: assigneeOf(loaded, task) }));
  const deciders = [...loaded.decisions.map(({ actor_id }) => actor_id), ...loaded.formerDeciders];
  return hasSat(actor.personId, tasks, deciders) ? inNoSeat(work, actor) : undefined;
}

async function mustConcern(client: PoolClient, { case: { org_id }, loaded }: CaseWork, to: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>({ name: 'concerned', text: CONCERNED, values: [to, org_id] });
  const out = recused(loaded);
  const concerned = new Set(rows.map(({ id }) => id).filter((id) => !out.has(id)));
  const errors = to.flatMap((id, index) => (concerned.has(id) ? [] : [{ path: `to[${index}]`, code: 'NOT_ELIGIBLE', message: { zh: '该人员目前不在本办件所涉单位任职，或已回避', en: 'This person holds no position in an organisation that the case concerns, or has stood back from it' } }]));
  if (errors.length > 0) throw new DomainError('FORM_INVALID', { errors });
}

function newCopy(work: CaseWork, { taskId, personId, note }: CopyRequest, to: string): CopyRow {
  return work.changes.put('copies', { id: newId(), case_id: work.case.id, task_id: taskId, by_id: personId, to_id: to, note: note?.trim() || null, at: textOf(work.now), read_at: null });
}

export interface ReadRequest {
  readonly personId: string;
  readonly copyId: string;
  readonly idempotency: IdempotencyKey;
}
export interface ReadAnswer {
  readonly copy: { readonly id: string; readonly readAt: string };
}

/** 已阅: the recipient has read it. The first time counts. @throws DomainError NOT_ELIGIBLE for anybody else */
export const markRead = (record: CaseRecord, { personId, copyId, idempotency }: ReadRequest): Promise<Answer<ReadAnswer>> =>
  record.act({ action: 'READ_COPY', lock: { by: LOCK_BY_COPY, id: copyId }, personId, idempotency, about: { copyId } }, async ({ work, actor, client }) => {
    const { rows } = await client.query<{ copy: CopyRow }>({ name: 'one-copy', text: 'SELECT to_json(k) AS copy FROM copies k WHERE k.id = $1', values: [copyId] });
    const found = rows[0]?.copy;
    if (!found) throw new DomainError('NOT_FOUND');
    if (found.to_id !== actor.personId) throw new DomainError('NOT_ELIGIBLE');
    const readAt = found.read_at ?? textOf(work.now);
    if (found.read_at === null) {
      work.changes.put('copies', { ...found, read_at: readAt });
      work.audit({ action: 'COPY_READ', by: inNoSeat(work, actor), details: { copyId, taskId: found.task_id } });
    }
    return { status: 200, body: { copy: { id: copyId, readAt } } };
  });
