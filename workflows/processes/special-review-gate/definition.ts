import { DIVERSION_CAUSES, SPECIAL_REVIEW, type DiversionCause } from '@libs/domain/special-review';
import { apart, define, within } from '@workflows/kit/definition';

const CAUSES = Object.keys(DIVERSION_CAUSES) as DiversionCause[];

/**
 * 跨境、涉密特别审查（第二、三十九条）.
 *
 * Nobody applies for it: a submission that is turned away opens it, or a case that is diverted on its way. It holds the cause, the
 * process, and the numbers of external documents, and nothing of the matter itself. Nobody inside decides: the district's
 * daily office hands the matter on, and another person notes what the competent authority has answered.
 */
export const specialReviewGate = define({
  id: SPECIAL_REVIEW,
  code: 'W29',
  version: 1,
  title: '跨境、涉密特别审查',
  summary: '涉及国家秘密或者数据跨境流动的，停止一般办理，移交主管部门；只记录转出事实和外部文号。',
  articles: ['第二条', '第三十九条'],
  starters: [],
  offered: true,
  recordsWords: false,
  facts: {
    cause: { kind: 'enum', values: CAUSES },
    /** The process whose submission or case was diverted. */
    processType: { kind: 'id' },
  },
  sections: {},
  steps: {
    referral: {
      title: '移交主管部门',
      kind: 'COMPLETE',
      article: '第三十九条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('special.referral.days')],
      escalation: ['DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'],
      evidence: 'Referral',
    },
    externalReply: {
      title: '登记主管部门答复',
      kind: 'APPROVE',
      article: '第三十九条',
      seats: [{ position: 'DISTRICT_DIRECT_RESPONSIBLE' }],
      outcomes: {
        CLEARED: { title: '准予继续', then: 'GO', positive: true, reasonRequired: false },
        BLOCKED: { title: '不予同意', then: 'END', positive: false, reasonRequired: false, terminal: 'BLOCKED', evidence: true },
        REFERRED_OUT: { title: '由主管部门另行处理', then: 'END', positive: false, reasonRequired: false, terminal: 'REFERRED_OUT', evidence: true },
      },
      clocks: [within('special.externalReply.days')],
      escalation: ['DISTRICT_GROUP_LEADER'],
      evidence: 'ExternalReply',
      sensitive: true,
    },
  },
  reviews: {},
  gates: {},
  grants: {},
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: {
    CLEARED: { title: '主管部门准予继续', positive: true, requires: [{ step: 'referral' }, { step: 'externalReply' }] },
    REFERRED_OUT: { title: '已移出本系统', positive: false },
    BLOCKED: { title: '主管部门不予同意', positive: false },
  },
  distinct: [
    ...apart('applicant-is-no-recorder', '申请人不得办理自己申请的移交和答复登记', 'APPLICANT', ['referral', 'externalReply']),
    { id: 'referrer-is-not-recorder', title: '移交人不得登记答复', among: ['referral', 'externalReply'] },
  ],
  holds: { by: [] },
  withdrawUntil: 'NEVER',
});
