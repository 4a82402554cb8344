import { FILING_KINDS } from '@libs/record/registers/entries';
import { flag, instant, list, nullable, object, oneOf, pageOfSchema, schema, text, uuid, whole, type Schema } from '../openapi/schema';

const anything: Schema = { description: '结构由流程的表单定义' };
/** What helps to fill in a step; each of them may be missing. */
export const FILLING = {
  evidenceSchema: { type: 'object' },
  prefill: { type: 'object', description: '预填的凭据：续报、终报以最近一版为起点' },
  suggestion: { type: 'object', description: '按规则给出的建议及理由，不是决定' },
} as const satisfies Record<string, Schema>;
export const PERSON = schema('PersonRef', object({ id: uuid, name: text('姓名') }));
export const ORG = schema('OrgRef', object({ code: text('单位代码'), name: text('单位名称') }));
export const ACTION = schema('AllowedAction', object({ action: text('操作'), method: oneOf(['POST'], '方法'), path: text('相对 /api/v1 的路径'), key: text('对象'), requiresReauthentication: { type: 'boolean', const: true, description: '须在近期验证过身份' } }, ['key', 'requiresReauthentication']));
export const SEAT = schema('Seat', object({ position: text('岗位代码'), positionTitle: text('岗位'), org: ORG, dept: text('部门'), person: PERSON }, ['position', 'positionTitle', 'org', 'dept', 'person']));
/** 经手: how a task came from one hand into another. */
export const HANDING = schema(
  'Handing',
  object({ kind: oneOf(['TRANSFER', 'DELEGATE', 'RETURN', 'REASSIGN', 'HAND_OVER', 'SUCCESSION'], '方式'), by: PERSON, from: PERSON, to: PERSON, reason: nullable(text('理由')), opinion: text('意见'), at: instant }, ['by', 'from', 'to', 'opinion']),
);
export const ADDED = schema('AddedSeat', object({ when: oneOf(['BEFORE', 'PARALLEL', 'AFTER'], '方式'), to: uuid, by: PERSON }));
export const TASK_SUMMARY = schema(
  'TaskSummary',
  object(
    { id: uuid, status: oneOf(['OPEN', 'DONE', 'CANCELLED'], '状态'), version: whole('版本'), seat: SEAT, assignee: PERSON, delegatedFrom: PERSON, added: ADDED, waiting: flag('须待其他席位先办理'), handings: list(HANDING), dueAt: instant },
    ['assignee', 'delegatedFrom', 'added', 'waiting', 'dueAt'],
  ),
);
const ATTACHMENT = schema('CaseAttachment', object({ id: uuid, name: text('文件名'), mediaType: text('类型'), size: whole('字节'), sha256: text('摘要') }));
const DECISION = schema(
  'Decision',
  object(
    {
      id: uuid,
      outcome: text('结论'),
      opinion: nullable(text('意见')),
      evidence: nullable(anything),
      missing: nullable(list(object({ path: text('字段'), note: text('说明') }))),
      actor: PERSON,
      actingAs: object({ position: text('岗位代码'), positionTitle: text('岗位'), org: nullable(ORG) }),
      onBehalfOf: PERSON,
      at: instant,
      digest: text('所见内容的摘要'),
      voidedAt: instant,
      attachments: list(ATTACHMENT),
    },
    ['onBehalfOf', 'voidedAt'],
  ),
);
const STEP = schema(
  'Step',
  object(
    {
      id: uuid,
      key: text('环节代码'),
      title: text('环节'),
      kind: oneOf(['APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION', 'GATE', 'ON_DEMAND'], '种类'),
      subject: text('对象'),
      occurrence: whole('第几次'),
      round: whole('轮次'),
      status: oneOf(['OPEN', 'SETTLED', 'STALE', 'CANCELLED'], '状态'),
      outcome: text('结论'),
      openedAt: instant,
      settledAt: instant,
      dueAt: instant,
      unstaffed: flag('岗位无人任职'),
      blockedBy: list(object({ id: text('规则'), title: text('名称'), article: text('依据') })),
      tasks: list(TASK_SUMMARY),
      decisions: list(DECISION),
    },
    ['subject', 'outcome', 'settledAt', 'dueAt', 'unstaffed', 'blockedBy'],
  ),
);
const CLOCK = schema(
  'Clock',
  object(
    {
      key: text('时限代码'),
      stepKey: nullable(text('环节')),
      basis: text('依据'),
      limit: text('期限'),
      nature: oneOf(['SOFT', 'HARD'], '逾期后是否自动失效'),
      baseAt: instant,
      dueAt: instant,
      provisional: flag('节假日安排尚未公布'),
      pausedFor: text('暂停时长（ISO 8601）'),
      stoppedAt: instant,
      breached: flag('已逾期'),
      breachedAt: instant,
    },
    ['limit', 'stoppedAt', 'breachedAt'],
  ),
);
const ESCALATION = schema(
  'Escalation',
  object(
    {
      id: uuid,
      stepKey: nullable(text('环节')),
      level: whole('第几次'),
      to: object({ position: text('岗位代码'), positionTitle: text('岗位') }),
      at: instant,
      acknowledged: object({ by: PERSON, at: instant, silentUntil: { ...instant, description: '此前不再升级' } }),
    },
    ['acknowledged'],
  ),
);
export const GRANT = schema(
  'Grant',
  object(
    {
      id: uuid,
      key: text('授权'),
      title: text('名称'),
      status: oneOf(['ACTIVE', 'SUSPENDED', 'ENDED'], '状态'),
      awaitsReauthorization: flag('须重新授权'),
      scope: { type: 'object' },
      validFrom: instant,
      validUntil: instant,
      cap: whole('次数上限'),
      used: whole('已用'),
      endedAt: instant,
      endReason: oneOf(['EXPIRED', 'REVOKED', 'HANDED_BACK', 'USED_UP'], '结束原因'),
      case: object({ id: uuid, number: text('编号') }),
      org: ORG,
      holder: PERSON,
    },
    ['awaitsReauthorization', 'cap', 'endedAt', 'endReason', 'case', 'org', 'holder'],
  ),
);
/** 冻结: since when, by whom, and why. */
const HELD = object({ since: instant, by: PERSON, reason: text('理由') });
const LINK: Schema = { type: 'string', format: 'uri-reference', description: '地址' };
const CASE_FILING = object({ id: uuid, kind: oneOf(Object.keys(FILING_KINDS), '备案种类'), status: oneOf(['SUBMITTED', 'RETURNED', 'RECEIVED'], '备案状态'), number: nullable(text('回执号')), year: nullable(whole('年度')), submittedAt: instant, receivedAt: nullable(instant) });
const CASE_CERTIFICATE = object({ id: uuid, kind: text('证明种类'), number: text('证明编号'), digest: text('摘要'), issuedAt: instant });
const RELATED_CASE = object({ id: uuid, number: text('编号'), processType: text('流程'), status: text('状态'), kind: oneOf(['USES_GRANT_OF', 'FOLLOWS', 'CLEARED_BY'], '关联方式'), direction: oneOf(['TO', 'FROM'], '本办件指向它，或它指向本办件') });
export const CASE = schema(
  'Case',
  object(
    {
      id: uuid,
      number: text('编号'),
      processType: text('流程'),
      definitionVersion: whole('定义版本'),
      title: text('标题'),
      org: ORG,
      dept: text('部门'),
      applicant: PERSON,
      status: oneOf(['OPEN', 'HELD', 'CLOSED'], '状态'),
      outcome: text('结论'),
      outcomeTitle: text('结论'),
      openedAt: instant,
      closedAt: instant,
      stopped: object({ reason: text('原因'), at: instant }),
      held: HELD,
      facts: { type: 'object', description: '推动流程的事实' },
      form: object({ revision: whole('版次'), data: anything, digest: text('摘要'), sections: { type: 'object', additionalProperties: { type: 'string' } }, submittedAt: instant }),
      steps: list(STEP),
      clocks: list(CLOCK),
      escalations: list(ESCALATION),
      grants: list(GRANT),
      copies: list(object({ to: PERSON, by: PERSON, at: instant, readAt: nullable(instant) })),
      filings: list(CASE_FILING),
      certificates: list(CASE_CERTIFICATE),
      attachments: list(ATTACHMENT),
      children: list(object({ id: uuid, number: text('编号'), processType: text('流程'), key: text('本流程对该关联办件的称呼'), subject: text('对象'), status: text('状态'), outcome: nullable(text('结论')) }, ['subject'])),
      parent: object({ id: uuid, number: text('编号'), processType: text('流程'), status: text('状态') }),
      related: list(RELATED_CASE),
      relaxedRules: list(text('因政策放宽的岗位分离规则')),
      allowedActions: list(ACTION),
      links: object({ waiting: LINK, events: LINK, diagram: LINK, comments: LINK }),
    },
    ['dept', 'applicant', 'outcome', 'outcomeTitle', 'closedAt', 'stopped', 'held', 'parent'],
  ),
);
const CASE_SUMMARY = schema(
  'CaseSummary',
  object({
    id: uuid,
    number: text('编号'),
    processType: text('流程'),
    title: text('标题'),
    org: ORG,
    applicant: nullable(PERSON),
    status: text('状态'),
    outcome: nullable(text('结论')),
    openSteps: list(text('环节')),
    dueAt: nullable(instant),
    overdue: flag('已逾期'),
    openedAt: instant,
    closedAt: nullable(instant),
  }),
);
export const CASE_PAGE = pageOfSchema('CasePage', CASE_SUMMARY);
export const EVENT_PAGE = pageOfSchema(
  'CaseEventPage',
  schema(
    'CaseAuditEvent',
    object({
      id: uuid,
      at: instant,
      action: text('行为'),
      actor: object({ kind: oneOf(['PERSON', 'SYSTEM', 'CLIENT'], '主体'), id: nullable(uuid), name: nullable(text('姓名')), position: nullable(text('岗位')) }),
      seq: nullable(whole('办理记录序号')),
      refused: nullable(text('被拒原因代码')),
      count: whole('次数'),
      details: { type: 'object' },
    }),
  ),
);
export const DIAGRAM = schema(
  'Diagram',
  object({
    nodes: list(object({ key: text('节点'), title: text('名称'), kind: text('种类'), status: oneOf(['DONE', 'CURRENT', 'PENDING', 'SKIPPED', 'RETURNED'], '状态'), group: text('并行组') }, ['group'])),
    edges: list(object({ from: text('自'), to: text('至'), label: text('条件') }, ['label'])),
  }),
);
const FIELD_CHANGES = list(object({ path: text('字段'), title: text('字段名称'), before: anything, after: anything }, ['before', 'after']));
export const REVISION = schema(
  'Revision',
  object(
    {
      revision: whole('版次'),
      data: anything,
      digest: text('摘要'),
      sections: { type: 'object', additionalProperties: { type: 'string' } },
      submittedAt: instant,
      compare: whole('相比的版次'),
      changes: FIELD_CHANGES,
    },
    ['compare', 'changes'],
  ),
);
const STEP_NAME = object({ key: text('环节'), title: text('名称') });
export const REVISION_PAGE = pageOfSchema(
  'RevisionPage',
  schema('WrittenRevision', object({ revision: whole('版次'), step: STEP_NAME, submittedBy: PERSON, submittedAt: instant, digest: text('摘要'), changes: FIELD_CHANGES }, ['step', 'submittedBy'])),
);
export const OFFERED_ACT = schema('OfferedAct', object({ key: text('按需行为'), title: text('名称'), article: text('依据'), ...FILLING }, Object.keys(FILLING)));
export const WAITING = schema(
  'Waiting',
  object({
    sentence: text('一句话说明'),
    waitingFor: list(
      object({
        stepKey: text('环节'),
        title: text('名称'),
        seats: list(SEAT),
        eligible: list(PERSON),
        since: instant,
        dueAt: nullable(instant),
        nextEscalation: nullable(object({ at: instant, to: text('岗位') })),
      }),
    ),
    engine: object({ state: oneOf(['UP_TO_DATE', 'BEHIND', 'FAILING', 'TOLD_DIFFERENTLY'], '引擎状态'), seq: whole('记录序号'), toldSeq: whole('已告知序号'), lastFailure: text('最近失败'), workerSeen: nullable({ ...instant, description: '工作进程最近一次为本办件告知引擎的时刻' }) }, ['lastFailure']),
  }),
);
export const COMMENT = schema('Comment', object({ id: uuid, author: PERSON, text: text('内容'), at: instant }));
export const COMMENT_PAGE = pageOfSchema('CommentPage', COMMENT);
export const ACKNOWLEDGED = schema('AcknowledgedEscalation', object({ escalation: object({ id: uuid, level: whole('第几次'), acknowledgedAt: instant, silentUntil: { ...instant, description: '此前不再升级' } }) }));
export const CASE_ACT = schema('CaseAct', object({ case: object({ id: uuid, status: text('状态'), outcome: text('结论') }, ['outcome']) }));
