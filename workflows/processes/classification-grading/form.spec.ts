import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { EXAMPLE_FORM, EXAMPLE_RESOURCE } from './form.example';
import { ClassificationGradingForm, FORMS } from './form';

const { personalSubjectCount: _people, sensitiveSubjectCount: _sensitive, sharingCondition: _sharing, openingCondition: _opening, ...basicInfo } = EXAMPLE_RESOURCE.basicInfo;
const { providedTo: _to, entrustedTo: _whom, ...processingInfo } = EXAMPLE_RESOURCE.processingInfo;

/** With everything filled in that can be, but for what hangs on another field. */
const FULL = {
  ...EXAMPLE_FORM,
  guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' },
  applicant: { ...EXAMPLE_FORM.applicant, jobTitle: '主治医师', principalInvestigator: '演示负责人甲' },
  resources: [
    {
      ...EXAMPLE_RESOURCE,
      basicInfo: { ...basicInfo, personal: false, sensitive: false, sharing: 'NOT_SHARED', opening: 'NON_OPEN' },
      processingInfo: { ...processingInfo, provided: false, entrusted: false },
      grading: {
        ...EXAMPLE_RESOURCE.grading,
        flags: ['computedDerived'],
        dataTypes: ['DIAGNOSIS_TREATMENT'],
        assessments: [{ level: 'IMPORTANT', documentNo: '演示评估〔2026〕1 号' }],
        derivedFrom: ['0190a000-0000-7000-8000-0000000000b1'],
        derivation: 'STATISTICAL',
        catalogues: [{ source: 'UNIT', level: 'GENERAL', documentNo: '演示目录 1' }],
        remarks: ['CORE_PRECONDITION'],
        deviationReason: '仅含汇总指标。',
      },
    },
  ],
};

describeForms([
  ['ClassificationGradingForm', ClassificationGradingForm, FULL],
  ['SortingReview', FORMS.evidence.SortingReview, { infoComplete: true, systemsConfirmed: true, categoryConfirmed: true, impactConfirmed: true, levelConfirmed: true, note: '无' }],
  ['SecondReview', FORMS.evidence.SecondReview, { reasonSufficient: true, conclusion: '同意。' }],
  ['ListSubmission', FORMS.evidence.ListSubmission, { title: '演示清单', submittedOn: '2026-03-02', contact: '演示联系人', phone: '021-00000000' }],
]);

const codes = (path: string, value: unknown): string[] => refusals(ClassificationGradingForm, changed(EXAMPLE_FORM, path, value)).map((one) => `${one.path} ${one.code}`);

describe('the list of resources', () => {
  it('has the groups of the paper, and each resource those of 第三十条（二）', () => {
    expect(sectionsOf(ClassificationGradingForm).map(({ title }) => title)).toEqual(['前置申明', '申请人', '网络系统', '数据资源', '申报声明']);
    expect(Object.keys(EXAMPLE_RESOURCE)).toEqual(['basicInfo', 'responsibleParty', 'processingInfo', 'securityInfo', 'grading']);
  });

  it('may be about resources outside of network systems', () => {
    const { systems: _, ...without } = changed(EXAMPLE_FORM, 'resources[0].processingInfo.system', undefined);
    expect(refusals(ClassificationGradingForm, without)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['resources', [EXAMPLE_RESOURCE, EXAMPLE_RESOURCE], ['resources[1].basicInfo.resourceId DUPLICATE', 'resources[1].basicInfo.code DUPLICATE']],
    ['systems', [...(EXAMPLE_FORM.systems ?? []), ...(EXAMPLE_FORM.systems ?? [])], ['systems[1].name DUPLICATE']],
    ['resources[0].processingInfo.system', '未列明的系统', ['resources[0].processingInfo.system INCONSISTENT']],
    ['resources[0].basicInfo.personalSubjectCount', 801, ['resources[0].basicInfo.personalSubjectCount INCONSISTENT']],
    ['resources[0].basicInfo.sensitiveSubjectCount', 801, ['resources[0].basicInfo.sensitiveSubjectCount INCONSISTENT']],
    ['resources[0].grading.derivation', 'LABELED', ['resources[0].grading.derivation INCONSISTENT']],
    ['resources[0].grading.impacts[1].object', 'INDIVIDUAL_RIGHTS', ['resources[0].grading.impacts[1].object DUPLICATE']],
    ['resources[0].basicInfo.code', 'lower', ['resources[0].basicInfo.code BAD_FORMAT']],
    ['declaration.noSamples', false, ['declaration.noSamples MUST_BE_TRUE']],
  ])('is refused where %s does not fit', (path, value, expected) => expect(codes(path, value)).toEqual(expected));

  it.each(['basicInfo.personalSubjectCount', 'basicInfo.sensitiveSubjectCount', 'basicInfo.sharingCondition', 'basicInfo.openingCondition', 'processingInfo.providedTo', 'processingInfo.entrustedTo'])(
    'asks for %s where another field calls for it',
    (path) => expect(codes(`resources[0].${path}`, undefined)).toEqual([`resources[0].${path} REQUIRED`]),
  );

  it('sensitive personal information is personal information', () => {
    const form = changed(changed(EXAMPLE_FORM, 'resources[0].basicInfo.personal', false), 'resources[0].basicInfo.personalSubjectCount', undefined);
    expect(refusals(ClassificationGradingForm, changed(form, 'resources[0].basicInfo.sensitiveSubjectCount', 0))).toEqual([{ path: 'resources[0].basicInfo.sensitive', code: 'INCONSISTENT' }]);
  });
});
