import { NOTICE_KINDS } from '@libs/notify/kinds';
import { ORG } from '../cases/case.schemas';
import { flag, instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { DELIVERY_STATES } from '../operations/operations.dto';

const KIND = oneOf(NOTICE_KINDS, '通知种类');
const ENDPOINT = {
  id: uuid,
  name: text('名称'),
  url: text('地址'),
  kinds: list(KIND),
  org: nullable(ORG),
  active: flag('启用'),
  createdAt: instant,
  secrets: list(object({ id: uuid, createdAt: instant, endsAt: nullable(instant) })),
};
export const WEBHOOK = schema('Webhook', object(ENDPOINT));
export const WEBHOOK_PAGE = pageOfSchema('WebhookPage', WEBHOOK);
/** The only answers that ever hold a secret. */
export const WEBHOOK_WITH_SECRET = schema('WebhookWithSecret', object({ ...ENDPOINT, secret: text('签名密钥（Standard Webhooks，whsec_ 开头），仅此一次显示') }));
export const WEBHOOK_DELIVERY_PAGE = pageOfSchema(
  'WebhookDeliveryPage',
  schema('WebhookDelivery', object({ id: uuid, kind: KIND, state: oneOf(Object.keys(DELIVERY_STATES), '状态'), attempts: whole('已尝试次数'), dueAt: instant, sentAt: nullable(instant), lastFailure: nullable(text('最近一次失败的种类')), case: object({ id: uuid, number: text('编号') }) })),
);
