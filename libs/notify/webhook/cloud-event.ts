/** What other systems are told, as a CloudEvent (1.0): docs/asyncapi.yaml is its contract. */
import { CloudEvent } from 'cloudevents';
import type { NoticeKind } from '@libs/record/rows';
import type { Message } from '../channel';
import { caseLink } from '../links';

/** `TASK_OPENED` -> `qingdun.notice.task-opened` */
export const eventType = (kind: NoticeKind): string => `qingdun.notice.${kind.toLowerCase().replaceAll('_', '-')}`;

/** Number, title, deadline and link; nothing of what people wrote into forms or opinions, and nobody's name. */
export interface NoticeData {
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly orgCode: string; readonly outcome?: string };
  readonly step?: { readonly key: string };
  readonly task?: { readonly id: string; readonly position?: string };
  readonly dueAt?: string;
  readonly link: string;
}

export function cloudEvent({ noticeId, kind, at, caseId, number, title, processType, orgCode, outcome, stepKey, taskId, position, dueAt }: Message, publicUrl: string): CloudEvent<NoticeData> {
  return new CloudEvent({
    id: noticeId,
    type: eventType(kind),
    source: publicUrl,
    subject: `cases/${caseId}`,
    time: new Date(at).toISOString(),
    datacontenttype: 'application/json',
    data: {
      case: { id: caseId, number, title, processType, orgCode, ...(outcome !== null && { outcome }) },
      ...(stepKey !== null && { step: { key: stepKey } }),
      ...(taskId !== null && { task: { id: taskId, ...(position !== null && { position }) } }),
      ...(dueAt !== null && { dueAt }),
      link: caseLink(publicUrl, caseId),
    },
  });
}
