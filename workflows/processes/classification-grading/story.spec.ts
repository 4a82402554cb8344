import type { FactValues } from '@workflows/kit/definition';
import { CaseTeller } from '@test/support/case-teller';

const begin = (facts: FactValues = {}): Promise<CaseTeller> =>
  CaseTeller.begin('classification-grading', { level: 'GENERAL', lowered: false, sensitive: false, subjectCount: 100, datasetIds: ['dataset-1'], ...facts });

async function reported(facts?: FactValues): Promise<CaseTeller> {
  const told = await begin(facts);
  await told.through('sortingReview', 'unitApproval', ...(facts?.['level'] ? ['leaderApproval'] : []), 'listSubmission');
  return told;
}

describe('classification-grading', () => {
  it('is reviewed and approved in the unit, reported as a list, and effective once the district has accepted it', async () => {
    const told = await reported();
    expect(told.wanted).toEqual(['districtReview']);
    await told.endChild('districtReview', 'ACCEPTED');
    expect(told.ended).toBe('EFFECTIVE');
  });

  it('a level below the suggestion needs a second reviewer', async () => {
    const told = await begin({ lowered: true });
    await told.through('sortingReview');
    expect(told.wanted).toEqual(['secondReview']);
    await told.settle('secondReview', 'REJECT');
    expect(told.ended).toBe('REJECTED');
  });

  it.each(['IMPORTANT', 'CORE'])('%s data needs the group leader', async (level) => {
    const told = await begin({ level });
    await told.through('sortingReview', 'unitApproval');
    expect(told.wanted).toEqual(['leaderApproval']);
  });

  it('a level that was corrected upward is no longer lowered, and asks only what it has to', async () => {
    const told = await begin({ lowered: true });
    await told.through('sortingReview');
    await told.settle('secondReview', 'RETURN');
    await told.feed({ type: 'resubmitted', id: told.want('inventory', 'CORRECTION').id, stale: [], facts: { lowered: false, level: 'IMPORTANT' } });
    expect(told.wanted).toEqual(['unitApproval']);
    await told.through('unitApproval');
    expect(told.wanted).toEqual(['leaderApproval']);
  });

  it.each([
    ['RETURNED', 'RETURNED'],
    ['TERMINATED', 'RETURNED'],
    ['PENDING_NATIONAL', 'PENDING_NATIONAL'],
  ])('a list that ends as %s at the district leaves the grading %s', async (outcome, ended) => {
    const told = await reported({ level: 'IMPORTANT' });
    await told.endChild('districtReview', outcome);
    expect(told.ended).toBe(ended);
  });
});
