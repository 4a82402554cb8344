import { DATA_LEVELS } from '@libs/domain/positions';
import { apart, define, lapsing, UNIT_CHAIN, UNIT_LEADERS, UNIT_OVERSEERS, within } from '@workflows/kit/definition';

const BEYOND_GENERAL = { level: ['IMPORTANT', 'CORE'] };
const APPROVED = [
  { step: 'sortingReview' },
  { step: 'secondReview', when: { lowered: [true] } },
  { step: 'unitApproval' },
  { step: 'leaderApproval', when: BEYOND_GENERAL },
  { step: 'listSubmission' },
] as const;

/**
 * 数据分类分级（第二十二至二十六、二十九、三十条）. The unit proposes a level and never determines 重要数据 or 核心数据
 * (第二十三条): the district reviews its list, and the national authority determines.
 */
export const classificationGrading = define({
  id: 'classification-grading',
  code: 'W10',
  version: 1,
  title: '数据分类分级',
  summary: '梳理数据资源的四组信息，确定类别，按影响对象、影响程度和分级因素提出级别建议，单位批准后将清单上报区卫生健康委审核汇总。',
  articles: ['第二十二条', '第二十三条', '第二十四条', '第二十五条', '第二十六条', '第二十九条', '第三十条'],
  starters: ['UNIT_STAFF', 'UNIT_BUSINESS_OWNER', 'UNIT_DATA_ADMINISTRATOR'],
  offered: true,
  facts: {
    /** The strictest level that is proposed. */
    level: { kind: 'enum', values: DATA_LEVELS },
    /** A level is proposed below the one that the rules suggest. */
    lowered: { kind: 'boolean' },
    sensitive: { kind: 'boolean' },
    subjectCount: { kind: 'count', samples: [9_999, 10_000, 99_999, 100_000, 999_999, 1_000_000] },
    datasetIds: { kind: 'ids' },
  },
  sections: { guards: '前置申明', applicant: '申请人', systems: '网络系统', resources: '数据资源', declaration: '申报声明' },
  steps: {
    sortingReview: {
      title: '梳理与定级核对',
      kind: 'APPROVE',
      article: '第二十九条、第三十条（一）（二）；谁管业务谁管数据（第六条）',
      // Whichever of the two has not prepared the list.
      seats: [{ position: 'UNIT_BUSINESS_OWNER' }, { position: 'UNIT_DATA_ADMINISTRATOR' }],
      reads: ['systems', 'resources'],
      clocks: [within('grading.sortingReview.days')],
      escalation: UNIT_CHAIN,
      evidence: 'SortingReview',
    },
    secondReview: {
      title: '低于建议级别的第二人复核',
      kind: 'APPROVE',
      article: '第二十四条、第二十五条（「原则上」）',
      seats: [{ position: 'UNIT_SECURITY_OFFICER' }],
      reads: ['resources'],
      clocks: [within('grading.secondReview.days')],
      escalation: UNIT_LEADERS,
      evidence: 'SecondReview',
    },
    unitApproval: {
      title: '单位批准（分管领导）',
      kind: 'APPROVE',
      article: '第二十三条、第三十条（二）',
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      clocks: [within('grading.unitApproval.days')],
      escalation: ['UNIT_GROUP_LEADER'],
      sensitive: true,
    },
    leaderApproval: {
      title: '单位批准（领导小组组长，重要、核心数据）',
      kind: 'APPROVE',
      article: '第二十三条、第三十条（二）',
      seats: [{ position: 'UNIT_GROUP_LEADER' }],
      clocks: [within('grading.leaderApproval.days')],
      escalation: ['UNIT_GROUP_LEADER'],
      sensitive: true,
    },
    listSubmission: {
      title: '上报数据资源清单',
      kind: 'COMPLETE',
      article: '第三十条（二）',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [within('grading.listSubmission.days')],
      escalation: UNIT_LEADERS,
      evidence: 'ListSubmission',
    },
  },
  reviews: {
    inventory: {
      title: '清单补正',
      correctedBy: { applicant: true },
      corrects: 'form',
      clocks: [lapsing('grading.correction.lapseDays')],
      article: '第三十条（二）',
    },
  },
  gates: { submission: { title: '提交校验', rules: ['G1', 'G2', 'G14', 'G15'], failsAs: 'REJECTED' } },
  grants: {},
  effects: {},
  children: {
    districtReview: { title: '区卫生健康委审核汇总', process: 'district-inventory-review', onParentEnd: 'LEAVE', outcomes: ['ACCEPTED', 'RETURNED', 'PENDING_NATIONAL'] },
  },
  diversions: {},
  periods: {},
  terminals: {
    EFFECTIVE: { title: '目录已生效', positive: true, requires: APPROVED },
    PENDING_NATIONAL: { title: '待国家主管部门确定', positive: true, requires: APPROVED },
    RETURNED: { title: '区级已退回', positive: false },
    REJECTED: { title: '未获批准', positive: false },
    WITHDRAWN: { title: '已撤回', positive: false },
    EXPIRED: { title: '逾期失效', positive: false },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '申请人不得核对、复核、批准本人提出的分类分级', 'APPLICANT', ['sortingReview', 'secondReview', 'unitApproval', 'leaderApproval']),
    { id: 'reviewers-and-approvers-differ', title: '核对人、第二复核人、批准人互为不同的人', among: ['sortingReview', 'secondReview', 'unitApproval', 'leaderApproval'] },
  ],
  holds: { by: UNIT_OVERSEERS },
  withdrawUntil: { step: 'listSubmission' },
});
