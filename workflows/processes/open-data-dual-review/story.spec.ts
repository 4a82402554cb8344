import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const NEXT_YEAR = T0 + 365 * 86_400_000;
const begin = (facts = {}): Promise<CaseTeller> => CaseTeller.begin('open-data-dual-review', { level: 'GENERAL', sensitive: false, datasetIds: ['dataset-1'], requestedUntil: NEXT_YEAR, ...facts });

async function reviewed(facts = {}): Promise<CaseTeller> {
  const told = await begin(facts);
  await told.through('completeness', 'ethicsReview', 'ethicsOpinion', 'technicalReview');
  return told;
}

async function opened(): Promise<CaseTeller> {
  const told = await reviewed();
  await told.through('impactAnalysis');
  await told.settle('unitSignOff', 'APPROVE', { validUntil: NEXT_YEAR });
  await told.through('setUp', 'setUpVerification', 'filing', 'filingReceipt', 'opening', 'openingNotice');
  return told;
}

describe('open-data-dual-review', () => {
  it('asks both bodies side by side, and nobody further before both have decided', async () => {
    const told = await begin();
    expect(told.wanted).toEqual(['completeness']);
    await told.through('completeness');
    expect(told.wanted).toEqual(['ethicsReview', 'technicalReview']);
    await told.through('technicalReview');
    expect(told.wanted).toEqual(['ethicsReview']);
  });

  it.each(['ethicsReview', 'technicalReview'])('a refusal of %s ends the case while the other body is still at it', async (body) => {
    const told = await begin();
    await told.through('completeness');
    await told.settle(body, 'REJECT');
    expect(told.ended).toBe('REJECTED');
  });

  it('a correction that touches the other body asks it again', async () => {
    const told = await begin();
    await told.through('completeness', 'technicalReview');
    await told.settle('ethicsReview', 'REVIEW_AGAIN');
    await told.resubmit('dossier', 'technicalReview');
    expect(told.wanted).toEqual(['ethicsReview', 'technicalReview']);
  });

  it('a correction that does not touch the other body leaves its decision, and its open session, alone', async () => {
    const told = await begin();
    await told.through('completeness');
    const session = told.want('ethicsReview').id;
    await told.settle('technicalReview', 'RETURN');
    expect(told.wanted).toEqual(['correction of dossier', 'ethicsReview']);
    await told.resubmit('dossier');
    expect(told.wanted).toEqual(['ethicsReview', 'technicalReview']);
    expect(told.want('ethicsReview').id).toBe(session);
  });

  it('an approval after revision stands, and the chair confirms the revision before the opinion is issued', async () => {
    const told = await begin();
    await told.through('completeness', 'technicalReview');
    await told.settle('ethicsReview', 'APPROVE_AFTER_REVISION');
    expect(told.wanted).toEqual(['correction of dossier']);
    await told.resubmit('dossier');
    expect(told.wanted).toEqual(['ethicsOpinion']);
  });

  it('a finding of significant impact is final', async () => {
    const told = await reviewed();
    await told.settle('impactAnalysis', 'SIGNIFICANT');
    expect(told.ended).toBe('PROHIBITED');
  });

  it('important data need the group leader as well', async () => {
    const told = await reviewed({ level: 'IMPORTANT' });
    await told.through('impactAnalysis');
    await told.settle('unitSignOff', 'APPROVE', { validUntil: NEXT_YEAR });
    expect(told.wanted).toEqual(['leaderSignOff']);
  });

  it('opens nothing before the filing is received', async () => {
    const told = await reviewed();
    await told.through('impactAnalysis');
    await told.settle('unitSignOff', 'APPROVE', { validUntil: NEXT_YEAR });
    await told.through('setUp', 'filing');
    await told.settle('filingReceipt', 'RETURN');
    expect(told.wanted).toEqual(['correction of filingReview', 'setUpVerification']);
  });

  it('the committee may suspend the opening in a follow-up, and terminate it in the next', async () => {
    const told = await opened();
    await told.elapse('followUp');
    await told.settle('followUpReview/1', 'SUSPEND');
    expect(told.want('opening').grant?.suspended).toBe(true);
    await told.elapse('followUp');
    await told.settle('followUpReview/2', 'TERMINATE');
    await told.through('takeDown', 'closure');
    expect(told.ended).toBe('WITHDRAWN');
  });

  it('a level that rises has it reviewed anew, and checked again before it is open once more', async () => {
    const told = await opened();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('opening').id, reauthorize: true });
    await told.through('ethicsReview', 'ethicsOpinion', 'technicalReview', 'impactAnalysis', 'unitSignOff', 'leaderSignOff');
    expect(told.want('opening').grant?.suspended).toBe(true);
    await told.through('resumption');
    expect(told.want('opening').grant?.suspended).toBe(false);
  });

  it('a significant impact that is found then prohibits it', async () => {
    const told = await opened();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('opening').id, reauthorize: true });
    await told.through('ethicsReview', 'ethicsOpinion', 'technicalReview');
    await told.settle('impactAnalysis', 'SIGNIFICANT', { impact: 'SIGNIFICANT' });
    await told.through('takeDown', 'closure');
    expect(told.ended).toBe('PROHIBITED');
  });

  it('two follow-ups that are due at once are two', async () => {
    const told = await opened();
    await told.elapse('followUp');
    await told.elapse('followUp');
    expect(told.wanted).toEqual(['followUp', 'followUpReview/1', 'followUpReview/2', 'opening']);
  });

  it('an opening that ran its time is taken down and closed', async () => {
    const told = await opened();
    await told.endGrant('opening', 'EXPIRED');
    await told.through('takeDown', 'closure');
    expect(told.ended).toBe('OPENED');
  });
});
