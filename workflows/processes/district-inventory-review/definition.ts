import { DATA_LEVELS } from '@libs/domain/positions';
import { apart, COMPLETE_OUTCOMES, define, DISTRICT_LEADERS, within } from '@workflows/kit/definition';
import { RECEIPT_OUTCOMES } from '../shared/receipt';

const BEYOND_GENERAL = { level: ['IMPORTANT', 'CORE'] };
const REVIEWED = [{ step: 'completeness' }, { step: 'listReview' }, { step: 'aggregation' }, { step: 'proposal', when: BEYOND_GENERAL }] as const;

/**
 * 数据资源清单审核汇总（第六条（一）、第三十条（二））。 The case is the unit's whose list it is; the district decides in it. What is
 * incomplete is completed in the case; what does not hold is returned with points and ends it, and the unit grades again.
 */
export const districtInventoryReview = define({
  id: 'district-inventory-review',
  code: 'W12',
  version: 1,
  title: '数据资源清单审核汇总',
  summary: '区卫生健康委核对、审核单位上报的数据资源清单，汇总入区级目录；核心、重要数据的建议上报，并登记国家主管部门的确定。',
  articles: ['第六条（一）', '第二十三条', '第三十条（二）'],
  starters: ['DISTRICT_INFO_DEPT'],
  offered: true,
  facts: {
    /** The strictest level that the list proposes. */
    level: { kind: 'enum', values: DATA_LEVELS },
    datasetIds: { kind: 'ids' },
  },
  sections: { guards: '前置申明', submission: '报送', items: '数据资源清单' },
  steps: {
    completeness: {
      title: '清单齐全性核对',
      kind: 'APPROVE',
      article: '第三十条（二）',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: RECEIPT_OUTCOMES,
      clocks: [within('inventory.completeness.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'InventoryCompleteness',
    },
    listReview: {
      title: '清单审核',
      kind: 'APPROVE',
      article: '第六条（一）、第三十条（二）',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: {
        ACCEPT: { title: '审核通过', then: 'GO', positive: true, reasonRequired: false },
        RETURN_LIST: { title: '退回单位重新分类分级', then: 'END', positive: false, reasonRequired: true, terminal: 'RETURNED', evidence: true },
      },
      clocks: [within('inventory.review.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'InventoryReview',
    },
    aggregation: {
      title: '汇总入区级数据目录',
      kind: 'COMPLETE',
      article: '第六条（一）',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('inventory.aggregation.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'InventoryAggregation',
    },
    proposal: {
      title: '上报核心、重要数据建议',
      kind: 'COMPLETE',
      article: '第二十三条至第二十五条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('inventory.proposal.days')],
      escalation: DISTRICT_LEADERS,
      evidence: 'UpwardProposal',
    },
    nationalDecision: {
      title: '登记国家主管部门的确定',
      kind: 'COMPLETE',
      article: '第二十三条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: {
        ...COMPLETE_OUTCOMES,
        PENDING: { title: '尚未确定，先行办结', then: 'END', positive: false, reasonRequired: true, terminal: 'PENDING_NATIONAL' },
      },
      clocks: [within('inventory.nationalDecision.inquiry')],
      escalation: DISTRICT_LEADERS,
      evidence: 'NationalDecision',
    },
  },
  reviews: {
    completion: {
      title: '清单补正',
      correctedBy: { position: 'UNIT_DATA_ADMINISTRATOR' },
      corrects: 'form',
      clocks: [within('inventory.completion.days')],
      article: '第三十条（二）',
    },
  },
  gates: { submission: { title: '提交校验', rules: ['G1', 'G15'] } },
  grants: {},
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: {
    ACCEPTED: {
      title: '已审核汇总',
      positive: true,
      requires: [...REVIEWED, { step: 'nationalDecision', when: BEYOND_GENERAL }],
    },
    PENDING_NATIONAL: { title: '已审核汇总，待国家主管部门确定', positive: true, requires: REVIEWED },
    RETURNED: { title: '已退回', positive: false },
  },
  distinct: apart('applicant-is-no-decider', '报送人和接收人不得核对、审核该清单', 'APPLICANT', ['completeness', 'listReview']),
  holds: { by: ['DISTRICT_INFO_DEPT'] },
  withdrawUntil: 'NEVER',
  reactsTo: { regrade: { fact: 'level', section: 'items', until: { step: 'aggregation' } } },
});
