import type { IncidentMeasures, LocalMeasures } from '@libs/domain/severity';
import { POLICY_SET } from './policy-set';
import { adviseSeverity, SEVERITY_KEYS, severityCriteria } from './severity-table';
import type { PolicyValues } from './typed-values';

const POLICIES: PolicyValues = Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value]));
const advise = (measures: IncidentMeasures & LocalMeasures) => adviseSeverity(measures, POLICIES);
const share = (percent: number, of: 'DISTRICT' | 'PREFECTURE' | 'PROVINCE'): IncidentMeasures => ({ affectedShare: { percent, of } });

/** regulation.md §5.3, each boundary of it: below, and at the number (以上 includes it). */
const BOUNDARIES: readonly [known: IncidentMeasures, severity: string, verified: string][] = [
  [{ personalInfo: 999_999 }, 'ORDINARY', 'ORDINARY'],
  [{ personalInfo: 1_000_000 }, 'SIGNIFICANT', 'SIGNIFICANT'],
  [{ personalInfo: 9_999_999 }, 'SIGNIFICANT', 'SIGNIFICANT'],
  [{ personalInfo: 10_000_000 }, 'MAJOR', 'MAJOR'],
  [{ personalInfo: 99_999_999 }, 'MAJOR', 'MAJOR'],
  [{ personalInfo: 100_000_000 }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [{ threat: 'NO_SUCH_THREAT' }, 'ORDINARY', 'ORDINARY'],
  [{ threat: 'RELATIVELY_SEVERE_THREAT' }, 'SIGNIFICANT', 'ORDINARY'],
  [{ threat: 'SEVERE_THREAT' }, 'MAJOR', 'ORDINARY'],
  [{ threat: 'EXTREMELY_SEVERE_THREAT' }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [{ ciiOutage: 29 }, 'ORDINARY', 'ORDINARY'],
  [{ ciiOutage: 30 }, 'SIGNIFICANT', 'ORDINARY'],
  [{ ciiOutage: 119 }, 'SIGNIFICANT', 'ORDINARY'],
  [{ ciiOutage: 120 }, 'MAJOR', 'ORDINARY'],
  [{ ciiOutage: 359 }, 'MAJOR', 'ORDINARY'],
  [{ ciiOutage: 360 }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [{ ciiMainFunction: 119 }, 'ORDINARY', 'ORDINARY'],
  [{ ciiMainFunction: 120 }, 'SIGNIFICANT', 'ORDINARY'],
  [{ ciiMainFunction: 360 }, 'MAJOR', 'ORDINARY'],
  [{ ciiMainFunction: 1_439 }, 'MAJOR', 'ORDINARY'],
  [{ ciiMainFunction: 1_440 }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [share(9, 'PROVINCE'), 'ORDINARY', 'ORDINARY'],
  [share(10, 'DISTRICT'), 'SIGNIFICANT', 'ORDINARY'],
  [share(30, 'DISTRICT'), 'SIGNIFICANT', 'ORDINARY'],
  [share(30, 'PREFECTURE'), 'MAJOR', 'ORDINARY'],
  [share(50, 'PREFECTURE'), 'MAJOR', 'ORDINARY'],
  [share(49, 'PROVINCE'), 'MAJOR', 'ORDINARY'],
  [share(50, 'PROVINCE'), 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [{ affectedPeople: 99_999 }, 'ORDINARY', 'ORDINARY'],
  [{ affectedPeople: 100_000 }, 'SIGNIFICANT', 'ORDINARY'],
  [{ affectedPeople: 1_000_000 }, 'MAJOR', 'ORDINARY'],
  [{ affectedPeople: 9_999_999 }, 'MAJOR', 'ORDINARY'],
  [{ affectedPeople: 10_000_000 }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
  [{ directLoss: 4_999_999 }, 'ORDINARY', 'ORDINARY'],
  [{ directLoss: 5_000_000 }, 'SIGNIFICANT', 'ORDINARY'],
  [{ directLoss: 20_000_000 }, 'MAJOR', 'ORDINARY'],
  [{ directLoss: 99_999_999 }, 'MAJOR', 'ORDINARY'],
  [{ directLoss: 100_000_000 }, 'EXTREMELY_MAJOR', 'EXTREMELY_MAJOR'],
];

describe('regulation.md §5.3', () => {
  it.each(BOUNDARIES)('%j is %s, and %s by verified figures alone', (known, severity, verifiedSeverity) => expect(advise(known)).toMatchObject({ severity, verifiedSeverity }));

  it('reads each row of the table once', () => {
    expect(severityCriteria(POLICIES)).toHaveLength(21);
    expect([...SEVERITY_KEYS].sort()).toEqual(POLICY_SET.map(({ key }) => key).filter((key) => key.startsWith('severity.')).sort());
  });

  it('does not pass off a figure that a site has set for one that was read', () => {
    const key = 'severity.SIGNIFICANT.personalInfo';
    const set: PolicyValues = { ...POLICIES, [key]: { type: 'COUNT', value: 50, unit: '人', comparison: '>=' } };
    expect(adviseSeverity({ personalInfo: 50 }, set)).toMatchObject({ severity: 'SIGNIFICANT', verifiedSeverity: 'ORDINARY' });
  });

  it('says what it rests on, what is not verified, and what is not known', () => {
    expect(advise({ directLoss: 5_000_000 }).reasons).toEqual([
      '直接经济损失达到较大的标准（不少于 5,000,000 元），该数字未经正式文本核实',
      '仅按已核实的数字为一般；按未核实的数字从严建议为较大。',
      expect.stringContaining('尚未填报：泄露公民个人信息、'),
    ]);
  });
});

describe('the local overlay', () => {
  it.each<[LocalMeasures, string]>([
    [{ sensitiveSubjects: 99_999 }, 'ORDINARY'],
    [{ sensitiveSubjects: 100_000 }, 'SIGNIFICANT'],
    [{ importantData: true }, 'SIGNIFICANT'],
  ])('%j is %s within the district, and ordinary by the law', (known, internal) => {
    expect(advise(known)).toMatchObject({ severity: 'ORDINARY', internal });
  });

  it('is no statutory grade, and says so', () => expect(advise({ importantData: true }).reasons.at(-1)).toContain('不是法定分级'));
});
