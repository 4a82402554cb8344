import { KINDS, NOTICE_KINDS } from '@libs/notify/kinds';
import { PERSON } from '../cases/case.schemas';
import { instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

const KIND = oneOf(NOTICE_KINDS, NOTICE_KINDS.map((kind) => `${kind}：${KINDS[kind].title}`).join('；'));

const NOTIFICATION = schema(
  'Notification',
  object(
    {
      id: uuid,
      kind: KIND,
      title: text('事由'),
      at: instant,
      readAt: nullable(instant),
      case: object({ id: uuid, number: text('编号'), title: text('标题'), processType: text('流程'), status: text('状态'), outcome: text('结论') }, ['outcome']),
      step: object({ key: text('环节'), title: text('环节名称') }),
      taskId: uuid,
      dueAt: instant,
      decided: object({ by: PERSON, at: instant, outcome: object({ key: text('结论代码'), title: text('结论') }) }, ['by']),
    },
    ['step', 'taskId', 'dueAt', 'decided'],
  ),
);
export const NOTIFICATION_PAGE = pageOfSchema('NotificationPage', NOTIFICATION);
export const NOTIFICATION_COUNTS = schema('NotificationCounts', object({ unread: whole('未读') }));
export const NOTIFICATION_READ = schema('NotificationRead', object({ notification: object({ id: uuid, readAt: instant }) }));
export const NOTIFICATIONS_READ = schema('NotificationsRead', object({ read: whole('此次标为已读的数量') }));
