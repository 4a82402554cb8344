import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, refusals } from '@test/support/wrong-forms';
import { districtInventoryReview } from './definition';
import { DistrictInventoryForm, FORMS } from './form';
import { EXAMPLE_FORM } from './form.example';

/** Every field filled in, those that few lists need too. */
const FULL: DistrictInventoryForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' } };
const [ROW] = EXAMPLE_FORM.items;
const RESOURCE = '0190a000-0000-7000-8000-000000000001';

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  InventoryCompleteness: { basicInfo: true, responsibleParty: true, processingInfo: false, securityInfo: true, classified: true, points: ['处理方式未填写'] },
  InventoryReview: { categoriesConsistent: true, levelsConsistent: true, cataloguesAgree: true, points: ['无'] },
  InventoryAggregation: { aggregatedOn: '2026-03-10', resources: 1, note: '无' },
  UpwardProposal: { documentNo: '演示报〔2026〕1 号', proposedOn: '2026-03-11', proposedTo: '演示市卫生健康委员会' },
  NationalDecision: { documentNo: '演示函〔2026〕7 号', decidedOn: '2026-06-01', determinations: [{ resourceId: RESOURCE, level: 'IMPORTANT' }] },
};
const ALL: [string, FormClass, object][] = [
  ['DistrictInventoryForm', DistrictInventoryForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
];

describeForms(ALL);

describe('the list of data resources', () => {
  it('has the sections of its definition, in their order', () => {
    expect(Object.fromEntries(sectionsOf(DistrictInventoryForm).map(({ key, title }) => [key, title]))).toEqual(districtInventoryReview.sections);
  });

  it('names a resource in one row', () => {
    expect(refusals(DistrictInventoryForm, { ...EXAMPLE_FORM, items: [ROW, ROW] })).toEqual([{ path: 'items[1].resourceId', code: 'DUPLICATE' }]);
  });

  it.each(['hospital a', '', 'HOSPITAL_A', '甲医院'])('takes no %j for the code of a unit', (code) => {
    expect(refusals(DistrictInventoryForm, changed(EXAMPLE_FORM, 'submission.unitCode', code))).toEqual([{ path: 'submission.unitCode', code: 'BAD_FORMAT' }]);
  });

  it('determines a resource once', () => {
    const determination = { resourceId: RESOURCE, level: 'CORE' };
    expect(refusals(FORMS.evidence.NationalDecision, { ...EVIDENCE.NationalDecision, determinations: [determination, determination] })).toEqual([{ path: 'determinations[1].resourceId', code: 'DUPLICATE' }]);
  });
});
