import { FILING_KINDS } from '@libs/record/registers/entries';
import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { STATUSES } from './filing.dto';
import { REGISTERED_BY } from './register.schemas';

export const FILING = schema(
  'Filing',
  object({
    id: uuid,
    kind: oneOf(Object.keys(FILING_KINDS), '类别'),
    kindTitle: text('类别'),
    status: oneOf(Object.keys(STATUSES), '状态：已报送、已退回、已收讫'),
    number: nullable(text('回执号，收讫时编发')),
    year: nullable(whole('年度')),
    rounds: whole('报送次数'),
    points: list(text('最近一次退回的要点')),
    submittedAt: instant,
    returnedAt: nullable(instant),
    receivedAt: nullable(instant),
    org: ORGANISATION_NAME,
    case: REGISTERED_BY,
  }),
);
export const FILING_PAGE = pageOfSchema('FilingPage', FILING);
