import { BULK_OPERATIONS } from '@libs/domain/bulk-operations';
import { DATA_LEVELS } from '@libs/domain/positions';
import { apart, define, lapsing, UNIT_CHAIN, UNIT_LEADERS, UNIT_OVERSEERS, within } from '@workflows/kit/definition';

/**
 * 批量操作专项授权（第十八条）: on top of a use that is authorised (W01), and never longer than it.
 *
 * REVOKED and WITHDRAWN are added for a grant that was revoked and a request that was withdrawn.
 */
export const bulkOperationGrant = define({
  id: 'bulk-operation-grant',
  code: 'W02',
  version: 1,
  title: '批量操作专项授权',
  summary: '在有效的使用授权之上，对批量修改、复制、下载等重要操作逐次评估和授权，限定数量和时间窗，执行后报告。',
  articles: ['第十八条'],
  starters: ['UNIT_STAFF'],
  offered: true,
  facts: {
    level: { kind: 'enum', values: DATA_LEVELS },
    sensitive: { kind: 'boolean' },
    subjectCount: { kind: 'count', samples: [999, 1_000] },
    datasetIds: { kind: 'ids' },
    /** The grant of the use on which it rests. */
    useGrantId: { kind: 'id' },
    operation: { kind: 'enum', values: ['BULK_MODIFY', 'BULK_COPY', 'BULK_DOWNLOAD', 'OTHER_CRITICAL'] satisfies (keyof typeof BULK_OPERATIONS)[] },
    /** How much of it at most: asked for, then authorised. */
    cap: { kind: 'count', samples: [1, 1_000] },
    validFrom: { kind: 'instant' },
    requestedUntil: { kind: 'instant' },
    validUntil: { kind: 'instant' },
  },
  sections: {
    guards: '前置申明',
    applicant: '申请人',
    use: '关联使用',
    operation: '操作',
    purpose: '用途',
    desensitization: '脱敏',
    destination: '去向',
    window: '时间窗',
    commitment: '承诺',
  },
  steps: {
    assessment: {
      title: '批量操作评估',
      kind: 'APPROVE',
      article: '第十八条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      reads: ['use', 'operation', 'purpose', 'desensitization', 'destination', 'window'],
      clocks: [within('bulk.assessment.days')],
      escalation: UNIT_LEADERS,
      evidence: 'BulkAssessment',
    },
    authorization: {
      title: '批量操作授权（分管领导）',
      kind: 'APPROVE',
      article: '第十八条',
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      clocks: [within('bulk.authorization.days')],
      escalation: ['UNIT_GROUP_LEADER'],
      evidence: 'BulkAuthorization',
      yields: ['validUntil', 'cap'],
      sensitive: true,
    },
    executionReport: {
      title: '执行报告',
      kind: 'COMPLETE',
      article: '第十八条',
      seats: [{ applicant: true }],
      reads: ['operation', 'window'],
      outcomes: {
        WITHIN: { title: '已执行，未超出上限', then: 'GO', positive: true, reasonRequired: false },
        NOT_EXECUTED: { title: '未执行', then: 'GO', positive: false, reasonRequired: true, evidence: true },
        EXCEEDED: { title: '已执行，超出上限', then: 'GO', positive: false, reasonRequired: true, evidence: true },
      },
      clocks: [within('bulk.executionReport.days')],
      escalation: UNIT_CHAIN,
      evidence: 'ExecutionReport',
    },
  },
  reviews: {
    application: {
      title: '申请补正',
      correctedBy: { applicant: true },
      corrects: 'form',
      clocks: [lapsing('bulk.correction.lapseDays')],
      article: '第十八条',
    },
    reauthorization: {
      title: '重新授权补正',
      correctedBy: { applicant: true },
      corrects: 'form',
      clocks: [within('bulk.assessment.days')],
      article: '第十八条、第二十七条',
    },
  },
  gates: {
    submission: { title: '提交校验', rules: ['G1', 'G6', 'G14', 'G15', 'G19'], failsAs: 'REJECTED' },
    release: { title: '放行校验', rules: ['G6', 'G19'] },
  },
  grants: {
    operation: {
      title: '批量操作授权',
      article: '第十八条',
      scope: ['level', 'sensitive', 'subjectCount', 'datasetIds', 'useGrantId', 'operation', 'cap'],
      requires: [{ step: 'assessment' }, { step: 'authorization' }],
      suspendedBy: UNIT_OVERSEERS,
      revokedBy: UNIT_OVERSEERS,
      handedBackBy: 'APPLICANT',
    },
  },
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: {
    USED: { title: '已执行', positive: true, requires: [{ step: 'executionReport' }] },
    EXPIRED: { title: '逾期失效', positive: false },
    REJECTED: { title: '未获批准', positive: false },
    OVERUSED: { title: '超出授权数量', positive: false },
    REVOKED: { title: '已撤销授权', positive: false },
    WITHDRAWN: { title: '已撤回', positive: false },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '申请人不得评估或者授权本人的批量操作', 'APPLICANT', ['assessment', 'authorization']),
    { id: 'assessor-is-no-authorizer', title: '评估人与授权人不得为同一人', among: ['assessment', 'authorization'] },
  ],
  holds: { by: UNIT_OVERSEERS },
  withdrawUntil: { grant: 'operation' },
  reactsTo: { regrade: { fact: 'level', section: 'operation' } },
});
