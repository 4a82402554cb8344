import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { flag, instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid } from '../openapi/schema';
import { STATUSES } from './obligation.dto';
import { REGISTERED_BY } from './register.schemas';

export const OBLIGATION = schema(
  'Obligation',
  object({
    id: uuid,
    key: text('事项代码，一办件内唯一'),
    title: text('事项'),
    article: text('依据'),
    to: text('向谁履行'),
    status: oneOf(Object.keys(STATUSES), '状态：待履行、已履行、已取消'),
    dueAt: nullable(instant),
    overdue: flag('待履行且已过期限'),
    late: flag('履行时已过期限'),
    fulfilledAt: nullable(instant),
    receiptNo: nullable(text('回执或收文编号')),
    enteredAt: instant,
    org: ORGANISATION_NAME,
    case: REGISTERED_BY,
  }),
);
export const OBLIGATION_PAGE = pageOfSchema('ObligationPage', OBLIGATION);
