import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { policyRow } from '@libs/policy/policy-set';
import { describeForms, refusals } from '@test/support/wrong-forms';
import { catalogueChange } from './definition';
import { CatalogueChangeForm, FORMS } from './form';
import { EXAMPLE_DERIVED, EXAMPLE_DESCRIPTION, EXAMPLE_FORM } from './form.example';
import { CHANGED_FIELDS } from './form.options';
import type { ChangeDetails } from './form.sections';

const applicant = { ...EXAMPLE_FORM.applicant, jobTitle: '主任', principalInvestigator: '演示负责人甲' };
const guards = { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' };
const { trigger: _trigger, changedFields: _fields, ...common } = EXAMPLE_FORM.change;
/** Every field filled in, those that few changes need too; of each subject one. */
const about = (change: Partial<ChangeDetails>): CatalogueChangeForm => ({ guards, applicant, change: { ...common, ...change } as ChangeDetails });
const FUSED = { ...EXAMPLE_DERIVED, derivation: 'AGGREGATED_FUSED', secretAfterFusion: false, secrecyReviewRef: '演示保审 1 号' } as const;

const EVIDENCE: Record<Exclude<keyof typeof FORMS.evidence, 'ChangedResource'>, object> = {
  ChangeClassification: { kind: 'OTHER', reason: '仅责任部门调整。', note: '无' },
  ChangeReport: { documentNo: '演示变 1 号', reportedOn: '2026-03-01', content: '处理方式变化。', measures: '权限已调整。' },
  ReportReceipt: { contentClear: true, measuresStated: false, points: ['措施未说明'] },
};
const ALL: [string, FormClass, object][] = [
  ['of what is in the catalogue', CatalogueChangeForm, { ...EXAMPLE_FORM, guards, applicant }],
  ['of derived data', CatalogueChangeForm, about({ subject: 'DERIVED', derived: EXAMPLE_DERIVED })],
  ['of fused data', CatalogueChangeForm, about({ subject: 'DERIVED', derived: FUSED })],
  ['by national requirement', CatalogueChangeForm, about({ subject: 'NATIONAL', nationalDocumentNo: '国卫〔2026〕1 号' })],
  ...Object.entries(EVIDENCE).map(([name, example]): [string, FormClass, object] => [name, FORMS.evidence[name as keyof typeof EVIDENCE], example]),
];

describeForms(ALL);

describe('a change of the catalogue', () => {
  it('has the sections of its definition, in their order', () => {
    expect(Object.fromEntries(sectionsOf(CatalogueChangeForm).map(({ key, title }) => [key, title]))).toEqual(catalogueChange.sections);
  });

  it('may be of everything that the policy counts among 基本情况, and of more', () => {
    const { value } = policyRow('grading.basicInfoFields');
    const basic = value.type === 'CODES' ? value.values : [];
    expect(Object.keys(CHANGED_FIELDS)).toEqual(expect.arrayContaining([...basic]));
    expect(Object.keys(CHANGED_FIELDS).length).toBeGreaterThan(basic.length);
  });

  it.each([
    ['change.trigger', about({ subject: 'EXISTING', changedFields: ['NAME'] })],
    ['change.changedFields', about({ subject: 'EXISTING', trigger: 'OTHER' })],
    ['change.nationalDocumentNo', about({ subject: 'NATIONAL' })],
    ['change.derived', about({ subject: 'DERIVED' })],
    ['change.derived.secretAfterFusion', about({ subject: 'DERIVED', derived: { ...EXAMPLE_DERIVED, derivation: 'AGGREGATED_FUSED', secrecyReviewRef: '1' } })],
    ['change.derived.secrecyReviewRef', about({ subject: 'DERIVED', derived: { ...EXAMPLE_DERIVED, derivation: 'AGGREGATED_FUSED', secretAfterFusion: false } })],
  ])('needs %s', (path, form) => expect(refusals(CatalogueChangeForm, form)).toEqual([{ path, code: 'REQUIRED' }]));
});

describe('the resource as it stands after the change', () => {
  it('is taken as a grading takes it', () => expect(refusals(FORMS.evidence.ChangedResource, EXAMPLE_DESCRIPTION)).toEqual([]));

  it('lists the system that it is in, once', () => {
    const { systems = [], ...rest } = EXAMPLE_DESCRIPTION;
    expect(refusals(FORMS.evidence.ChangedResource, rest)).toEqual([{ path: 'resource.processingInfo.system', code: 'INCONSISTENT' }]);
    expect(refusals(FORMS.evidence.ChangedResource, { ...EXAMPLE_DESCRIPTION, systems: [...systems, ...systems] })).toEqual([{ path: 'systems[1].name', code: 'DUPLICATE' }]);
  });
});
