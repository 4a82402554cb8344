import { KINDS } from '@libs/notify/kinds';
import type { ProcessDesk } from '@libs/record/desk';
import { outcomesOfStep } from '@libs/record/standing';
import { titleOfStep } from '../cases/case.view';
import type { NotificationRead } from './notification.repository';

export interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
  readonly readAt: string | null;
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly status: string; readonly outcome?: string };
  readonly step?: { readonly key: string; readonly title: string };
  readonly taskId?: string;
  readonly dueAt?: string;
  /** By whom and when, where somebody else has decided; of a body nobody's vote alone is the outcome. */
  readonly decided?: { readonly by?: { readonly id: string; readonly name: string }; readonly at: string; readonly outcome: { readonly key: string; readonly title: string } };
}

/** What the inbox shows: of which case, which step, and why. */
export function notificationView({ id, kind, at, readAt, taskId, dueAt, decided, step, case: of }: NotificationRead, { process: { definition } }: ProcessDesk): Notification {
  const stepTitle = step && titleOfStep(definition, step);
  const { definitionVersion: _version, outcome, ...shown } = of;
  return {
    id,
    kind,
    title: stepTitle === null ? KINDS[kind].title : `${KINDS[kind].title}：${stepTitle}`,
    at,
    readAt,
    case: { ...shown, ...(outcome !== null && { outcome }) },
    ...(step !== null && stepTitle !== null && { step: { key: step.key, title: stepTitle } }),
    ...(taskId !== null && { taskId }),
    ...(dueAt !== null && { dueAt }),
    ...(decided !== null && step !== null && { decided: { ...(step.kind !== 'SESSION' && { by: decided.by }), at: decided.at, outcome: { key: decided.outcome, title: outcomesOfStep({ definition }, step)[decided.outcome]?.title ?? decided.outcome } } }),
  };
}
