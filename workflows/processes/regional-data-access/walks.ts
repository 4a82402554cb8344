/** 第三十四条第二款: a data user of the university asks for data that the centre has aggregated. */
import type { Move, Walks, WalkWorld } from '../walk';
import * as given from '../shared/provision.example';
import * as own from './evidence.example';
import { EXAMPLE_FORM } from './form.example';

const request =
  (code: string, changes: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    data: { ...EXAMPLE_FORM.data, datasetIds: [world.resource('QP-CENTER', code)] },
    period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(60) },
    ...changes,
  });
const general = request('REGIONAL-FOLLOW-UP');
const important = request('REGIONAL-VISITS', { level: { declaredLevel: 'IMPORTANT', important: true } });

const opinion: Move = { step: 'centerOpinion', outcome: 'FEASIBLE', evidence: { ...own.OPINION } };
const impactAnalysis: Move = { step: 'impactAnalysis', evidence: { ...given.IMPACT_ANALYSIS } };
const review: Move = { step: 'districtReview', evidence: (world) => ({ ...given.approvalUntil(world.day(30)) }) };
const platform: Move = { step: 'platformChoice', evidence: { ...own.PLATFORM } };
const provisioned: readonly Move[] = [platform, { step: 'accessProvisioning', evidence: { ...given.PREPARATION } }, { step: 'accessVerification', evidence: { ...given.VERIFICATION } }];
const closed: readonly Move[] = [
  { step: 'accessRemoval', evidence: (world) => ({ ...own.removalOn(world.day(0)) }) },
  { step: 'closure', evidence: (world) => ({ ...own.closureOn(world.day(0)) }) },
];
const starter = 'data-user-x.applicant-1';

export const walks: Walks = {
  accessed: {
    title: '重要数据：中心意见、研判、风险评估、区级两级审核、选定平台、开通、计量、交回、收回权限、办结',
    to: 'ACCESS_CLOSED',
    starter,
    form: important,
    moves: [
      opinion,
      impactAnalysis,
      { step: 'riskAssessment', evidence: { ...given.RISK_ASSESSMENT } },
      review,
      { step: 'districtDecision', evidence: { ...given.LEADER_APPROVAL } },
      ...provisioned,
      { usage: 'DATABASE_ANALYSIS', count: 12 },
      { grant: 'hand-back' },
      ...closed,
    ],
  },
  audited: {
    title: '中心认为不可行而区里批准；定期审计后到期终止',
    to: 'ACCESS_CLOSED',
    starter,
    form: general,
    moves: [
      { step: 'centerOpinion', outcome: 'NOT_FEASIBLE', opinion: '所申请的明细超出统计所需。', evidence: { ...own.DOUBTS } },
      impactAnalysis,
      review,
      ...provisioned,
      { over: 'period' },
      { step: 'usageAudit', evidence: { ...given.USAGE_REVIEW } },
      { over: 'grant' },
      ...closed,
    ],
  },
  prohibited: {
    title: '研判认定存在显著负面影响，不得提供，任何人不得推翻',
    to: 'PROHIBITED',
    starter,
    form: general,
    moves: [opinion, { step: 'impactAnalysis', outcome: 'SIGNIFICANT', opinion: '存在显著风险。', evidence: { ...given.SIGNIFICANT_IMPACT } }],
  },
  rejected: {
    title: '区卫生健康委审核不同意',
    to: 'REJECTED',
    starter,
    form: general,
    moves: [opinion, impactAnalysis, { step: 'districtReview', outcome: 'REJECT', opinion: '现有统计公报已能满足。' }],
  },
  revoked: {
    title: '获取期间撤销授权',
    to: 'REVOKED',
    starter,
    form: general,
    moves: [opinion, impactAnalysis, review, ...provisioned, { grant: 'suspend', as: 'center.officer-1' }, { grant: 'revoke', as: 'commission.info-1' }, ...closed],
  },
  withdrawn: {
    title: '使用方在开通前撤回',
    to: 'WITHDRAWN',
    starter,
    form: general,
    moves: [opinion, { withdraw: '课题取消' }],
  },
  lapsed: {
    title: '逾期未补正，自行失效',
    to: 'EXPIRED',
    starter,
    form: general,
    moves: [{ step: 'centerOpinion', outcome: 'RETURN', opinion: '请说明所需字段。' }, { over: 'limit' }],
  },
};
