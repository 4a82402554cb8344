import type { Branch, FactsOf, Story, Words } from '@workflows/kit/story';
import type { incidentResponse } from './definition';

type Incident = typeof incidentResponse;
type Severity = FactsOf<Incident>['severity'];
type ReportKey = Parameters<Words<Incident>['complete']>[0];

/** 第十条: 立即报告区卫生健康委；同时处置，防止危害扩大，消除隐患；及时公布警示信息。达到等级或涉及特定情形的，另按法定时限报告、通知。 */
export const story: Story<Incident> = async (c) => {
  await c.during(
    (c) => c.all(reportedToDistrict, handled),
    { when: (f) => f.incomplete, then: reported('followUpReport') },
    { when: (f) => f.escalated, then: reported('districtBriefing') },
    { when: (f) => isSerious(f.severity) && !f.ciiInvolved, then: reported('cyberspaceReport') },
    { when: (f) => isSerious(f.severity) && f.ciiInvolved, then: (c) => c.all(reported('ciiReport'), reported('ciiPoliceReport')) },
    { when: (f) => f.suspectedCrime, then: reported('policeReport') },
    { when: (f) => f.personalInfo, then: (c) => c.all(reported('personalInfoReport'), subjectsNotified) },
    { when: (f) => f.noticeOrdered, then: reported('orderedNotice') },
    { when: (f) => f.harmsOthers, then: reported('partyNotice') },
    { when: (f) => f.minors, then: reported('minorsNotice') },
    { when: (f) => f.stateSecret, then: reported('secrecyReport') },
    { when: (f) => f.vulnerability, then: reported('vulnerabilityReport') },
    { when: (f) => f.publicRelevant, then: publicWarned },
  );
  await c.all(reported('summaryReport'), heldToAccount, planReviewed);
  await c.end('CLOSED');
};

const isSerious = (severity: Severity): boolean => severity === 'SIGNIFICANT' || isMajor(severity);
const isMajor = (severity: Severity): boolean => severity === 'MAJOR' || severity === 'EXTREMELY_MAJOR';

const reported =
  (key: ReportKey): Branch<Incident> =>
  async (c) => {
    await c.complete(key);
  };

const reportedToDistrict: Branch<Incident> = async (c) => {
  await c.complete('districtReport');
  await c.approve('districtAcknowledgement');
};

const handled: Branch<Incident> = async (c) => {
  c.onDemand('supplement');
  c.onDemand('severityRaise');
  await c.all(contained, assessed);
  await c.review('eradicationReview', async (c) => {
    await c.complete('eradication');
    await c.approve('eradicationVerification');
    await c.approve('districtClosure');
  });
};

const contained: Branch<Incident> = async (c) => {
  await c.complete('planActivation');
  await c.complete('containment');
};

/** 误报由区里确认；区里不认可的，重新研判。 */
const assessed: Branch<Incident> = async (c) => {
  while ((await c.approve('severityAssessment')).outcome === 'FALSE_ALARM') await c.approve('falseAlarmConfirmation');
};

const subjectsNotified: Branch<Incident> = async (c) => {
  if ((await c.approve('subjectNoticeDecision')).outcome === 'NOTIFY') await c.complete('subjectNotice');
};

const publicWarned: Branch<Incident> = async (c) => {
  if ((await c.approve('publicWarningDecision')).outcome === 'WARN') await c.complete('publicWarning');
};

/** 第三十八条: 泄露或重大事件一律倒查；其他由组长决定。 */
const heldToAccount: Branch<Incident> = async (c) => {
  const triggered = c.facts.leakTraced || isMajor(c.facts.severity);
  if (triggered || (await c.approve('accountabilityDecision')).outcome === 'OPEN') c.spawn('accountability');
};

const planReviewed: Branch<Incident> = async (c) => {
  if ((await c.complete('planReview')).outcome === 'REVISE') await c.complete('planRevision');
};
