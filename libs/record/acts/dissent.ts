/** 异议: a member who voted against the outcome of a session has their opinion kept beside it. */
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Answer } from '../idempotency';
import type { CaseRecord } from '../record';
import { textOf } from '../rows';
import { LOCK_BY_STEP } from '../statements';
import { sessionOf, type SessionActRequest } from './recusal-acts';

export interface DissentRequest extends Omit<SessionActRequest, 'reason'> {
  readonly opinion?: string;
}
export interface DissentAnswer {
  readonly dissent: { readonly stepId: string; readonly at: string };
}

const TOO_EARLY = { zh: '会议尚未形成结论。', en: 'The session has not reached an outcome.' };
const AGREED = { zh: '您的表决与会议结论一致。', en: 'You voted for the outcome.' };
const TWICE = { zh: '您已经提交过不同意见。', en: 'Your dissent is on the record already.' };

/** Once, and also after the case has ended: a rejection ends it. */
export const dissent = (record: CaseRecord, request: DissentRequest): Promise<Answer<DissentAnswer>> =>
  record.act(
    { action: 'DISSENT', lock: { by: LOCK_BY_STEP, id: request.stepId }, personId: request.personId, idempotency: request.idempotency, about: { stepId: request.stepId } },
    async ({ work, actor, client }) => {
      const step = sessionOf(work, request.stepId);
      const members = new Set(work.loaded.tasks.filter(({ step_id, added }) => step_id === step.id && added === null).map(({ id }) => id));
      const vote = work.loaded.decisions.find(({ task_id, actor_id }) => task_id !== null && members.has(task_id) && actor_id === actor.personId);
      if (!vote) throw new DomainError('NOT_ELIGIBLE');
      if (step.status === 'OPEN' || step.outcome === null) throw new DomainError('NOT_OFFERED', { detail: TOO_EARLY });
      if (vote.outcome === step.outcome) throw new DomainError('NOT_OFFERED', { detail: AGREED });
      const { rowCount } = await client.query('SELECT FROM dissents WHERE step_id = $1 AND person_id = $2', [step.id, actor.personId]);
      if (rowCount) throw new DomainError('NOT_OFFERED', { detail: TWICE });
      const opinion = request.opinion?.trim();
      if (!opinion) throw new DomainError('REASON_REQUIRED');
      const { at } = work.changes.put('dissents', { step_id: step.id, person_id: actor.personId, opinion, at: textOf(work.now) });
      const by = { actor_kind: 'PERSON', actor_id: actor.personId, position: vote.position, org_id: vote.org_id } as const;
      work.audit({ action: 'DISSENTED', by, details: { stepKey: step.key, digest: digestOf(opinion) } });
      return { status: 200, body: { dissent: { stepId: step.id, at } } };
    },
  );
