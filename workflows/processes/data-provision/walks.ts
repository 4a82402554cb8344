/** 第三十二条: hospital A provides data to an institute outside. */
import type { Move, Walks, WalkWorld } from '../walk';
import * as given from '../shared/provision.example';
import { agreementUntil, emptyRecord, recordOf } from './evidence.example';
import { EXAMPLE_FORM } from './form.example';

const application =
  (code: string, changes: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    data: { ...EXAMPLE_FORM.data, datasetIds: [world.resource('HOSPITAL-A', code)] },
    period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(60) },
    ...changes,
  });
const general = application('FOLLOW-UP');
const important = application('OUTPATIENT-RECORDS', { level: { declaredLevel: 'IMPORTANT', important: true } });

const businessReview: Move = { step: 'businessReview', evidence: { ...given.BUSINESS_REVIEW } };
const assessed: readonly Move[] = [businessReview, { step: 'impactAnalysis', evidence: { ...given.IMPACT_ANALYSIS } }, { step: 'minimalityReview', evidence: { ...given.MINIMALITY } }];
const permission: Move = { step: 'unitApproval', evidence: (world) => ({ ...given.approvalUntil(world.day(30)) }) };
const agreement: Move = { step: 'agreement', evidence: (world) => ({ ...agreementUntil(world.day(0), world.day(60)) }) };
const ready: readonly Move[] = [agreement, { step: 'deliveryPreparation', evidence: { ...given.PREPARATION } }, { step: 'deliveryVerification', evidence: { ...given.VERIFICATION } }];
const delivery: Move = { step: 'delivery', evidence: (world) => ({ ...given.deliveryOn(world.day(0)) }) };
/** Four years hence, whatever the day. */
const KEPT_DAYS = 1_461;
const record: Move = { step: 'provisionRecord', evidence: (world) => ({ ...recordOf(world.day(0), world.day(KEPT_DAYS)) }) };
const closed = (disposition: 'DESTROY' | 'RETURN'): Move => ({ step: 'closure', evidence: (world) => ({ ...given.closureOn(world.day(0), disposition) }) });
const starter = 'hospital-a.staff-1';

export const walks: Walks = {
  provided: {
    title: '重要数据：研判、最小范围、风险评估、逐级许可、协议、交付、计量、记录、销毁另案办理',
    to: 'PROVIDED',
    starter,
    form: important,
    moves: [
      ...assessed,
      { step: 'riskAssessment', evidence: { ...given.RISK_ASSESSMENT } },
      permission,
      { step: 'leaderApproval', evidence: { ...given.LEADER_APPROVAL } },
      ...ready,
      delivery,
      { usage: 'INTERFACE', count: 12 },
      { grant: 'hand-back' },
      record,
      closed('DESTROY'),
    ],
  },
  expiredProvision: {
    title: '一般数据：许可到期自行终止，归还后办结',
    to: 'PROVIDED',
    starter,
    form: general,
    moves: [...assessed, permission, ...ready, delivery, { over: 'grant' }, record, closed('RETURN')],
  },
  prohibited: {
    title: '研判认定存在显著负面影响，不得对外提供，任何人不得推翻',
    to: 'PROHIBITED',
    starter,
    form: general,
    moves: [businessReview, { step: 'impactAnalysis', outcome: 'SIGNIFICANT', opinion: '存在显著风险。', evidence: { ...given.SIGNIFICANT_IMPACT } }],
  },
  rejected: {
    title: '分管领导不许可',
    to: 'REJECTED',
    starter,
    form: general,
    moves: [...assessed, { step: 'unitApproval', outcome: 'REJECT', opinion: '可提供汇总结果，无须提供明细。' }],
  },
  revoked: {
    title: '交付前撤销许可，未提供任何数据',
    to: 'REVOKED',
    starter,
    form: general,
    moves: [...assessed, permission, ...ready, { grant: 'revoke', as: 'hospital-a.designated-leader' }, { step: 'provisionRecord', evidence: (world) => ({ ...emptyRecord(world.day(KEPT_DAYS)) }) }, closed('RETURN')],
  },
  withdrawn: {
    title: '申请人在交付前撤回',
    to: 'WITHDRAWN',
    starter,
    form: general,
    moves: [businessReview, { withdraw: '合作取消' }],
  },
  lapsed: {
    title: '逾期未补正，自行失效',
    to: 'EXPIRED',
    starter,
    form: general,
    moves: [{ step: 'businessReview', outcome: 'RETURN', opinion: '请说明接收方。' }, { over: 'limit' }],
  },
};
