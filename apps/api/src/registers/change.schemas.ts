import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { day, flag, instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid } from '../openapi/schema';
import { KINDS, STATUSES } from './change.dto';

const own = {
  id: uuid,
  kind: oneOf(Object.keys(KINDS), '变化类别'),
  cause: text('变更情形代码（第二十七条）'),
  changedAt: { ...day, description: '变化之日，期限自此起算' },
  registeredAt: instant,
  dueAt: instant,
  provisional: flag('节假日安排尚未公布'),
  status: oneOf(Object.keys(STATUSES), '状态'),
  settledAt: nullable(instant),
  overdue: flag('办理中且已过期限'),
  late: flag('办结时已过期限'),
  case: object({ id: uuid, number: text('办件编号') }),
};
/** As a resource shows it. */
export const OWN_CHANGE = schema('ResourceOwnChange', object(own));
export const CHANGE = schema('ResourceChange', object({ ...own, resource: object({ id: uuid, code: text('资源代码'), name: text('资源名称') }), org: ORGANISATION_NAME }));
export const CHANGE_PAGE = pageOfSchema('ResourceChangePage', CHANGE);
