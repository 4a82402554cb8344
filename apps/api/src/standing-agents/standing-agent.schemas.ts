import { ORGANISATION_NAME } from '../auth/auth.schemas';
import { PERSON } from '../cases/case.schemas';
import { instant, list, nullable, object, pageOfSchema, schema, text, uuid } from '../openapi/schema';

export const STANDING_AGENT = schema(
  'StandingAgent',
  object({
    id: uuid,
    principal: PERSON,
    agent: PERSON,
    position: nullable(text('所代理的岗位代码；空为可以代理的全部岗位')),
    positionTitle: nullable(text('岗位名称')),
    processTypes: nullable(list(text('流程'))),
    units: nullable(list(ORGANISATION_NAME)),
    from: instant,
    until: instant,
    reason: text('理由'),
    appointedBy: PERSON,
  }),
);
export const STANDING_AGENT_PAGE = pageOfSchema('StandingAgentPage', STANDING_AGENT);
