import { CaseTeller } from '@test/support/case-teller';

const begin = (level = 'GENERAL'): Promise<CaseTeller> => CaseTeller.begin('district-inventory-review', { level, datasetIds: ['dataset-1'] });

describe('district-inventory-review', () => {
  it('checks that the list is complete, reviews it, and takes it into the district catalogue', async () => {
    const told = await begin();
    await told.through('completeness', 'listReview', 'aggregation');
    expect(told.ended).toBe('ACCEPTED');
  });

  it('has the unit complete what is missing, and looks at the list again', async () => {
    const told = await begin();
    await told.settle('completeness', 'RETURN');
    expect(told.wanted).toEqual(['correction of completion']);
    await told.resubmit('completion');
    expect(told.wanted).toEqual(['completeness']);
  });

  it('returns a list that does not hold: the unit grades again', async () => {
    const told = await begin();
    await told.through('completeness');
    await told.settle('listReview', 'RETURN_LIST');
    expect(told.ended).toBe('RETURNED');
  });

  it.each(['IMPORTANT', 'CORE'])('proposes what is %s upward, and waits for what the national authority determines', async (level) => {
    const told = await begin(level);
    await told.through('completeness', 'listReview', 'aggregation', 'proposal');
    expect(told.wanted).toEqual(['nationalDecision']);
    await told.through('nationalDecision');
    expect(told.ended).toBe('ACCEPTED');
  });

  it('ends without the determination where there is none yet: what was proposed protects', async () => {
    const told = await begin('IMPORTANT');
    await told.through('completeness', 'listReview', 'aggregation', 'proposal');
    await told.settle('nationalDecision', 'PENDING');
    expect(told.ended).toBe('PENDING_NATIONAL');
  });
});
