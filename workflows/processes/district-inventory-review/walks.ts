/** 第三十条（二）, gone through by the district for a list of hospital A. */
import type { Move, Walks, WalkWorld } from '../walk';
import { EXAMPLE_FORM } from './form.example';

const [ROW] = EXAMPLE_FORM.items;

const list =
  (code: string, row: Partial<typeof ROW> = {}) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({
    ...EXAMPLE_FORM,
    submission: { ...EXAMPLE_FORM.submission, submittedOn: world.day(0) },
    items: [{ ...ROW, resourceId: world.resource('HOSPITAL-A', code), ...row }],
  });
const general = list('SERVICE-STATISTICS');
const important = list('LABORATORY-RESULTS', { name: '检验结果', subjectCount: 600_000, sensitive: true, proposedLevel: 'IMPORTANT', basis: '第二十五条（一）' });

const COMPLETE = { basicInfo: true, responsibleParty: true, processingInfo: true, securityInfo: true, classified: true };
const completeness: Move = { step: 'completeness', evidence: COMPLETE };
const listReview: Move = { step: 'listReview', evidence: { categoriesConsistent: true, levelsConsistent: true, cataloguesAgree: true } };
const aggregation: Move = { step: 'aggregation', evidence: (world) => ({ aggregatedOn: world.day(0), resources: 1 }) };
const proposal: Move = { step: 'proposal', evidence: (world) => ({ documentNo: '演示报〔2026〕1 号', proposedOn: world.day(0), proposedTo: '演示市卫生健康委员会' }) };

export const walks: Walks = {
  determined: {
    title: '重要数据：核对、审核、汇总，建议上报，登记国家主管部门的确定',
    to: 'ACCEPTED',
    starter: 'commission.info-1',
    form: important,
    moves: [
      completeness,
      listReview,
      aggregation,
      proposal,
      {
        step: 'nationalDecision',
        evidence: (world) => ({ documentNo: '演示函〔2026〕7 号', decidedOn: world.day(0), determinations: [{ resourceId: world.resource('HOSPITAL-A', 'LABORATORY-RESULTS'), level: 'IMPORTANT' }] }),
      },
    ],
  },
  pendingNational: {
    title: '重要数据：建议已上报，国家主管部门尚未确定，先行办结',
    to: 'PENDING_NATIONAL',
    starter: 'commission.info-1',
    form: important,
    moves: [completeness, listReview, aggregation, proposal, { step: 'nationalDecision', outcome: 'PENDING', opinion: '国家主管部门本批次尚未确定。' }],
  },
  completed: {
    title: '缺项一次性告知，单位补正后审核通过',
    to: 'ACCEPTED',
    starter: 'commission.info-1',
    form: general,
    moves: [
      { step: 'completeness', outcome: 'RETURN', opinion: '请补充数据来源。', evidence: { ...COMPLETE, basicInfo: false, points: ['数据来源未填写'] } },
      { correct: 'completion', form: (form) => ({ ...form, submission: { ...EXAMPLE_FORM.submission, note: '已补充来源。' } }) },
      completeness,
      listReview,
      aggregation,
    ],
  },
  returned: {
    title: '级别建议不成立，退回单位重新分类分级',
    to: 'RETURNED',
    starter: 'commission.info-1',
    form: general,
    moves: [
      completeness,
      {
        step: 'listReview',
        outcome: 'RETURN_LIST',
        opinion: '级别依据与规模不符。',
        evidence: { categoriesConsistent: true, levelsConsistent: false, cataloguesAgree: true, points: ['规模已达第二十五条（一）的数量'] },
      },
    ],
  },
};
