import { compareSeverities, internalSeverity, mostSevere, SEVERITIES, suggestSeverity, type SeverityCriterion } from './severity';

const criterion = (severity: SeverityCriterion['severity'], measure: SeverityCriterion['measure'], reach: SeverityCriterion['reach'], verified = true): SeverityCriterion => ({ key: `${severity}.${measure}`, severity, measure, reach, verified });
const TABLE = [
  criterion('MAJOR', 'personalInfo', 100),
  criterion('SIGNIFICANT', 'personalInfo', 10),
  criterion('EXTREMELY_MAJOR', 'directLoss', 1_000, false),
  criterion('SIGNIFICANT', 'threat', 'RELATIVELY_SEVERE_THREAT'),
  criterion('MAJOR', 'threat', 'SEVERE_THREAT'),
  criterion('MAJOR', 'affectedShare', { percent: 30, of: 'PREFECTURE' }),
];

describe('the severity that is suggested', () => {
  it('is ordinary where nothing is reached, and says what is not known', () => {
    expect(suggestSeverity({ personalInfo: 9 }, TABLE)).toEqual({ severity: 'ORDINARY', reached: [], verifiedSeverity: 'ORDINARY', unknown: ['threat', 'ciiOutage', 'ciiMainFunction', 'affectedShare', 'affectedPeople', 'directLoss'] });
  });

  it.each([
    [9, 'ORDINARY'],
    [10, 'SIGNIFICANT'],
    [99, 'SIGNIFICANT'],
    [100, 'MAJOR'],
  ])('of %i people is %s: the number itself is included', (personalInfo, severity) => expect(suggestSeverity({ personalInfo }, TABLE).severity).toBe(severity));

  it.each([
    ['NO_SUCH_THREAT', 'ORDINARY'],
    ['RELATIVELY_SEVERE_THREAT', 'SIGNIFICANT'],
    ['EXTREMELY_SEVERE_THREAT', 'MAJOR'],
  ] as const)('of the threat %s is %s', (threat, severity) => expect(suggestSeverity({ threat }, TABLE).severity).toBe(severity));

  it('takes a share of a larger area for one of a smaller, and never the other way', () => {
    const of = (area: 'DISTRICT' | 'PREFECTURE' | 'PROVINCE') => suggestSeverity({ affectedShare: { percent: 30, of: area } }, TABLE).severity;
    expect([of('DISTRICT'), of('PREFECTURE'), of('PROVINCE')]).toEqual(['ORDINARY', 'MAJOR', 'MAJOR']);
  });

  it('is the most severe of all that are reached, and tells what verified figures alone would give', () => {
    const { severity, verifiedSeverity, reached } = suggestSeverity({ personalInfo: 10, directLoss: 1_000 }, TABLE);
    expect({ severity, verifiedSeverity, reached: reached.map(({ key }) => key) }).toEqual({ severity: 'EXTREMELY_MAJOR', verifiedSeverity: 'SIGNIFICANT', reached: ['EXTREMELY_MAJOR.directLoss', 'SIGNIFICANT.personalInfo'] });
  });
});

describe('the severity within the district', () => {
  const LOCAL = { sensitiveSubjects: 100, anyImportantData: true, floor: 'SIGNIFICANT' } as const;
  it.each([
    [{}, 'ORDINARY'],
    [{ sensitiveSubjects: 99 }, 'ORDINARY'],
    [{ sensitiveSubjects: 100 }, 'SIGNIFICANT'],
    [{ importantData: true }, 'SIGNIFICANT'],
    [{ importantData: false }, 'ORDINARY'],
  ])('of an ordinary incident with %j is %s', (known, severity) => expect(internalSeverity('ORDINARY', known, LOCAL)).toBe(severity));

  it('is never milder than the incident is', () => expect(internalSeverity('MAJOR', { importantData: true }, LOCAL)).toBe('MAJOR'));
  it('minds important data only where the policy does', () => expect(internalSeverity('ORDINARY', { importantData: true }, { ...LOCAL, anyImportantData: false })).toBe('ORDINARY'));
});

test('severities have one order', () => {
  expect(SEVERITIES.toSorted(compareSeverities)).toEqual([...SEVERITIES]);
  expect(mostSevere(SEVERITIES)).toBe('EXTREMELY_MAJOR');
  expect(mostSevere([])).toBe('ORDINARY');
});
