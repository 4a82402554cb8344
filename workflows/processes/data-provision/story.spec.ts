import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const NEXT_YEAR = T0 + 365 * 86_400_000;
const FACTS = { level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: ['dataset-1'], rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedFrom: T0, requestedUntil: NEXT_YEAR };
const begin = (level = 'GENERAL'): Promise<CaseTeller> => CaseTeller.begin('data-provision', { ...FACTS, level });

async function permitted(): Promise<CaseTeller> {
  const told = await begin();
  await told.through('businessReview', 'impactAnalysis', 'minimalityReview');
  await told.settle('unitApproval', 'APPROVE', { validUntil: NEXT_YEAR });
  return told;
}

async function provided(): Promise<CaseTeller> {
  const told = await permitted();
  await told.through('agreement', 'deliveryPreparation', 'deliveryVerification', 'release');
  await told.settle('delivery', 'DONE', { delivered: true });
  return told;
}

describe('data-provision', () => {
  it('a significant impact is final', async () => {
    const told = await begin();
    await told.through('businessReview');
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    expect(told.ended).toBe('PROHIBITED');
  });

  it('the risks of important data are assessed before anybody permits it, and the group leader permits it as well', async () => {
    const told = await begin('IMPORTANT');
    await told.through('businessReview', 'impactAnalysis', 'minimalityReview');
    expect(told.wanted).toEqual(['riskAssessment']);
    await told.through('riskAssessment');
    await told.settle('unitApproval', 'APPROVE', { validUntil: NEXT_YEAR });
    expect(told.wanted).toEqual(['leaderApproval']);
  });

  it('agrees with the recipient after the permission, and prepares the delivery after the agreement', async () => {
    const told = await permitted();
    expect(told.wanted).toEqual(['agreement']);
    await told.through('agreement');
    expect(told.wanted).toEqual(['deliveryPreparation']);
  });

  it('delivers nothing before the set-up is verified by another', async () => {
    const told = await permitted();
    await told.through('agreement', 'deliveryPreparation');
    await told.settle('deliveryVerification', 'RETURN');
    expect(told.wanted).toEqual(['correction of preparation']);
    await told.resubmit('preparation');
    await told.through('deliveryVerification', 'release');
    expect(told.wanted).toEqual(['delivery', 'provision']);
  });

  it.each([
    ['EXPIRED', 'PROVIDED'],
    ['HANDED_BACK', 'PROVIDED'],
    ['REVOKED', 'REVOKED'],
  ] as const)('is recorded and closed when it is over: %s is %s', async (reason, ended) => {
    const told = await provided();
    await told.endGrant('provision', reason);
    expect(told.wanted).toEqual(['provisionRecord']);
    await told.through('provisionRecord');
    await told.settle('closure', 'DONE', { disposition: 'DESTROY' });
    expect(told.ended).toBe(ended);
    expect(told.picture.spawned.map(({ key }) => key)).toEqual(['destruction']);
  });

  it('what was returned is not destroyed again', async () => {
    const told = await provided();
    await told.endGrant('provision', 'EXPIRED');
    await told.through('provisionRecord');
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.picture.spawned).toEqual([]);
  });

  it('a level that rises suspends it until it is analysed and permitted anew', async () => {
    const told = await provided();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('provision').id, reauthorize: true });
    await told.through('impactAnalysis', 'minimalityReview', 'riskAssessment', 'unitApproval');
    expect(told.want('provision').grant?.suspended).toBe(true);
    await told.through('leaderApproval');
    expect(told.want('provision').grant?.suspended).toBe(true);
    await told.through('release');
    expect(told.want('provision').grant?.suspended).toBe(false);
  });

  it('a significant impact that is found then prohibits it', async () => {
    const told = await provided();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('provision').id, reauthorize: true });
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    await told.through('provisionRecord');
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.ended).toBe('PROHIBITED');
  });

  it.each([
    ['EXPIRED', 'EXPIRED'],
    ['HANDED_BACK', 'WITHDRAWN'],
  ] as const)('a permission under which nothing was delivered is no provision: %s is %s', async (reason, ended) => {
    const told = await permitted();
    await told.through('agreement', 'deliveryPreparation', 'deliveryVerification', 'release');
    await told.endGrant('provision', reason);
    await told.through('provisionRecord');
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.ended).toBe(ended);
  });
});
