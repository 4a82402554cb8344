import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const NEXT_YEAR = T0 + 365 * 86_400_000;
const FACTS = { level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: ['dataset-1'], rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedFrom: T0, requestedUntil: NEXT_YEAR };
const begin = (level = 'GENERAL'): Promise<CaseTeller> => CaseTeller.begin('regional-data-access', { ...FACTS, level });

async function reviewed(): Promise<CaseTeller> {
  const told = await begin();
  await told.through('centerOpinion', 'impactAnalysis');
  await told.settle('districtReview', 'APPROVE', { validUntil: NEXT_YEAR });
  return told;
}

async function accessed(): Promise<CaseTeller> {
  const told = await reviewed();
  await told.settle('platformChoice', 'DONE', { platform: 'DISTRICT_BIG_DATA_PLATFORM' });
  await told.through('accessProvisioning', 'accessVerification', 'release');
  return told;
}

describe('regional-data-access', () => {
  it('the centre gives its opinion, the district decides: even against it', async () => {
    const told = await begin();
    expect(told.wanted).toEqual(['centerOpinion']);
    await told.settle('centerOpinion', 'NOT_FEASIBLE');
    await told.through('impactAnalysis');
    expect(told.wanted).toEqual(['districtReview']);
  });

  it('a significant impact is final', async () => {
    const told = await begin();
    await told.through('centerOpinion');
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    expect(told.ended).toBe('PROHIBITED');
  });

  it('important data are assessed for their risks, and decided by the directly responsible person', async () => {
    const told = await begin('IMPORTANT');
    await told.through('centerOpinion', 'impactAnalysis');
    expect(told.wanted).toEqual(['riskAssessment']);
    await told.through('riskAssessment');
    await told.settle('districtReview', 'APPROVE', { validUntil: NEXT_YEAR });
    expect(told.wanted).toEqual(['districtDecision']);
  });

  it('the platform is chosen after the decision, and nothing is provided before the access is verified', async () => {
    const told = await reviewed();
    expect(told.wanted).toEqual(['platformChoice']);
    await told.settle('platformChoice', 'DONE', { platform: 'DISTRICT_BIG_DATA_PLATFORM' });
    await told.through('accessProvisioning');
    await told.settle('accessVerification', 'RETURN');
    expect(told.wanted).toEqual(['correction of provisioning']);
    await told.resubmit('provisioning');
    await told.through('accessVerification', 'release');
    expect(told.wanted).toEqual(['access', 'auditDue']);
  });

  it('usage is audited as long as it lasts; an audit may suspend it, and end it', async () => {
    const told = await accessed();
    await told.elapse('auditDue');
    await told.settle('usageAudit/1', 'SUSPEND');
    expect(told.want('access').grant?.suspended).toBe(true);
    await told.elapse('auditDue');
    await told.settle('usageAudit/2', 'REVOKE');
    await told.through('accessRemoval', 'closure');
    expect(told.ended).toBe('REVOKED');
  });

  it('an access that ran its time is removed and closed', async () => {
    const told = await accessed();
    await told.endGrant('access', 'EXPIRED');
    expect(told.wanted).toEqual(['accessRemoval']);
    await told.through('accessRemoval', 'closure');
    expect(told.ended).toBe('ACCESS_CLOSED');
  });

  it('a level that rises suspends it until it is analysed and reviewed anew', async () => {
    const told = await accessed();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('access').id, reauthorize: true });
    await told.through('impactAnalysis', 'riskAssessment', 'districtReview');
    expect(told.want('access').grant?.suspended).toBe(true);
    await told.through('districtDecision');
    expect(told.want('access').grant?.suspended).toBe(true);
    await told.through('release');
    expect(told.want('access').grant?.suspended).toBe(false);
  });

  it('a significant impact that is found then prohibits it', async () => {
    const told = await accessed();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('access').id, reauthorize: true });
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    await told.through('accessRemoval', 'closure');
    expect(told.ended).toBe('PROHIBITED');
  });
});
