/** 第十二条, gone through by people of hospital A and of the district. */
import type { Move, Walks, WalkWorld } from '../walk';
import { EXAMPLE_RECORD, EXAMPLE_REPORT } from './form.example';
import type { AnnualReport } from './form.evidence';

const thisYear = ({ day }: WalkWorld): number => Number(day(0).slice(0, 4));
const of =
  (yearsAgo: number) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => ({ assessment: { year: thisYear(world) - yearsAgo } });

const COMPLETE = { importantData: true, activities: true, risks: true, countermeasures: true };
const assessment: Move = { step: 'assessment', evidence: (world) => ({ ...EXAMPLE_RECORD, from: world.day(-20), to: world.day(-1) }) };
const reported = (changes: Partial<AnnualReport> = {}) => (world: WalkWorld) => ({ ...EXAMPLE_REPORT, issues: EXAMPLE_REPORT.issues?.map((issue) => ({ ...issue, plannedOn: world.day(30) })), ...changes });
const review: Move = { step: 'leaderReview' };
const signature: Move = { step: 'signature' };
const submission: Move = { step: 'submission', evidence: (world) => ({ documentNo: '演示报〔2026〕9 号', submittedOn: world.day(0) }) };
const received: Move = { step: 'completenessCheck', evidence: COMPLETE };
const remediation: Move = { step: 'remediation', each: true, evidence: (world) => ({ measures: '已完成整改并复核。', completedOn: world.day(0), proofRef: 'DEMO-PROOF-1' }) };
const NOTHING_FOUND: Partial<AnnualReport> = { issues: undefined };

export const walks: Walks = {
  accepted: {
    title: '评估、编制、审阅、签发、报送，区级核对四项内容后接收，问题逐项整改',
    to: 'ACCEPTED',
    starter: 'hospital-a.data-admin',
    form: of(0),
    moves: [assessment, { step: 'drafting', evidence: reported() }, review, signature, submission, received, remediation],
  },
  amended: {
    title: '分管领导退回修改；区级退回缺项，补充后重新审阅、签发、报送',
    to: 'ACCEPTED',
    starter: 'hospital-a.data-admin',
    form: of(0),
    moves: [
      assessment,
      { step: 'drafting', evidence: reported({ ...NOTHING_FOUND, activities: '待补充。' }) },
      { step: 'leaderReview', outcome: 'RETURN', opinion: '请写明处理活动。' },
      { correct: 'report', evidence: reported(NOTHING_FOUND) },
      review,
      signature,
      submission,
      { step: 'completenessCheck', outcome: 'RETURN', opinion: '应对措施不全。', evidence: { ...COMPLETE, countermeasures: false, points: ['账号管理风险的应对措施'] } },
      { correct: 'report', evidence: reported({ ...NOTHING_FOUND, other: '已补充账号管理风险的应对措施。' }) },
      review,
      signature,
      submission,
      received,
    ],
  },
  overdue: {
    title: '上一年度的报告逾期报送：如实显示逾期，区级登记后办结',
    to: 'OVERDUE',
    starter: 'hospital-a.data-admin',
    form: of(1),
    moves: [
      assessment,
      { step: 'drafting', evidence: reported(NOTHING_FOUND) },
      review,
      signature,
      submission,
      received,
      { step: 'overdueFinding', evidence: { cause: '评估人员变动，未及时交接。', opinion: '列入下一年度监督检查重点。' } },
    ],
  },
};
