import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import * as given from '../shared/provision.example';
import { dataProvision } from './definition';
import { agreementUntil, recordOf } from './evidence.example';
import { DataProvisionForm, FORMS } from './form';
import { EXAMPLE_FORM } from './form.example';

/** Every field filled in, those that few applications need too. */
const FULL: DataProvisionForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' } };

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  BusinessReview: given.BUSINESS_REVIEW,
  ImpactAnalysis: given.IMPACT_ANALYSIS,
  MinimalityReview: given.MINIMALITY,
  ProvisionRiskAssessment: given.RISK_ASSESSMENT,
  ProvisionApproval: given.approvalUntil('2026-08-31'),
  ProvisionLeaderApproval: given.approvalUntil('2026-08-31'),
  ProvisionAgreement: agreementUntil('2026-03-10', '2026-08-31'),
  DeliveryPreparation: given.PREPARATION,
  DeliveryVerification: given.VERIFICATION,
  DeliveryRecord: given.deliveryOn('2026-03-20'),
  ProvisionRecord: recordOf('2026-03-20', '2029-09-01'),
  ProvisionClosure: given.closureOn('2026-09-01'),
};

describeForms([
  ['DataProvisionForm', DataProvisionForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the application for a provision', () => {
  it('is wrong in more than two hundred ways that the test above has tried', () => {
    expect(everythingWrong(DataProvisionForm, FULL).length).toBeGreaterThan(200);
  });

  it('has the sections of the definition, in the order of the paper, and those that the articles demand', () => {
    expect(sectionsOf(DataProvisionForm).map(({ key, title }) => [key, title])).toEqual(Object.entries(dataProvision.sections));
  });

  it.each([
    ['purpose.purpose', '目的'],
    ['data.extractionRule', '范围'],
    ['data.dataCategory', '类别'],
    ['provision.conditions', '条件'],
    ['processing.method', '方式'],
    ['period.to', '期限'],
    ['provision.procedure', '程序'],
  ])('第三十二条 asks for %s: %s', (path) => {
    expect(refusals(DataProvisionForm, changed(EXAMPLE_FORM, path, undefined))).toEqual([{ path, code: 'REQUIRED' }]);
  });

  it('sensitive personal information needs a consent of its own, or a basis in law', () => {
    const { separateConsentRef, ...terms } = EXAMPLE_FORM.provision;
    expect(separateConsentRef).toBeDefined();
    const on = (consentBasis: string, more = {}): object => ({ ...EXAMPLE_FORM, provision: { ...terms, consentBasis, ...more } });
    expect(refusals(DataProvisionForm, on('OBTAINED'))).toEqual([{ path: 'provision.separateConsentRef', code: 'REQUIRED' }]);
    expect(refusals(DataProvisionForm, on('NOT_PERSONAL'))).toEqual([{ path: 'provision.consentBasis', code: 'INCONSISTENT' }]);
    expect(refusals(DataProvisionForm, on('STATUTORY'))).toEqual([{ path: 'provision.statutoryBasis', code: 'REQUIRED' }]);
    expect(refusals(DataProvisionForm, on('STATUTORY', { statutoryBasis: '传染病防治法' }))).toEqual([]);
  });
});
