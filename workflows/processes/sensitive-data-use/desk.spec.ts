import { endOfDay } from '@libs/domain/calendar';
import { shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import { sensitiveDataUseDesk } from './desk';
import { EXAMPLE_FORM } from './form.example';

const around = {
  now: shanghai('2026-02-02 09:00'),
  orgId: 'unit',
  facts: { requestedUntil: endOfDay('2026-08-31') },
  datasets: [],
  policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])),
};
const authorizedUntil = (validUntil: string) => sensitiveDataUseDesk.readEvidence('secondaryAuthorization', 'APPROVE', { validUntil }, around);

describe('第十八条: an authorisation carries its end', () => {
  it.each([
    ['2026-02-28', endOfDay('2026-02-28')],
    ['2026-02-28T12:00:00+08:00', shanghai('2026-02-28 12:00')],
  ])('%s is taken', (text, at) => expect(authorizedUntil(text)).toEqual({ value: { validUntil: at } }));

  it.each([
    ['2026-02-30', 'NOT_A_DATE'],
    ['2026-02-30T12:00:00+08:00', 'NOT_A_DATE'],
    ['2026-02-28T25:00:00+08:00', 'NOT_A_DATE'],
    ['2026-02-02T08:59:59+08:00', 'IN_THE_PAST'],
    ['2026-09-01', 'BEYOND_REQUEST'],
  ])('%s is refused as %s', (text, code) => expect(authorizedUntil(text)).toMatchObject({ errors: [{ path: 'validUntil', code }] }));
});

describe('the period that is asked for', () => {
  const longest = (from: string, to: string): string[] => {
    const read = sensitiveDataUseDesk.readForm({ ...EXAMPLE_FORM, period: { from, to } }, around);
    return 'errors' in read ? read.errors.filter(({ path }) => path === 'period.to').map(({ code }) => code) : [];
  };

  it('may be as long as the policy says, counted from the day after the first, and not a day longer', () => {
    expect(longest('2026-03-01', '2026-08-28')).toEqual([]);
    expect(longest('2026-03-01', '2026-08-29')).toEqual(['PERIOD_TOO_LONG']);
  });

  it('is not over yet', () => expect(longest('2026-01-01', '2026-02-01')).toEqual(['IN_THE_PAST']));
});
