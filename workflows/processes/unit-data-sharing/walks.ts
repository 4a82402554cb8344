/** 第三十四条第一款: a data user of the university asks hospital A. */
import type { Move, Walks, WalkWorld } from '../walk';
import { COMPLETENESS } from '../open-data-dual-review/form.example';
import { afterSharing } from '../open-data-dual-review/walks';
import * as given from '../shared/provision.example';
import { EXAMPLE_FORM } from './form.example';

const GENERAL = 'FOLLOW-UP';
const IMPORTANT = 'OUTPATIENT-RECORDS';

const request =
  (code: string, changes: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    data: { ...EXAMPLE_FORM.data, datasetIds: [world.resource('HOSPITAL-A', code)] },
    period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(60) },
    ...changes,
  });
const general = request(GENERAL);
const important = request(IMPORTANT, { level: { declaredLevel: 'IMPORTANT', important: true } });
const open = (world: WalkWorld): Readonly<Record<string, unknown>> => ({
  ...general(world),
  sharing: { ...EXAMPLE_FORM.sharing, mode: 'OPEN' },
  period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(200) },
});

const businessReview: Move = { step: 'businessReview', evidence: { ...given.BUSINESS_REVIEW } };
const impactAnalysis: Move = { step: 'impactAnalysis', evidence: { ...given.IMPACT_ANALYSIS } };
const minimality: Move = { step: 'minimalityReview', evidence: { ...given.MINIMALITY } };
const assessed: readonly Move[] = [businessReview, impactAnalysis, minimality];
const approval: Move = { step: 'unitApproval', evidence: (world) => ({ ...given.approvalUntil(world.day(30)) }) };
const preparation: Move = { step: 'deliveryPreparation', evidence: { ...given.PREPARATION } };
const verification: Move = { step: 'deliveryVerification', evidence: { ...given.VERIFICATION } };
const filing: Move = { step: 'filing', evidence: { ...given.FILING } };
const receipt: Move = { step: 'filingReceipt', evidence: { ...given.RECEIPT } };
const ready: readonly Move[] = [preparation, verification, filing, receipt];
const delivery: Move = { step: 'delivery', evidence: (world) => ({ ...given.deliveryOn(world.day(0)) }) };
const closure: Move = { step: 'closure', evidence: (world) => ({ ...given.closureOn(world.day(0)) }) };
const starter = 'data-user-x.applicant-1';

export const walks: Walks = {
  shared: {
    title: '重要数据：研判、风险评估、逐级批准、备案回执后交付、计量、交回、销毁另案办理',
    to: 'SHARED_FILED',
    starter,
    form: important,
    moves: [
      ...assessed,
      { step: 'riskAssessment', evidence: { ...given.RISK_ASSESSMENT } },
      approval,
      { step: 'leaderApproval', evidence: { ...given.LEADER_APPROVAL } },
      ...ready,
      delivery,
      { usage: 'INTERFACE', count: 12 },
      { grant: 'hand-back' },
      closure,
    ],
  },
  returnedFiling: {
    title: '备案材料不齐，区里退回补正后收讫',
    to: 'SHARED_FILED',
    starter,
    form: general,
    moves: [
      ...assessed,
      approval,
      preparation,
      { step: 'deliveryVerification', outcome: 'RETURN', opinion: '计量尚未生效。' },
      { correct: 'preparation', evidence: { ...given.PREPARATION, desensitizationReport: 'DEMO-DES-12' } },
      verification,
      filing,
      { step: 'filingReceipt', outcome: 'RETURN', evidence: { ...given.INCOMPLETE } },
      { correct: 'filingReview', evidence: { ...given.FILING, summary: '向示例研究所共享随访数据一项，接口方式，期限六十日。' } },
      receipt,
      delivery,
      { over: 'period' },
      { step: 'usageReview', evidence: { ...given.USAGE_REVIEW } },
      { over: 'grant' },
      { step: 'closure', evidence: (world) => ({ ...given.closureOn(world.day(0), 'RETURN') }) },
    ],
  },
  opened: {
    title: '申请开放：研判后转伦理与技术双审核，由双审核批准、备案、开放并结项',
    to: 'SHARED_FILED',
    starter,
    form: open,
    moves: [...assessed, { child: 'dualReview', moves: afterSharing }],
  },
  notOpened: {
    title: '申请开放：双审核未通过',
    to: 'REJECTED',
    starter,
    form: open,
    moves: [
      ...assessed,
      {
        child: 'dualReview',
        moves: [
          { step: 'completeness', evidence: { ...COMPLETENESS } },
          { step: 'technicalReview', outcome: 'REJECT', opinion: '重识别风险过高。' },
        ],
      },
    ],
  },
  prohibited: {
    title: '研判认定存在显著负面影响，不得提供，任何人不得推翻',
    to: 'PROHIBITED',
    starter,
    form: general,
    moves: [businessReview, { step: 'impactAnalysis', outcome: 'SIGNIFICANT', opinion: '存在显著风险。', evidence: { ...given.SIGNIFICANT_IMPACT } }],
  },
  rejected: {
    title: '分管领导不同意',
    to: 'REJECTED',
    starter,
    form: general,
    moves: [...assessed, { step: 'unitApproval', outcome: 'REJECT', opinion: '可由本单位出具统计结果，无须共享明细。' }],
  },
  revoked: {
    title: '共享期间撤销授权',
    to: 'REVOKED',
    starter,
    form: general,
    moves: [...assessed, approval, ...ready, delivery, { grant: 'revoke', as: 'hospital-a.designated-leader' }, closure],
  },
  withdrawn: {
    title: '使用方在交付前撤回',
    to: 'WITHDRAWN',
    starter,
    form: general,
    moves: [businessReview, { withdraw: '课题取消' }],
  },
  lapsed: {
    title: '逾期未补正，自行失效',
    to: 'EXPIRED',
    starter,
    form: general,
    moves: [{ step: 'businessReview', outcome: 'RETURN', opinion: '请说明接收方的业务需要。' }, { over: 'limit' }],
  },
};
