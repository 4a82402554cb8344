import { apart, define, lapsing, UNIT_LEADERS, UNIT_CHAIN, UNIT_OVERSEERS, within } from '@workflows/kit/definition';
import { PROVISION_FACTS, PROVISION_SCOPE, WAY_FACTS } from '../shared/provision';
import { approvals, APPROVED, assessments, deliveries, handsApart, PREPARED, preparationReview, RELEASE } from '../shared/provision-steps';

const ARTICLE = '第三十二条';

/**
 * 数据提供（第三十二条）。 The unit provides of its own accord: its staff apply, the recipient stands outside.
 *
 * REVOKED is added for a provision that was ended before its time, WITHDRAWN and EXPIRED for what was never provided.
 */
export const dataProvision = define({
  id: 'data-provision',
  code: 'W06',
  version: 1,
  title: '数据提供',
  summary: '对外提供数据前研判影响、审核最小范围，重要数据先评估风险；经单位许可并与接收方订立协议后交付，记录保存，期满归还或者销毁。',
  articles: ['第三十二条', '第四条'],
  starters: ['UNIT_STAFF', 'UNIT_BUSINESS_OWNER'],
  offered: true,
  facts: { ...PROVISION_FACTS, ...WAY_FACTS, delivered: { kind: 'boolean' }, disposition: { kind: 'enum', values: ['DESTROY', 'RETURN'] } },
  sections: {
    guards: '前置申明',
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
    ...assessments('provision'),
    ...approvals('provision', ARTICLE),
    agreement: {
      title: '与接收方订立协议',
      kind: 'COMPLETE',
      article: '第三十二条；个人信息保护法第二十三条；网络数据安全管理条例第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      reads: ['purpose', 'data', 'processing', 'provision', 'recipients', 'period'],
      clocks: [within('provision.agreement.days')],
      escalation: UNIT_LEADERS,
      evidence: 'ProvisionAgreement',
    },
    ...deliveries('provision', ARTICLE),
    provisionRecord: {
      title: '提供记录存档',
      kind: 'COMPLETE',
      article: '第二十一条、第三十二条；网络数据安全管理条例第十二条',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: [within('provision.record.days')],
      escalation: UNIT_CHAIN,
      evidence: 'ProvisionRecord',
    },
  },
  reviews: {
    application: { title: '申请补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [lapsing('provision.correction.lapseDays')], article: ARTICLE },
    preparation: preparationReview('provision'),
    reauthorization: { title: '重新审核补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [within('provision.reauthorization.days')], article: '第二十七条' },
  },
  gates: {
    submission: { title: '提交校验', rules: ['G1', 'G2', 'G6', 'G14', 'G15', 'G19'], failsAs: 'REJECTED' },
    release: RELEASE,
  },
  grants: {
    provision: {
      title: '数据提供许可',
      article: ARTICLE,
      scope: PROVISION_SCOPE,
      requires: [...APPROVED, { step: 'agreement' }, ...PREPARED],
      suspendedBy: UNIT_OVERSEERS,
      revokedBy: UNIT_OVERSEERS,
      handedBackBy: 'APPLICANT',
    },
  },
  effects: {},
  children: { destruction: { title: '接收方数据销毁', process: 'data-destruction', onParentEnd: 'LEAVE' } },
  diversions: {},
  periods: {},
  terminals: {
    PROVIDED: { title: '已提供并办结', positive: true, requires: [{ step: 'delivery' }, { step: 'provisionRecord' }, { step: 'closure' }] },
    PROHIBITED: { title: '存在显著负面影响，不得对外提供', positive: false },
    REJECTED: { title: '未获许可', positive: false },
    WITHDRAWN: { title: '已撤回', positive: false },
    REVOKED: { title: '已撤销许可', positive: false },
    EXPIRED: { title: '逾期失效', positive: false },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '申请人不得办理本人申请的任何审核、许可与交付', 'APPLICANT', [
      'businessReview',
      'impactAnalysis',
      'minimalityReview',
      'riskAssessment',
      'unitApproval',
      'leaderApproval',
      'agreement',
      'deliveryPreparation',
      'preparation',
      'deliveryVerification',
      'delivery',
      'provisionRecord',
    ]),
    ...handsApart('许可'),
  ],
  holds: { by: UNIT_OVERSEERS },
  withdrawUntil: { grant: 'provision' },
  reactsTo: { regrade: { fact: 'level', section: 'level' } },
});
