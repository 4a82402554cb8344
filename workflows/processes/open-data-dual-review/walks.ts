/** 第三十四条第三款: a department of hospital A opens data that it has made unidentifiable. */
import * as provision from '../shared/provision.example';
import type { Move, Walks, WalkWorld } from '../walk';
import * as given from './form.example';

type Dossier = Readonly<Record<string, unknown>>;

const dossier =
  (code: string, changes: Partial<typeof given.EXAMPLE_FORM> = {}) =>
  (world: WalkWorld): Dossier => ({
    ...given.EXAMPLE_FORM,
    data: { ...given.EXAMPLE_FORM.data, datasetIds: [world.resource('HOSPITAL-A', code)] },
    period: { from: world.day(0), to: world.day(200) },
    ...changes,
  });
const general = dossier('FOLLOW-UP');
const important = dossier('OUTPATIENT-RECORDS', { level: { declaredLevel: 'IMPORTANT', important: true } });
const starter = 'hospital-a.staff-1';

/** A dossier whose material for one of the bodies was changed. */
const revised =
  (section: 'ethics' | 'technology' | 'project', change: Dossier) =>
  (form: Dossier): Dossier => ({ ...form, [section]: { ...given.EXAMPLE_FORM[section], ...change } });

const completeness: Move = { step: 'completeness', evidence: { ...given.COMPLETENESS } };
const ethicsReview: Move = { step: 'ethicsReview' };
const ethicsOpinion: Move = { step: 'ethicsOpinion', evidence: (world) => ({ ...given.ETHICS_OPINION, reviewedOn: world.day(0) }) };
const technicalReview: Move = { step: 'technicalReview', evidence: { ...given.TECHNICAL_REVIEW } };
const impactAnalysis: Move = { step: 'impactAnalysis', evidence: { ...provision.IMPACT_ANALYSIS } };
const signOff: Move = { step: 'unitSignOff', evidence: (world) => ({ ...provision.approvalUntil(world.day(180)) }) };
const setUp: Move = { step: 'setUp', evidence: { ...provision.PREPARATION } };
const verification: Move = { step: 'setUpVerification', evidence: { ...provision.VERIFICATION } };
const filing: Move = { step: 'filing', evidence: { ...given.OPENING_FILING } };
const receipt: Move = { step: 'filingReceipt', evidence: { ...provision.RECEIPT } };
const takeDown: Move = { step: 'takeDown', evidence: (world) => ({ ...given.takeDownOn(world.day(0)) }) };
const closure: Move = { step: 'closure', evidence: (world) => ({ ...given.closureOn(world.day(0)) }) };

const reviewed: readonly Move[] = [completeness, ethicsReview, ethicsOpinion, technicalReview];
const opened: readonly Move[] = [...reviewed, impactAnalysis, signOff, setUp, verification, filing, receipt];

/** What a sharing in mode OPEN has its dual review go through: its dossier is completed first. */
export const afterSharing: readonly Move[] = [
  { step: 'completeness', outcome: 'RETURN', opinion: '请一次性补齐方案、知情同意、原始数据处理和技术材料。' },
  {
    correct: 'dossier',
    form: (form) => ({ ...form, project: { ...given.EXAMPLE_FORM.project }, ethics: { ...given.EXAMPLE_FORM.ethics }, technology: { ...given.EXAMPLE_FORM.technology } }),
  },
  ...opened,
  { over: 'grant' },
  takeDown,
  closure,
];

export const walks: Walks = {
  opened: {
    title: '重要数据：修改后批准并经主任委员确认、双审核、逐级批准、备案退回补正、开放、跟踪审查、到期结项',
    to: 'OPENED',
    starter,
    form: important,
    moves: [
      completeness,
      technicalReview,
      { step: 'ethicsReview', outcome: 'APPROVE_AFTER_REVISION', opinion: '请明确原始数据的处理。' },
      { correct: 'dossier', form: revised('ethics', { rawDataDisposal: '留存于本单位，项目结束后三年销毁' }) },
      ethicsOpinion,
      impactAnalysis,
      signOff,
      { step: 'leaderSignOff', evidence: { ...provision.LEADER_APPROVAL } },
      setUp,
      { step: 'setUpVerification', outcome: 'RETURN', opinion: '计量尚未生效。' },
      { correct: 'preparation', evidence: { ...provision.PREPARATION, desensitizationReport: 'DEMO-DES-22' } },
      verification,
      filing,
      { step: 'filingReceipt', outcome: 'RETURN', evidence: { ...provision.INCOMPLETE } },
      { correct: 'filingReview', evidence: { ...given.OPENING_FILING, summary: '有条件开放慢性病随访统计数据集，期限至年底。' } },
      receipt,
      { usage: 'INTERFACE', count: 12 },
      { over: 'period' },
      { step: 'followUpReview', outcome: 'CONTINUE' },
      { over: 'grant' },
      takeDown,
      closure,
    ],
  },
  revisedTwice: {
    title: '修改后再审、技术审核退回，各自只由受影响的一方重新审核',
    to: 'OPENED',
    starter,
    form: general,
    moves: [
      completeness,
      technicalReview,
      { step: 'ethicsReview', outcome: 'REVIEW_AGAIN', opinion: '请补充特殊人群的照顾措施。' },
      { correct: 'dossier', form: revised('ethics', { vulnerable: '不含特殊人群，已在入选标准中排除' }) },
      ethicsReview,
      ethicsOpinion,
      impactAnalysis,
      { step: 'unitSignOff', outcome: 'RETURN', opinion: '请补充访问控制的落实方式。' },
      { correct: 'dossier', form: (form) => ({ ...form, technology: { ...given.EXAMPLE_FORM.technology, accessControl: '实名申请，逐一授权，只读访问，双因素登录。' } }) },
      technicalReview,
      impactAnalysis,
      signOff,
      setUp,
      verification,
      filing,
      receipt,
      { grant: 'hand-back' },
      takeDown,
      closure,
    ],
  },
  ethicsRejects: {
    title: '伦理委员会不批准',
    to: 'REJECTED',
    starter,
    form: general,
    moves: [completeness, { step: 'ethicsReview', outcome: 'REJECT', opinion: '无法排除对受试者的风险。' }],
  },
  technologyRejects: {
    title: '技术审核不同意，伦理审核已通过',
    to: 'REJECTED',
    starter,
    form: general,
    moves: [completeness, ethicsReview, ethicsOpinion, { step: 'technicalReview', outcome: 'REJECT', opinion: '重识别风险过高，属于非开放。' }],
  },
  prohibited: {
    title: '双审核通过，研判认定存在显著负面影响，不得提供',
    to: 'PROHIBITED',
    starter,
    form: general,
    moves: [...reviewed, { step: 'impactAnalysis', outcome: 'SIGNIFICANT', opinion: '存在显著风险。', evidence: { ...provision.SIGNIFICANT_IMPACT } }],
  },
  terminated: {
    title: '跟踪审查先暂停、再终止开放',
    to: 'WITHDRAWN',
    starter,
    form: general,
    moves: [
      ...opened,
      { over: 'period' },
      { step: 'followUpReview', outcome: 'SUSPEND', opinion: '待查明超范围使用。' },
      { grant: 'resume' },
      { over: 'period' },
      { step: 'followUpReview', outcome: 'TERMINATE', opinion: '存在超范围使用。' },
      takeDown,
      closure,
    ],
  },
  withdrawn: {
    title: '申请人在开放前撤回',
    to: 'WITHDRAWN',
    starter,
    form: general,
    moves: [...reviewed, { withdraw: '项目取消' }],
  },
  lapsed: {
    title: '材料不齐，逾期未补正，自行失效',
    to: 'EXPIRED',
    starter,
    form: general,
    moves: [{ step: 'completeness', outcome: 'RETURN', opinion: '缺少研究方案。' }, { over: 'limit' }],
  },
};
