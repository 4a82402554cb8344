import { policyRow } from './policy-set';

const people = (value: number): unknown => ({ type: 'COUNT', value, unit: '人', comparison: '>=' });
const yuan = (value: number): unknown => ({ type: 'COUNT', value, unit: '元', comparison: '>=' });
const outage = (amount: number, unit: string): unknown => ({ type: 'DURATION', amount, unit, comparison: '>=' });
const share = (numerator: number): unknown => expect.objectContaining({ type: 'RATIO', numerator, denominator: 100, comparison: '>=' });

const CONFIRMED: readonly [string, unknown][] = [
  ['severity.EXTREMELY_MAJOR.personalInfo', people(100_000_000)],
  ['severity.MAJOR.personalInfo', people(10_000_000)],
  ['severity.SIGNIFICANT.personalInfo', people(1_000_000)],
  ['severity.EXTREMELY_MAJOR.threat', { type: 'CODE', value: 'EXTREMELY_SEVERE_THREAT' }],
  ['severity.EXTREMELY_MAJOR.ciiOutage', outage(6, 'HOUR')],
  ['severity.EXTREMELY_MAJOR.ciiMainFunction', outage(24, 'HOUR')],
  ['severity.EXTREMELY_MAJOR.affectedShare', share(50)],
  ['severity.EXTREMELY_MAJOR.affectedPeople', people(10_000_000)],
  ['severity.EXTREMELY_MAJOR.directLoss', yuan(100_000_000)],
];

const DRAFT: readonly [string, unknown][] = [
  ['severity.MAJOR.ciiOutage', outage(2, 'HOUR')],
  ['severity.SIGNIFICANT.ciiOutage', outage(30, 'MINUTE')],
  ['severity.MAJOR.ciiMainFunction', outage(6, 'HOUR')],
  ['severity.SIGNIFICANT.ciiMainFunction', outage(2, 'HOUR')],
  ['severity.MAJOR.affectedShare', share(30)],
  ['severity.SIGNIFICANT.affectedShare', share(10)],
  ['severity.MAJOR.affectedPeople', people(1_000_000)],
  ['severity.SIGNIFICANT.affectedPeople', people(100_000)],
  ['severity.MAJOR.directLoss', yuan(20_000_000)],
  ['severity.SIGNIFICANT.directLoss', yuan(5_000_000)],
];

describe('incident severity as data', () => {
  it.each(CONFIRMED)('%s was read in the annex in force', (key, value) => {
    expect(policyRow(key)).toMatchObject({ basisClass: 'F', verified: true });
    expect(policyRow(key).value).toEqual(value);
  });

  it.each(DRAFT)('%s is a figure of the draft and says so', (key, value) => {
    expect(policyRow(key)).toMatchObject({ verified: false, basis: expect.stringContaining('征求意见稿') });
    expect(policyRow(key).value).toEqual(value);
  });

  it.each(['severity.MAJOR.threat', 'severity.SIGNIFICANT.threat'])('%s is second-hand', (key) => {
    expect(policyRow(key)).toMatchObject({ basisClass: 'F2', verified: false });
  });

  it.each(['severity.local.sensitiveSubjects', 'severity.local.anyImportantData', 'severity.local.floor'])('%s is not stated as law', (key) => {
    expect(policyRow(key)).toMatchObject({ basisClass: 'D', verified: false });
  });
});
