/** 第二十七、二十八、三十条（三）, gone through by people of hospital A and of the district. */
import { EXAMPLE_RESOURCE } from '../classification-grading/form.example';
import type { SharedResource } from '../shared/form.resource';
import type { Move, Walk, Walks, WalkWorld } from '../walk';
import { EXAMPLE_DERIVED, EXAMPLE_DESCRIPTION, EXAMPLE_FORM } from './form.example';
import type { ChangeDetails } from './form.sections';

type Of<T> = T | ((world: WalkWorld) => T);
const told = <T>(of: Of<T>, world: WalkWorld): T => (of instanceof Function ? of(world) : of);

const registration =
  (change: Of<Partial<ChangeDetails>>) =>
  (world: WalkWorld): Readonly<Record<string, unknown>> => {
    const { subject, resourceId, description } = EXAMPLE_FORM.change;
    return { ...EXAMPLE_FORM, change: { subject, resourceId, changedAt: world.day(-3), description, ...told(change, world) } };
  };
const inCatalogue = (code: string, change: Partial<ChangeDetails>) => registration((world) => ({ trigger: 'SCALE_CHANGE', ...change, resourceId: world.resource('HOSPITAL-A', code) }));

/** A general resource without personal information, as it stands after the change. */
const described = (of: Of<{ readonly resourceId: string; readonly code: string; readonly name: string }>, grading: Of<Partial<SharedResource['grading']>> = {}): Move => ({
  step: 'description',
  evidence: (world: WalkWorld) => {
    const { personalSubjectCount: _personal, sensitiveSubjectCount: _sensitive, ...basicInfo } = EXAMPLE_RESOURCE.basicInfo;
    const impersonal = { ...basicInfo, ...told(of, world), subjectCount: 0, personal: false, sensitive: false };
    return { ...EXAMPLE_DESCRIPTION, resource: { ...EXAMPLE_RESOURCE, basicInfo: impersonal, responsibleParty: { ...EXAMPLE_RESOURCE.responsibleParty, dept: '病案科' }, grading: { ...EXAMPLE_RESOURCE.grading, ...told(grading, world) } } };
  },
});
const DERIVED = '0190a000-0000-7000-8000-0000000011a1';
const sourcesOf = (world: WalkWorld): string[] => ['BED-OCCUPANCY', 'SERVICE-STATISTICS'].map((code) => world.resource('HOSPITAL-A', code));
const bedsDescribed = described((world) => ({ resourceId: world.resource('HOSPITAL-A', 'BED-OCCUPANCY'), code: 'BED-OCCUPANCY', name: '甲医院床位与诊室使用情况' }));

const classifiedAs = (kind: string): Move => ({ step: 'classification', evidence: { kind } });
const district = { completeness: { basicInfo: true, responsibleParty: true, processingInfo: true, securityInfo: true, classified: true }, review: { categoriesConsistent: true, levelsConsistent: true, cataloguesAgree: true } };
const submitted: readonly Move[] = [
  // The business owner has prepared the list.
  { step: 'sortingReview', as: 'hospital-a.data-admin', evidence: { infoComplete: true, systemsConfirmed: true, categoryConfirmed: true, impactConfirmed: true, levelConfirmed: true } },
  { step: 'unitApproval' },
  { step: 'listSubmission', evidence: (world: WalkWorld) => ({ title: '演示甲医院变更清单', submittedOn: world.day(0), contact: '演示联系人甲', phone: '021-00000000' }) },
];
const accepted: Move = {
  child: 'districtReview',
  moves: [
    { step: 'completeness', evidence: district.completeness },
    { step: 'listReview', evidence: district.review },
    { step: 'aggregation', evidence: (world: WalkWorld) => ({ aggregatedOn: world.day(0), resources: 1 }) },
  ],
};
const refused: Move = {
  child: 'districtReview',
  moves: [
    { step: 'completeness', evidence: district.completeness },
    { step: 'listReview', outcome: 'RETURN_LIST', opinion: '类别与单位分类表不一致。', evidence: { ...district.review, categoriesConsistent: false, points: ['类别应为业务资源类'] } },
  ],
};
const regraded: Move = { child: 'regrade', moves: [...submitted, accepted] };
const changeReport: Move = { step: 'changeReport', evidence: (world: WalkWorld) => ({ documentNo: '演示变〔2026〕1 号', reportedOn: world.day(0), content: '数据改由信息科统一维护。', measures: '访问权限同步调整，无新增风险。' }) };

const walk = (to: string, title: string, form: Walk['form'], moves: readonly Move[], starter = 'hospital-a.owner-records'): Walk => ({ to, title, starter, form, moves });

export const walks: Walks = {
  basic: walk('REGRADED', '基本情况变化：重新分类分级，区级退回一次后再次办理，目录生效', inCatalogue('BED-OCCUPANCY', { changedFields: ['SCALE'] }), [
    classifiedAs('BASIC'),
    bedsDescribed,
    { child: 'regrade', moves: [...submitted, refused] },
    bedsDescribed,
    regraded,
  ]),
  derived: walk(
    'REGRADED',
    '汇聚融合产生衍生数据：登记后未定级不得使用，保密审查后定级',
    registration((world) => ({
      subject: 'DERIVED',
      resourceId: DERIVED,
      derived: { ...EXAMPLE_DERIVED, code: 'DEMO-FUSED-01', derivation: 'AGGREGATED_FUSED', sourceIds: sourcesOf(world), subjectCount: 0, secretAfterFusion: false, secrecyReviewRef: '演示保审〔2026〕3 号' },
    })),
    [
      classifiedAs('DERIVED'),
      described({ resourceId: DERIVED, code: 'DEMO-FUSED-01', name: EXAMPLE_DERIVED.name }, (world) => ({ derivedFrom: sourcesOf(world), derivation: 'AGGREGATED_FUSED', suggestedBy: [...EXAMPLE_RESOURCE.grading.suggestedBy, 'grading.derived'] })),
      regraded,
    ],
  ),
  reported: walk('REPORTED', '其他情况变化：上报区卫生健康委，退回补正后接收', inCatalogue('SERVICE-STATISTICS', { trigger: 'PROCESSING_CHANGE', changedFields: ['RESPONSIBLE_PARTY'] }), [
    classifiedAs('OTHER'),
    changeReport,
    { step: 'districtReceipt', outcome: 'RETURN', opinion: '请补充影响及措施。', evidence: { contentClear: true, measuresStated: false, points: ['访问权限如何调整'] } },
    { correct: 'report', evidence: (world: WalkWorld) => ({ reportedOn: world.day(0), content: '数据改由信息科统一维护。', measures: '访问权限已收回并重新授予，无新增风险。' }) },
    { step: 'districtReceipt', evidence: { contentClear: true, measuresStated: true } },
  ]),
  late: walk('REPORTED', '变化已过 60 日才登记：如实显示逾期，仍须上报', registration((world) => ({ resourceId: world.resource('HOSPITAL-A', 'SERVICE-STATISTICS'), changedAt: world.day(-90), trigger: 'PROCESSING_CHANGE', changedFields: ['SECURITY'] })), [
    classifiedAs('OTHER'),
    changeReport,
    { step: 'districtReceipt', evidence: { contentClear: true, measuresStated: true } },
  ]),
  unchanged: walk('NO_CHANGE', '经核实目录所载情况无变化，分管领导确认', inCatalogue('STAFF-DIRECTORY', { changedFields: ['NAME'] }), [
    { step: 'classification', outcome: 'NO_CHANGE', opinion: '仅科室更名，目录名称未变。' },
    { step: 'noChangeConfirmation', opinion: '情况属实。' },
  ]),
};
