import { ACTION, ADDED, FILLING, HANDING, ORG, PERSON, SEAT } from '../cases/case.schemas';
import { flag, instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';

const TASK_CASE = object({ id: uuid, number: text('编号'), title: text('标题'), processType: text('流程'), status: text('状态'), org: ORG });
export const TASK = schema(
  'Task',
  object(
    {
      id: uuid,
      version: whole('版本'),
      status: oneOf(['OPEN', 'DONE', 'CANCELLED'], '状态'),
      step: object({ id: uuid, key: text('环节'), title: text('名称'), kind: text('种类'), article: text('依据'), occurrence: whole('第几次') }),
      seat: SEAT,
      assignee: PERSON,
      delegatedFrom: PERSON,
      sits: flag('本人可以办理，或代理他人办理'),
      actsFor: { ...PERSON, description: '代理何人' },
      added: ADDED,
      waiting: flag('须待其他席位先办理'),
      handings: list(HANDING),
      dueAt: instant,
      outcomes: list(object({ key: text('结论'), title: text('名称'), reasonRequired: flag('须说明理由') })),
      ...FILLING,
      formSchema: { type: 'object' },
      uiSchema: { type: 'object' },
      shown: object({ digest: text('摘要'), sections: { type: 'object' }, evidence: { type: 'object' } }),
      case: TASK_CASE,
      allowedActions: list(ACTION),
    },
    ['assignee', 'delegatedFrom', 'actsFor', 'added', 'waiting', 'dueAt', ...Object.keys(FILLING), 'formSchema', 'uiSchema'],
  ),
);
export const TASK_PAGE = pageOfSchema(
  'TaskPage',
  schema(
    'TaskItem',
    object(
      {
        id: uuid,
        version: whole('版本'),
        status: text('状态'),
        step: object({ key: text('环节'), kind: text('种类'), title: text('名称') }),
        position: nullable(text('岗位')),
        assignee: nullable(PERSON),
        delegated: flag('已委派'),
        actsFor: nullable(PERSON),
        waiting: flag('须待其他席位先办理'),
        openedAt: instant,
        dueAt: nullable(instant),
        overdue: flag('已逾期'),
        decidedAt: nullable(instant),
        case: TASK_CASE,
        copy: object({ id: uuid, by: PERSON, at: instant, readAt: nullable(instant), note: nullable(text('附言')) }),
        allowedActions: list(ACTION),
      },
      ['actsFor', 'copy'],
    ),
  ),
);
export const TASK_COUNTS = schema('TaskCounts', object({ todo: whole('待办'), overdue: whole('已逾期'), dueToday: whole('今日到期'), unclaimed: whole('待签收'), done: whole('已办'), copied: whole('未阅的抄送') }));
export const DECIDED = schema(
  'Decided',
  object({
    decisionId: uuid,
    task: object({ id: uuid, status: text('状态'), version: whole('版本') }),
    step: object({ key: text('环节'), status: text('状态'), outcome: text('结论') }, ['outcome']),
    case: object({ id: uuid, status: text('状态'), outcome: text('结论') }, ['outcome']),
  }),
);
export const BULK = schema('BulkResult', object({ items: list(object({ taskId: uuid, status: whole('HTTP 状态码'), result: DECIDED, problem: { $ref: '#/components/schemas/Problem' } }, ['result', 'problem'])) }));
export const TASK_ACT = schema('TaskAct', object({ task: object({ id: uuid, status: text('状态'), version: whole('版本'), assignee: nullable(uuid) }) }));
export const SEATS_ADDED = schema('SeatsAdded', object({ task: object({ id: uuid, status: text('状态'), version: whole('版本'), assignee: nullable(uuid) }), added: list(uuid) }));
