import { apart, define, lapsing, UNIT_CHAIN, UNIT_OVERSEERS, within } from '@workflows/kit/definition';
import { IMPORTANT, PROVISION_FACTS, PROVISION_SCOPE, USAGE_OUTCOMES, WAY_FACTS } from '../shared/provision';
import { approvals, APPROVED, assessments, deliveries, FILING_IS_RECEIVED_BY_ANOTHER, FILING_REVIEW, filings, handsApart, PREPARED, preparationReview, RELEASE } from '../shared/provision-steps';

const ARTICLE = '第三十四条第一款、第三十二条';
const assessed = assessments('sharing');

/**
 * 机构采集数据的共享开放（第三十四条第一款，A 渠道）。 The case is that of the unit that provides the data; the data user applies.
 *
 * What is to be opened (mode OPEN) goes on as a case of its own, the dual review, which approves, files and opens it.
 * REVOKED is added for a sharing that was ended before its time, WITHDRAWN and EXPIRED for what never came to be shared.
 */
export const unitDataSharing = define({
  id: 'unit-data-sharing',
  code: 'W03',
  version: 1,
  title: '机构采集数据共享开放',
  summary: '数据使用方提出需求，数据提供单位内部审核和影响研判后批准，向区卫生健康委备案后按约束交付；开放的另经双审核。',
  articles: ['第三十四条第一款', '第三十二条', '第四条'],
  starters: ['DATA_USER_APPLICANT', 'UNIT_STAFF'],
  offered: true,
  facts: {
    ...PROVISION_FACTS,
    ...WAY_FACTS,
    mode: { kind: 'enum', values: ['SHARE', 'OPEN'] },
    delivered: { kind: 'boolean' },
    disposition: { kind: 'enum', values: ['DESTROY', 'RETURN'] },
  },
  sections: {
    guards: '前置申明',
    sharing: '共享开放（第三十四条）',
    applicant: '申请人',
    project: '项目',
    purpose: '用途',
    data: '数据',
    level: '级别',
    processing: '处理',
    provision: '提供条件与程序（第三十二条）',
    delivery: '交付约束（第四条）',
    recipients: '接收',
    period: '期限',
    commitment: '承诺',
  },
  steps: {
    ...assessed,
    businessReview: { ...assessed.businessReview, reads: ['sharing', 'project', 'purpose', 'data', 'recipients'] },
    ...approvals('sharing', ARTICLE),
    ...filings('sharing', 'SharingFiling'),
    ...deliveries('sharing', ARTICLE),
    usageReview: {
      title: '使用核查',
      kind: 'APPROVE',
      article: '第四条、第二十一条',
      seats: [{ position: 'UNIT_SECURITY_AUDITOR' }],
      outcomes: USAGE_OUTCOMES,
      clocks: [within('sharing.usageReview.days')],
      escalation: UNIT_CHAIN,
      evidence: 'UsageReview',
    },
  },
  reviews: {
    application: { title: '需求补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [lapsing('sharing.correction.lapseDays')], article: '第三十四条第一款' },
    preparation: preparationReview('sharing'),
    filingReview: FILING_REVIEW,
    reauthorization: { title: '重新审核补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [within('sharing.reauthorization.days')], article: '第二十七条' },
  },
  gates: {
    submission: { title: '提交校验', rules: ['G1', 'G2', 'G6', 'G14', 'G15', 'G19'], failsAs: 'REJECTED' },
    release: RELEASE,
  },
  grants: {
    sharing: {
      title: '数据共享授权',
      article: '第三十四条第一款',
      scope: PROVISION_SCOPE,
      requires: [...APPROVED, ...PREPARED, { step: 'filing' }, { step: 'filingReceipt' }],
      suspendedBy: UNIT_OVERSEERS,
      revokedBy: UNIT_OVERSEERS,
      handedBackBy: 'APPLICANT',
    },
  },
  effects: {},
  children: {
    dualReview: { title: '数据开放项目双审核', process: 'open-data-dual-review', onParentEnd: 'LEAVE', outcomes: ['OPENED', 'REJECTED', 'PROHIBITED'] },
    destruction: { title: '接收方数据销毁', process: 'data-destruction', onParentEnd: 'LEAVE', position: 'UNIT_DATA_CUSTODIAN' },
  },
  diversions: {},
  periods: { usageCheck: { title: '定期核查使用', policy: 'sharing.usageCheck.interval', article: '第四条' } },
  terminals: {
    SHARED_FILED: {
      title: '已共享开放并备案',
      positive: true,
      // What is shared ends with its closure; what is opened, with the dual review, on these.
      requires: [
        { step: 'delivery', when: { mode: ['SHARE'] } },
        { step: 'closure', when: { mode: ['SHARE'] } },
        { step: 'businessReview', when: { mode: ['OPEN'] } },
        { step: 'impactAnalysis', when: { mode: ['OPEN'] } },
        { step: 'minimalityReview', when: { mode: ['OPEN'] } },
        { step: 'riskAssessment', when: { mode: ['OPEN'], level: IMPORTANT } },
      ],
    },
    REJECTED: { title: '未获批准', positive: false },
    PROHIBITED: { title: '存在显著负面影响，不得提供', positive: false },
    WITHDRAWN: { title: '已撤回', positive: false },
    REVOKED: { title: '已撤销授权', positive: false },
    EXPIRED: { title: '逾期失效', positive: false },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '申请人不得办理本人申请的任何审核、批准、备案与交付', 'APPLICANT', [
      'businessReview',
      'impactAnalysis',
      'minimalityReview',
      'riskAssessment',
      'unitApproval',
      'leaderApproval',
      'filing',
      'filingReceipt',
      'deliveryPreparation',
      'preparation',
      'deliveryVerification',
      'delivery',
      'usageReview',
    ]),
    ...handsApart('批准'),
    ...FILING_IS_RECEIVED_BY_ANOTHER,
    ...apart('deliverer-does-not-review-use', '交付人不得核查使用', 'usageReview', ['delivery']),
  ],
  holds: { by: UNIT_OVERSEERS },
  withdrawUntil: { grant: 'sharing' },
  reactsTo: { regrade: { fact: 'level', section: 'level' } },
});
