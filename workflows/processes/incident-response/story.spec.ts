import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const NO = {
  suggestedSeverity: 'ORDINARY',
  escalated: false,
  ciiInvolved: false,
  suspectedCrime: false,
  personalInfo: false,
  noticeOrdered: false,
  harmsOthers: false,
  minors: false,
  stateSecret: false,
  vulnerability: false,
  publicRelevant: false,
  leakTraced: false,
  incomplete: false,
};
const begin = (facts = {}): Promise<CaseTeller> => CaseTeller.begin('incident-response', { discoveredAt: T0 - 600_000, ...NO, ...facts });
const steps = (told: CaseTeller): string[] => told.wanted.filter((path) => path !== 'supplement' && path !== 'severityRaise');

async function handled(facts = {}): Promise<CaseTeller> {
  const told = await begin(facts);
  await told.through('districtReport', 'districtAcknowledgement', 'planActivation', 'containment');
  await told.settle('severityAssessment', 'ASSESSED', { severity: 'ORDINARY' });
  await told.through('eradication', 'eradicationVerification');
  return told;
}

describe('incident-response', () => {
  it('neither reporting nor containment waits for the other', async () => {
    const told = await begin();
    expect(steps(told)).toEqual(['districtReport', 'planActivation', 'severityAssessment']);
    await told.through('planActivation', 'containment');
    expect(steps(told)).toEqual(['districtReport', 'severityAssessment']);
  });

  it('an ordinary incident has no national line', async () => {
    expect(steps(await handled())).toEqual(['districtClosure']);
  });

  it('the line to the cyberspace administration starts with the assessment', async () => {
    const told = await begin();
    await told.settle('severityAssessment', 'ASSESSED', { severity: 'SIGNIFICANT', ciiInvolved: false });
    expect(steps(told)).toEqual(['cyberspaceReport', 'districtReport', 'planActivation']);
  });

  it('with critical infrastructure, protection authority and police are both told', async () => {
    const told = await begin();
    await told.settle('severityAssessment', 'ASSESSED', { severity: 'SIGNIFICANT', ciiInvolved: true });
    expect(steps(told)).toEqual(['ciiPoliceReport', 'ciiReport', 'districtReport', 'planActivation']);
  });

  it('a line starts later when the district raises the severity, and a further raise does not start it twice', async () => {
    const told = await handled();
    await told.act('severityRaise', { severity: 'SIGNIFICANT' });
    expect(steps(told)).toEqual(['cyberspaceReport', 'districtClosure']);
    await told.act('severityRaise', { severity: 'MAJOR' });
    expect(steps(told)).toEqual(['cyberspaceReport', 'districtClosure']);
  });

  it('a supplement starts the notices that its facts call for', async () => {
    const told = await handled();
    await told.act('supplement', { personalInfo: true, minors: true, suspectedCrime: true });
    expect(steps(told)).toEqual(['districtClosure', 'minorsNotice', 'personalInfoReport', 'policeReport', 'subjectNoticeDecision']);
  });

  it('what the first report leaves open is reported next, beside everything else', async () => {
    expect(steps(await begin({ incomplete: true }))).toEqual(['districtReport', 'followUpReport', 'planActivation', 'severityAssessment']);
  });

  it('what a report finds out calls for its duty, though it was the last thing that went on', async () => {
    const told = await handled({ incomplete: true });
    await told.through('districtClosure');
    expect(told.wanted).toEqual(['followUpReport']);
    await told.settle('followUpReport', 'DONE', { suspectedCrime: true });
    expect(told.wanted).toEqual(['policeReport']);
  });

  it('a defect of a product that endangers the public is reported whatever the severity', async () => {
    expect(steps(await handled({ vulnerability: true }))).toEqual(['districtClosure', 'vulnerabilityReport']);
  });

  it('what the district treats as at least significant is briefed on within it, and starts no national line', async () => {
    expect(steps(await handled({ escalated: true }))).toEqual(['districtBriefing', 'districtClosure']);
  });

  it('individuals are told where the authority demands it, though the unit found the harm avoided', async () => {
    const told = await handled({ personalInfo: true });
    await told.settle('subjectNoticeDecision', 'HARM_AVOIDED');
    await told.act('supplement', { noticeOrdered: true });
    expect(steps(told)).toEqual(['districtClosure', 'orderedNotice', 'personalInfoReport']);
  });

  it('individuals need not be told where the harm was avoided, the authority must be', async () => {
    const told = await handled({ personalInfo: true });
    await told.settle('subjectNoticeDecision', 'HARM_AVOIDED');
    expect(steps(told)).toEqual(['districtClosure', 'personalInfoReport']);
  });

  it('the district may confirm, but the case waits for every statutory line that began', async () => {
    const told = await handled({ harmsOthers: true });
    await told.through('districtClosure');
    expect(told.wanted).toEqual(['partyNotice']);
    await told.through('partyNotice');
    expect(told.wanted).toEqual(['accountabilityDecision', 'planReview', 'summaryReport']);
  });

  it('what the district does not accept is handled further', async () => {
    const told = await handled();
    await told.settle('districtClosure', 'RETURN');
    await told.resubmit('eradicationReview', 'eradication', 'eradicationVerification');
    expect(steps(told)).toEqual(['eradication']);
  });

  it('a false alarm ends early, but only by the word of the district', async () => {
    const told = await begin();
    await told.settle('severityAssessment', 'FALSE_ALARM');
    expect(told.ended).toBeUndefined();
    await told.settle('falseAlarmConfirmation', 'INCIDENT');
    expect(steps(told)).toContain('severityAssessment');
    await told.settle('severityAssessment', 'FALSE_ALARM');
    await told.settle('falseAlarmConfirmation', 'CONFIRMED');
    expect(told.ended).toBe('FALSE_ALARM');
  });

  it('a leak is traced level by level without anyone deciding so', async () => {
    const told = await handled({ leakTraced: true });
    await told.through('districtClosure');
    expect(told.wanted).toEqual(['planReview', 'summaryReport']);
    expect(told.picture.spawned.map(({ key }) => key)).toEqual(['accountability']);
  });

  it('closes with the summary, and revises the plan where that is needed', async () => {
    const told = await handled();
    await told.through('districtClosure', 'summaryReport');
    await told.settle('accountabilityDecision', 'NO_BREACH');
    await told.settle('planReview', 'REVISE');
    expect(told.wanted).toEqual(['planRevision']);
    await told.through('planRevision');
    expect(told.ended).toBe('CLOSED');
    expect(told.picture.spawned).toEqual([]);
  });
});
