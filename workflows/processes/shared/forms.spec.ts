import { digestOf, sectionDigests } from '@libs/domain/digests';
import { refusals } from '@test/support/wrong-forms';
import { SensitiveDataUseForm } from '../sensitive-data-use/form';
import { EXAMPLE_FORM } from '../sensitive-data-use/form.example';
import { DeliveryConstraints } from './form.delivery';
import { SharedRecipient } from './form.recipients';

const declared = (guards: object): object => ({ ...EXAMPLE_FORM, guards: { ...EXAMPLE_FORM.guards, ...guards } });

describe('what was cleared by a special review', () => {
  it.each(['QD-2026-000001', 'QD-2026-1234567'])('is named by the number of its case: %s', (clearanceRef) => {
    expect(refusals(SensitiveDataUseForm, declared({ clearanceRef }))).toEqual([]);
  });

  it.each(['QD-26-000001', 'qd-2026-000001', 'QD-2026-1', '批文〔2026〕1号'])('and by nothing else: %s', (clearanceRef) => {
    expect(refusals(SensitiveDataUseForm, declared({ clearanceRef }))).toEqual([{ path: 'guards.clearanceRef', code: 'BAD_FORMAT' }]);
  });

  it('may be left out, and a form without it has the digest that it had before', () => {
    expect(refusals(SensitiveDataUseForm, EXAMPLE_FORM)).toEqual([]);
    expect(sectionDigests({ ...EXAMPLE_FORM })['guards']).toBe(digestOf({ containsStateSecret: false, aggregatesToSecret: false }));
  });
});

it('whoever receives data has signed the commitment', () => {
  const [user] = EXAMPLE_FORM.recipients.users;
  expect(refusals(SharedRecipient, { ...user })).toEqual([]);
  expect(refusals(SharedRecipient, { ...user, commitmentSigned: false })).toEqual([{ path: 'commitmentSigned', code: 'MUST_BE_TRUE' }]);
});

describe('第四条: the constraints of a delivery', () => {
  const constraints = { rawDataLeavesDomain: false, usableNotVisible: true, metered: true };

  it('raw data leaves the domain for a reason of its own', () => {
    expect(refusals(DeliveryConstraints, constraints)).toEqual([]);
    expect(refusals(DeliveryConstraints, { ...constraints, rawDataLeavesDomain: true })).toEqual([{ path: 'rawDataReason', code: 'REQUIRED' }]);
    expect(refusals(DeliveryConstraints, { ...constraints, rawDataLeavesDomain: true, rawDataReason: '接收方须核对原始影像' })).toEqual([]);
  });

  it('and none is given where none is needed', () => {
    expect(refusals(DeliveryConstraints, { ...constraints, rawDataReason: '无' })).toEqual([{ path: 'rawDataReason', code: 'NOT_APPLICABLE' }]);
  });
});
