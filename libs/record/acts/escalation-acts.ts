/** 知悉: whoever a breach was escalated to takes it up. The chain is silent for a while, and goes on where nobody has settled the step. */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import { acknowledge as silence } from '../clock-book';
import type { Answer } from '../idempotency';
import type { CaseRecord } from '../record';
import { textOf, type EscalationRow } from '../rows';
import { LOCK_CASE } from '../statements';
import { oneOf } from './capacity';
import { mustBeOpen, type CaseActRequest } from './case-acts';

export interface AcknowledgeRequest extends Omit<CaseActRequest, 'reason'> {
  readonly escalationId: string;
}
export interface AcknowledgeAnswer {
  readonly escalation: { readonly id: string; readonly level: number; readonly acknowledgedAt: string; readonly silentUntil: string };
}

/** @throws DomainError NOT_ELIGIBLE but for holders of the position that was told, NOT_OFFERED where it is not the newest of a clock that runs, or was acknowledged */
export const acknowledge = (record: CaseRecord, request: AcknowledgeRequest): Promise<Answer<AcknowledgeAnswer>> =>
  record.act(
    { action: 'ACKNOWLEDGE_ESCALATION', lock: { by: LOCK_CASE, id: request.caseId }, personId: request.personId, idempotency: request.idempotency, about: { escalationId: request.escalationId } },
    async ({ work, actor, client }) => {
      const escalation = await escalationOf(client, request);
      const by = oneOf(work, actor, [escalation.position], request.actingAs);
      mustBeOpen(work);
      const clock = work.clocks.find(({ id, stopped_at }) => id === escalation.clock_id && stopped_at === null);
      const step = work.loaded.steps.find(({ id }) => id === escalation.step_id);
      const spec = step && work.clockSpecs(step).find(({ policy }) => policy === clock?.key);
      if (!clock || !spec || escalation.acknowledged_at !== null || escalation.level !== clock.escalated) throw new DomainError('NOT_OFFERED', { detail: { zh: '该升级已确认、已有更新的升级，或者环节已经办结。', en: 'It was acknowledged, there is a newer one, or the step is settled.' } });
      const silentUntil = silence(clock, spec, work.now, work.terms);
      const acknowledgedAt = textOf(work.now);
      work.changes.put('clocks', clock);
      work.changes.put('escalations', Object.assign(escalation, { acknowledged_by: actor.personId, acknowledged_at: acknowledgedAt, silent_until: silentUntil }));
      work.audit({ action: 'ESCALATION_ACKNOWLEDGED', by, details: { escalationId: escalation.id, clock: clock.key, step: step.key, level: escalation.level, silentUntil } });
      return { status: 200, body: { escalation: { id: escalation.id, level: escalation.level, acknowledgedAt, silentUntil } } };
    },
  );

/** @throws DomainError NOT_FOUND for one of another case */
async function escalationOf(client: PoolClient, { caseId, escalationId }: Pick<AcknowledgeRequest, 'caseId' | 'escalationId'>): Promise<EscalationRow> {
  const { rows } = await client.query<{ item: EscalationRow }>('SELECT to_json(e) AS item FROM escalations e WHERE e.id = $1 AND e.case_id = $2', [escalationId, caseId]);
  const escalation = rows[0]?.item;
  if (!escalation) throw new DomainError('NOT_FOUND');
  return escalation;
}
