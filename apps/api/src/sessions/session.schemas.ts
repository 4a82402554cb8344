import { PERSON } from '../cases/case.schemas';
import { flag, instant, list, object, oneOf, schema, text, uuid, whole } from '../openapi/schema';

export const SESSION = schema(
  'Session',
  object({
    step: object({ id: uuid, key: text('环节代码'), title: text('环节'), kind: text('种类'), status: oneOf(['OPEN', 'SETTLED', 'STALE', 'CANCELLED'], '状态'), outcome: text('结论') }, ['outcome']),
    case: object({ id: uuid, number: text('编号'), title: text('标题'), processType: text('流程'), status: text('状态') }),
    members: list(object({ person: PERSON, chair: flag('主任委员'), recused: flag('已回避'), voted: flag('已表决'), outcome: text('表决：本人的，或形成结论以后') }, ['outcome'])),
    quorum: whole('须有多少人表决'),
    present: whole('已表决的人数'),
    undecidable: flag('按现有人员无法形成结论'),
    recusals: list(object({ person: PERSON, reason: text('理由'), at: instant }, ['reason'])),
    dissents: list(object({ person: PERSON, opinion: text('不同意见'), at: instant })),
  }),
);
export const DISSENT = schema('Dissent', object({ dissent: object({ stepId: uuid, at: instant }) }));
