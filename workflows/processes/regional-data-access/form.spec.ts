import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import * as given from '../shared/provision.example';
import { regionalDataAccess } from './definition';
import * as own from './evidence.example';
import { FORMS, RegionalDataAccessForm } from './form';
import { EXAMPLE_FORM } from './form.example';

/** Every field filled in, those that few requests need too. */
const FULL: RegionalDataAccessForm = { ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' } };

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  CenterOpinion: own.OPINION,
  ImpactAnalysis: given.IMPACT_ANALYSIS,
  ProvisionRiskAssessment: given.RISK_ASSESSMENT,
  ProvisionApproval: given.approvalUntil('2026-08-31'),
  ProvisionLeaderApproval: given.approvalUntil('2026-08-31'),
  PlatformChoice: own.PLATFORM,
  DeliveryPreparation: given.PREPARATION,
  DeliveryVerification: given.VERIFICATION,
  UsageReview: given.USAGE_REVIEW,
  AccessRemoval: own.removalOn('2026-09-01'),
  AccessClosure: own.closureOn('2026-09-02'),
};

describeForms([
  ['RegionalDataAccessForm', RegionalDataAccessForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the request of channel B', () => {
  it('is wrong in more than two hundred ways that the test above has tried', () => {
    expect(everythingWrong(RegionalDataAccessForm, FULL).length).toBeGreaterThan(200);
  });

  it('has the sections of the definition, in the order of the paper, and those that the articles demand', () => {
    expect(sectionsOf(RegionalDataAccessForm).map(({ key, title }) => [key, title])).toEqual(Object.entries(regionalDataAccess.sections));
  });

  it.each([
    ['purpose.purpose', '目的'],
    ['processing.method', '方式'],
    ['data.extractionRule', '范围'],
    ['data.dataCategory', '类别'],
    ['period.to', '期限'],
  ])('第三十四条 asks for %s: %s', (path) => {
    expect(refusals(RegionalDataAccessForm, changed(EXAMPLE_FORM, path, undefined))).toEqual([{ path, code: 'REQUIRED' }]);
  });

  it('G11: no other platform than the two can be chosen', () => {
    expect(refusals(FORMS.evidence.PlatformChoice, own.PLATFORM)).toEqual([]);
    expect(refusals(FORMS.evidence.PlatformChoice, { ...own.PLATFORM, platform: 'UNIT_INTERFACE' })).toEqual([{ path: 'platform', code: 'NOT_IN_LIST' }]);
  });
});
