import { SECRET_CAUSES } from '@libs/domain/special-review';
import { CaseTeller } from '@test/support/case-teller';

const begin = (cause: string): Promise<CaseTeller> => CaseTeller.begin('special-review-gate', { cause, processType: 'sensitive-data-use' });

describe('special-review-gate', () => {
  it.each(SECRET_CAUSES)('%s is handed over and never comes back: nobody is asked for an answer', async (cause) => {
    const told = await begin(cause);
    expect(told.wanted).toEqual(['referral']);
    await told.through('referral');
    expect(told.ended).toBe('REFERRED_OUT');
  });

  it.each([
    ['CROSS_BORDER', 'CLEARED'],
    ['CROSS_BORDER', 'BLOCKED'],
    ['CROSS_BORDER', 'REFERRED_OUT'],
    ['AGGREGATION_CHECK', 'CLEARED'],
    ['AGGREGATION_CHECK', 'REFERRED_OUT'],
  ])('%s waits for the answer of the authority, and ends as it says: %s', async (cause, answer) => {
    const told = await begin(cause);
    await told.through('referral');
    expect(told.wanted).toEqual(['externalReply']);
    await told.settle('externalReply', answer);
    expect(told.ended).toBe(answer);
  });
});
