import type { FormClass } from '@libs/forms/registry';
import { sectionsOf } from '@libs/forms/ui-schema';
import { changed, describeForms, everythingWrong, refusals } from '@test/support/wrong-forms';
import * as provision from '../shared/provision.example';
import { openDataDualReview } from './definition';
import { FORMS, OpenDataDualReviewForm } from './form';
import * as given from './form.example';

const { EXAMPLE_FORM } = given;

/** Every field filled in, those that few dossiers need too. */
const FULL: OpenDataDualReviewForm = {
  ...EXAMPLE_FORM,
  guards: { ...EXAMPLE_FORM.guards, clearanceRef: 'QD-2026-000001' },
};

const EVIDENCE: Record<keyof typeof FORMS.evidence, object> = {
  Completeness: given.COMPLETENESS,
  EthicsOpinion: given.ETHICS_OPINION,
  TechnicalReview: given.TECHNICAL_REVIEW,
  OpeningFiling: given.OPENING_FILING,
  TakeDown: given.takeDownOn('2026-12-31'),
  OpenClosure: given.closureOn('2027-01-10'),
  ImpactAnalysis: provision.IMPACT_ANALYSIS,
  ProvisionApproval: provision.approvalUntil('2026-12-31'),
  ProvisionLeaderApproval: provision.approvalUntil('2026-12-31'),
  FilingReceipt: provision.INCOMPLETE,
  DeliveryPreparation: provision.PREPARATION,
  DeliveryVerification: provision.VERIFICATION,
};

describeForms([
  ['OpenDataDualReviewForm', OpenDataDualReviewForm, FULL],
  ...Object.entries(FORMS.evidence).map(([name, cls]): [string, FormClass, object] => [name, cls, EVIDENCE[name as keyof typeof EVIDENCE]]),
]);

describe('the dossier of an open project', () => {
  it('is wrong in more than three hundred ways that the test above has tried', () => {
    expect(everythingWrong(OpenDataDualReviewForm, FULL).length).toBeGreaterThan(300);
  });

  it('has the sections of the definition, in the order of the paper', () => {
    expect(sectionsOf(OpenDataDualReviewForm).map(({ key, title }) => [key, title])).toEqual(Object.entries(openDataDualReview.sections));
  });

  it.each([
    ['period.to', 'NOT_AFTER', 'period.to', '2026-03-01'],
    ['purpose.piaRef', 'REQUIRED', 'purpose.piaRef', undefined],
    ['level.important', 'INCONSISTENT', 'level.declaredLevel', 'IMPORTANT'],
    ['ethics.identityNotPublished', 'MUST_BE_TRUE', 'ethics.identityNotPublished', false],
    ['ethics.consentProcess', 'REQUIRED', 'ethics.waiverReason', undefined],
    ['project.conflictNote', 'REQUIRED', 'project.conflictNote', undefined],
    ['delivery.constraints.rawDataReason', 'REQUIRED', 'delivery.constraints.rawDataLeavesDomain', true],
  ])('refuses at %s with %s when %s is %j', (path, code, changedPath, value) => {
    const form = path === 'ethics.consentProcess' ? changed(changed(EXAMPLE_FORM, 'ethics.consentWaiver', false), changedPath, value) : changed(EXAMPLE_FORM, changedPath, value);
    expect(refusals(OpenDataDualReviewForm, form)).toEqual([{ path, code }]);
  });

  it('上海市数据条例 第四十一条: opens personal information under conditions at most', () => {
    const unconditional = changed(changed(EXAMPLE_FORM, 'delivery.openType', 'UNCONDITIONAL'), 'delivery.conditions', undefined);
    expect(refusals(OpenDataDualReviewForm, unconditional)).toEqual([{ path: 'delivery.openType', code: 'INCONSISTENT' }]);
    expect(refusals(OpenDataDualReviewForm, changed(unconditional, 'data.sensitive', false))).toEqual([]);
  });
});
