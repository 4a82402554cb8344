import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import * as given from '../shared/provision.example';
import { unitDataSharing } from './definition';
import { FORMS, UnitDataSharingForm } from './form';
import { EXAMPLE_FORM } from './form.example';

/** Every field filled in, those that few requests need too. */
const FULL: UnitDataSharingForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' } };

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  BusinessReview: given.BUSINESS_REVIEW,
  ImpactAnalysis: given.IMPACT_ANALYSIS,
  MinimalityReview: given.MINIMALITY,
  ProvisionRiskAssessment: given.RISK_ASSESSMENT,
  ProvisionApproval: given.approvalUntil('2026-08-31'),
  ProvisionLeaderApproval: given.approvalUntil('2026-08-31'),
  SharingFiling: given.FILING,
  FilingReceipt: given.INCOMPLETE,
  DeliveryPreparation: given.PREPARATION,
  DeliveryVerification: given.VERIFICATION,
  DeliveryRecord: given.deliveryOn('2026-03-20'),
  UsageReview: given.USAGE_REVIEW,
  ProvisionClosure: given.closureOn('2026-09-01'),
};

describeForms([
  ['UnitDataSharingForm', UnitDataSharingForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the request of channel A', () => {
  it('is wrong in more than two hundred ways that the test above has tried', () => {
    expect(everythingWrong(UnitDataSharingForm, FULL).length).toBeGreaterThan(200);
  });

  it('has the sections of the definition, in the order of the paper, and those that the articles demand', () => {
    expect(sectionsOf(UnitDataSharingForm).map(({ key, title }) => [key, title])).toEqual(Object.entries(unitDataSharing.sections));
  });

  it.each([
    ['recipients.receivingUnit', 'REQUIRED', 'recipients.receivingUnit', undefined],
    ['delivery.rawDataReason', 'REQUIRED', 'delivery.rawDataLeavesDomain', true],
    ['sharing.providingUnit', 'BAD_FORMAT', 'sharing.providingUnit', '演示甲医院'],
    ['period.to', 'NOT_AFTER', 'period.to', '2026-03-01'],
    ['purpose.piaRef', 'REQUIRED', 'purpose.piaRef', undefined],
    ['level.important', 'INCONSISTENT', 'level.declaredLevel', 'IMPORTANT'],
    ['provision.conditions', 'REQUIRED', 'provision.conditions', undefined],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    expect(refusals(UnitDataSharingForm, changed(EXAMPLE_FORM, changedPath, value))).toEqual([{ path, code }]);
  });

  it('raw data does not leave a domain within which it is handled', () => {
    const leaving = { ...EXAMPLE_FORM, delivery: { ...EXAMPLE_FORM.delivery, rawDataLeavesDomain: true, rawDataReason: '须核对原始影像' } };
    expect(refusals(UnitDataSharingForm, leaving)).toEqual([{ path: 'delivery.rawDataLeavesDomain', code: 'INCONSISTENT' }]);
    expect(refusals(UnitDataSharingForm, changed(leaving, 'processing.environment', 'OUT_OF_DOMAIN'))).toEqual([]);
  });
});
