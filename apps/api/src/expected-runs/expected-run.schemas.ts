import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { instant, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { RUN_STATUSES } from './expected-run.dto';

const RUN_CASE = object({ id: uuid, number: text('办件编号'), status: oneOf(['OPEN', 'HELD', 'CLOSED'], '办件状态'), outcome: nullable(text('结论')) });

export const EXPECTED_RUN = schema(
  'ExpectedRun',
  object({
    id: uuid,
    processType: text('流程'),
    org: ORGANISATION_NAME,
    year: whole('年度'),
    status: oneOf(Object.keys(RUN_STATUSES), '状态：未到开始日、应开未开、办理中、逾期、已完成'),
    opensAt: instant,
    dueAt: instant,
    case: nullable(RUN_CASE),
  }),
);
export const EXPECTED_RUN_PAGE = pageOfSchema('ExpectedRunPage', EXPECTED_RUN);
