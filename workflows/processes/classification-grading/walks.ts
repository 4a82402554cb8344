/** 第二十九、三十条, gone through by people of hospital A and of the district. */
import type { ResourceGrading } from '../shared/form.grading';
import type { SharedResource } from '../shared/form.resource';
import type { Move, Walk, Walks, WalkWorld } from '../walk';
import { EXAMPLE_FORM, EXAMPLE_RESOURCE } from './form.example';

/** A resource of its own for each walk: what one has graded is not new to another. */
const listing = (nth: number, basicInfo: Partial<SharedResource['basicInfo']> = {}, grading: Partial<ResourceGrading> = {}) => ({
  ...EXAMPLE_FORM,
  resources: [
    {
      ...EXAMPLE_RESOURCE,
      basicInfo: { ...EXAMPLE_RESOURCE.basicInfo, resourceId: resourceId(nth), code: `DEMO-GRADING-${nth}`, ...basicInfo },
      grading: { ...EXAMPLE_RESOURCE.grading, ...grading },
    },
  ],
});
const resourceId = (nth: number): string => `0190a000-0000-7000-8000-0000000010${String(nth).padStart(2, '0')}`;

/** 第二十五条（一）: sensitive personal information of 100 000 persons. */
const MANY = { records: 150_000, subjectCount: 120_000, personalSubjectCount: 120_000, sensitiveSubjectCount: 120_000 };
const SUGGESTED: Partial<ResourceGrading> = { suggestedLevel: 'IMPORTANT', suggestedBy: ['grading.important.25-1.sensitivePersonalInfo', ...EXAMPLE_RESOURCE.grading.suggestedBy] };
const important = (nth: number) => listing(nth, MANY, { ...SUGGESTED, proposedLevel: 'IMPORTANT' });
const lowered = (nth: number) => listing(nth, MANY, { ...SUGGESTED, proposedLevel: 'GENERAL', deviationReason: '仅为历史归档的汇总指标，已不含可识别个人的信息。' });

const sortingReview: Move = { step: 'sortingReview', evidence: { infoComplete: true, systemsConfirmed: true, categoryConfirmed: true, impactConfirmed: true, levelConfirmed: true } };
const unitApproval: Move = { step: 'unitApproval' };
const listSubmission: Move = {
  step: 'listSubmission',
  evidence: (world: WalkWorld) => ({ title: '演示甲医院数据资源清单', submittedOn: world.day(0), contact: '演示联系人甲', phone: '021-00000000' }),
};
const general: readonly Move[] = [sortingReview, unitApproval, listSubmission];
const beyondGeneral: readonly Move[] = [sortingReview, unitApproval, { step: 'leaderApproval' }, listSubmission];

const complete: Move = { step: 'completeness', evidence: { basicInfo: true, responsibleParty: true, processingInfo: true, securityInfo: true, classified: true } };
const accepted: Move = { step: 'listReview', evidence: { categoriesConsistent: true, levelsConsistent: true, cataloguesAgree: true } };
const aggregated: Move = { step: 'aggregation', evidence: (world: WalkWorld) => ({ aggregatedOn: world.day(0), resources: 1 }) };
const proposedUpward: Move = { step: 'proposal', evidence: (world: WalkWorld) => ({ documentNo: '演示报〔2026〕10 号', proposedOn: world.day(0), proposedTo: '演示市卫生健康委员会' }) };
const determined = (nth: number): Move => ({
  step: 'nationalDecision',
  evidence: (world: WalkWorld) => ({ documentNo: '演示函〔2026〕10 号', decidedOn: world.day(0), determinations: [{ resourceId: resourceId(nth), level: 'IMPORTANT' }] }),
});
const atDistrict = (...moves: readonly Move[]): Move => ({ child: 'districtReview', moves: [complete, ...moves] });

const walk = (to: string, title: string, form: Walk['form'], moves: readonly Move[]): Walk => ({ to, title, starter: 'hospital-a.staff-1', form, moves });

export const walks: Walks = {
  determined: walk('EFFECTIVE', '重要数据：单位逐级批准，上报清单，区级审核汇总并上报建议，国家主管部门确定后目录生效', important(1), [...beyondGeneral, atDistrict(accepted, aggregated, proposedUpward, determined(1))]),
  general: walk('EFFECTIVE', '一般数据：区级审核汇总后目录生效', listing(2), [...general, atDistrict(accepted, aggregated)]),
  lowered: walk('EFFECTIVE', '低于建议级别：说明理由，第二人复核', lowered(3), [
    sortingReview,
    { step: 'secondReview', evidence: { reasonSufficient: true, conclusion: '历史归档，理由充分。' } },
    unitApproval,
    listSubmission,
    atDistrict(accepted, aggregated),
  ]),
  corrected: walk('EFFECTIVE', '第二人不认可偏离：退回后改按建议级别，组长批准', lowered(4), [
    sortingReview,
    { step: 'secondReview', outcome: 'RETURN', opinion: '人数已达重要数据，理由不充分。' },
    { correct: 'inventory', form: () => important(4) },
    ...beyondGeneral,
    atDistrict(accepted, aggregated, proposedUpward, determined(4)),
  ]),
  pending: walk('PENDING_NATIONAL', '重要数据：建议已上报，国家主管部门尚未确定，按建议级别保护', important(5), [
    ...beyondGeneral,
    atDistrict(accepted, aggregated, proposedUpward, { step: 'nationalDecision', outcome: 'PENDING', opinion: '国家主管部门尚未批次确定。' }),
  ]),
  returned: walk('RETURNED', '区级退回，重新分类分级', listing(6), [
    ...general,
    atDistrict({ step: 'listReview', outcome: 'RETURN_LIST', opinion: '级别依据与规模不符。', evidence: { categoriesConsistent: true, levelsConsistent: false, cataloguesAgree: true, points: ['规模与所列依据不符'] } }),
  ]),
  rejected: walk('REJECTED', '分管领导不同意', listing(7), [sortingReview, { step: 'unitApproval', outcome: 'REJECT', opinion: '梳理不全，重新组织。' }]),
  withdrawn: walk('WITHDRAWN', '上报前撤回', listing(8), [sortingReview, { withdraw: '并入年度全面梳理一并办理。' }]),
  expired: walk('EXPIRED', '退回后逾期不补正，自行失效', listing(9), [{ step: 'sortingReview', outcome: 'RETURN', opinion: '请补充信息项。' }, { over: 'limit' }]),
};
