/** 第十七、十八条, gone through by people of hospital A. */
import { destroyedAfterwards } from '../data-destruction/walks';
import type { Move, Walks, WalkWorld } from '../walk';
import { EXAMPLE_FORM } from './form.example';

const GENERAL = 'FOLLOW-UP';
const IMPORTANT = 'OUTPATIENT-RECORDS';

const application =
  (code: string, level: Partial<typeof EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    data: { ...EXAMPLE_FORM.data, datasetIds: [world.resource('HOSPITAL-A', code)] },
    period: { ...EXAMPLE_FORM.period, from: world.day(0), to: world.day(30) },
    ...level,
  });
const general = application(GENERAL);
const important = application(IMPORTANT, { level: { declaredLevel: 'IMPORTANT', important: true } });

const initialAssessment: Move = { step: 'initialAssessment', evidence: { purposeLegitimate: true, minimal: true, permissionExists: true, recipientsJustified: true } };
const secondaryAssessment: Move = {
  step: 'secondaryAssessment',
  evidence: { purposeLegitimate: true, minimal: true, levelConfirmed: true, desensitizationAdequate: true, environmentAdequate: true, piaReviewed: true },
};
const authorization: Move = { step: 'secondaryAuthorization', evidence: (world) => ({ validUntil: world.day(20) }) };
const desensitized = (world: WalkWorld) => ({ method: 'MASKING', fields: ['姓名', '证件号码', '住址'], tool: '演示脱敏工具 1.0', reportRef: 'DEMO-DES-1', performedOn: world.day(0) });
const desensitization: Move = { step: 'desensitization', evidence: desensitized };
const verification: Move = { step: 'desensitizationVerification', evidence: { sampledCount: 200, residualRisk: 'LOW', conclusion: '抽样未发现可识别个人的信息。' } };
const leakControl: Move = { step: 'leakControlAttestation', evidence: { antiScreenshot: true, clipboardBlocked: true, watermark: true, exportBlocked: true } };
const released: readonly Move[] = [desensitization, verification, leakControl];
const granted: readonly Move[] = [initialAssessment, secondaryAssessment, authorization, ...released];
const closure: Move = { step: 'closure', evidence: (world) => ({ disposition: 'DESTROY', disposedOn: world.day(0), remainingCopies: 0 }) };

export const walks: Walks = {
  closed: {
    title: '重要数据：评估、逐级授权、脱敏核验、限时放行、计量、交回、办结',
    to: 'CLOSED',
    starter: 'hospital-a.staff-1',
    form: important,
    moves: [initialAssessment, secondaryAssessment, authorization, { step: 'leaderAuthorization', evidence: {} }, ...released, { usage: 'QUERY', count: 3 }, { grant: 'hand-back' }, closure],
  },
  destroyed: {
    title: '使用结束后，所留副本另案清点、销毁并出具证明',
    to: 'CLOSED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [...granted, { grant: 'hand-back' }, closure, { child: 'destruction', moves: destroyedAfterwards }],
  },
  corrected: {
    title: '退回补正：只有读过所改部分的环节重新办理；脱敏退回重做',
    to: 'CLOSED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [
      initialAssessment,
      secondaryAssessment,
      { step: 'secondaryAuthorization', outcome: 'RETURN', opinion: '请补充知悉范围。' },
      { correct: 'application', form: (form) => ({ ...form, recipients: { ...EXAMPLE_FORM.recipients, awareScope: '课题组成员及质控办公室' } }) },
      initialAssessment,
      secondaryAssessment,
      authorization,
      desensitization,
      { step: 'desensitizationVerification', outcome: 'RETURN', opinion: '电话号码未去除。' },
      { correct: 'preparation', evidence: (world) => ({ ...desensitized(world), fields: ['姓名', '证件号码', '住址', '电话号码'], reportRef: 'DEMO-DES-2' }) },
      verification,
      leakControl,
      { grant: 'hand-back' },
      closure,
    ],
  },
  expiredUse: {
    title: '授权到期自行失效，登记处置后办结',
    to: 'CLOSED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [initialAssessment, secondaryAssessment, { step: 'secondaryAuthorization', evidence: (world) => ({ validUntil: world.instant(30) }) }, ...released, { over: 'grant' }, closure],
  },
  revoked: {
    title: '使用中暂停、恢复、撤销授权',
    to: 'REVOKED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [...granted, { grant: 'suspend', as: 'hospital-a.designated-leader' }, { grant: 'resume' }, { grant: 'revoke' }, closure],
  },
  rejected: {
    title: '二次评估不同意',
    to: 'REJECTED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [initialAssessment, { step: 'secondaryAssessment', outcome: 'REJECT', opinion: '用途不明确。' }],
  },
  withdrawn: {
    title: '申请人在放行前撤回',
    to: 'WITHDRAWN',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [initialAssessment, { withdraw: '课题取消' }],
  },
  lapsed: {
    title: '逾期未补正，自行失效',
    to: 'EXPIRED',
    starter: 'hospital-a.staff-1',
    form: general,
    moves: [{ step: 'initialAssessment', outcome: 'RETURN', opinion: '请补充必要性说明。' }, { over: 'limit' }],
  },
};
