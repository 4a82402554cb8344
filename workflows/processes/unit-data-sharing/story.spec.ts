import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const NEXT_YEAR = T0 + 365 * 86_400_000;
const FACTS = { level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: ['dataset-1'], mode: 'SHARE', rawDataLeavesDomain: false, usableNotVisible: true, metered: true, requestedFrom: T0, requestedUntil: NEXT_YEAR };
const begin = (facts = {}): Promise<CaseTeller> => CaseTeller.begin('unit-data-sharing', { ...FACTS, ...facts });

async function approved(facts = {}): Promise<CaseTeller> {
  const told = await begin(facts);
  await told.through('businessReview', 'impactAnalysis', 'minimalityReview');
  await told.settle('unitApproval', 'APPROVE', { validUntil: NEXT_YEAR });
  return told;
}

async function shared(): Promise<CaseTeller> {
  const told = await approved();
  await told.through('deliveryPreparation', 'deliveryVerification', 'filing', 'filingReceipt', 'release');
  return told;
}

describe('unit-data-sharing', () => {
  it('the business owner looks first, then the impact is analysed, then whether it is the least', async () => {
    const told = await begin();
    for (const step of ['businessReview', 'impactAnalysis', 'minimalityReview', 'unitApproval']) {
      expect(told.wanted).toEqual([step]);
      await told.through(step);
    }
  });

  it('a significant impact is final', async () => {
    const told = await begin();
    await told.through('businessReview');
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    expect(told.ended).toBe('PROHIBITED');
  });

  it('important data are assessed for their risks, and approved by the group leader as well', async () => {
    const told = await begin({ level: 'IMPORTANT' });
    await told.through('businessReview', 'impactAnalysis', 'minimalityReview');
    expect(told.wanted).toEqual(['riskAssessment']);
    await told.through('riskAssessment');
    await told.settle('unitApproval', 'APPROVE', { validUntil: NEXT_YEAR });
    expect(told.wanted).toEqual(['leaderApproval']);
  });

  it('is filed while the delivery is set up, and nothing is delivered before the receipt', async () => {
    const told = await approved();
    expect(told.wanted).toEqual(['deliveryPreparation', 'filing']);
    await told.through('deliveryPreparation', 'deliveryVerification', 'filing');
    expect(told.wanted).toEqual(['filingReceipt']);
    await told.through('filingReceipt', 'release');
    expect(told.wanted).toEqual(['delivery', 'sharing']);
  });

  it('a filing that is returned is completed by the unit, while the set-up goes on', async () => {
    const told = await approved();
    await told.through('filing');
    await told.settle('filingReceipt', 'RETURN');
    expect(told.wanted).toEqual(['correction of filingReview', 'deliveryPreparation']);
    await told.resubmit('filingReview');
    expect(told.wanted).toEqual(['deliveryPreparation', 'filingReceipt']);
  });

  it.each([
    ['OPENED', 'SHARED_FILED'],
    ['PROHIBITED', 'PROHIBITED'],
    ['REJECTED', 'REJECTED'],
    ['WITHDRAWN', 'REJECTED'],
  ])('what is to be opened goes to the dual review; %s there is %s here', async (outcome, ended) => {
    const told = await begin({ mode: 'OPEN' });
    await told.through('businessReview', 'impactAnalysis', 'minimalityReview');
    expect(told.wanted).toEqual(['dualReview']);
    await told.endChild('dualReview', outcome);
    expect(told.ended).toBe(ended);
  });

  it('usage is looked at as long as it lasts, and may end it', async () => {
    const told = await shared();
    await told.settle('delivery', 'DONE', { delivered: true });
    await told.elapse('usageCheck');
    await told.settle('usageReview/1', 'SUSPEND');
    expect(told.want('sharing').grant?.suspended).toBe(true);
    await told.elapse('usageCheck');
    await told.settle('usageReview/2', 'REVOKE');
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.ended).toBe('REVOKED');
    expect(told.picture.spawned).toEqual([]);
  });

  it('a sharing that is over leaves nothing behind: what is not returned is destroyed, as a case of its own', async () => {
    const told = await shared();
    await told.settle('delivery', 'DONE', { delivered: true });
    await told.endGrant('sharing', 'EXPIRED');
    await told.settle('closure', 'DONE', { disposition: 'DESTROY' });
    expect(told.ended).toBe('SHARED_FILED');
    expect(told.picture.spawned.map(({ key }) => key)).toEqual(['destruction']);
  });

  it('a level that rises suspends it until it is analysed and approved anew', async () => {
    const told = await shared();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('sharing').id, reauthorize: true });
    await told.through('impactAnalysis', 'minimalityReview', 'riskAssessment', 'unitApproval');
    expect(told.want('sharing').grant?.suspended).toBe(true);
    await told.through('leaderApproval');
    expect(told.want('sharing').grant?.suspended).toBe(true);
    await told.through('release');
    expect(told.want('sharing').grant?.suspended).toBe(false);
  });

  it('a significant impact that is found then prohibits it', async () => {
    const told = await shared();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('sharing').id, reauthorize: true });
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.ended).toBe('PROHIBITED');
  });

  it.each([
    ['EXPIRED', 'EXPIRED'],
    ['HANDED_BACK', 'WITHDRAWN'],
  ] as const)('a sharing under which nothing was delivered is none: %s is %s', async (reason, ended) => {
    const told = await shared();
    await told.endGrant('sharing', reason);
    await told.settle('closure', 'DONE', { disposition: 'RETURN' });
    expect(told.ended).toBe(ended);
  });
});
