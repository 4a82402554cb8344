import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const begin = (changeKind: string, level = 'GENERAL'): Promise<CaseTeller> =>
  CaseTeller.begin('catalogue-change', { changeKind, level, changedAt: T0 - 10 * 86_400_000, resourceId: 'dataset-1', datasetIds: ['dataset-1'] });

async function classified(changeKind: string): Promise<CaseTeller> {
  const told = await begin(changeKind);
  await told.settle('classification', 'CLASSIFIED', { changeKind });
  return told;
}

describe('catalogue-change', () => {
  it.each(['BASIC', 'DERIVED', 'NATIONAL'])('%s: the resource is sorted, classified and graded anew in a case of its own', async (kind) => {
    const told = await classified(kind);
    await told.through('description');
    expect(told.wanted).toEqual(['regrade']);
    await told.endChild('regrade', 'EFFECTIVE');
    expect(told.ended).toBe('REGRADED');
  });

  it('what waits for the national authority is graded as far as the unit can', async () => {
    const told = await classified('BASIC');
    await told.through('description');
    await told.endChild('regrade', 'PENDING_NATIONAL');
    expect(told.ended).toBe('REGRADED');
  });

  it.each(['RETURNED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'])('a grading that ended as %s is taken up again: the duty is not over', async (outcome) => {
    const told = await classified('BASIC');
    await told.through('description');
    await told.endChild('regrade', outcome);
    expect(told.wanted).toEqual(['description']);
    await told.through('description');
    expect(told.wanted).toEqual(['regrade']);
  });

  it('OTHER: it is reported to the district, which only receives, or returns what is incomplete', async () => {
    const told = await classified('OTHER');
    await told.through('changeReport');
    await told.settle('districtReceipt', 'RETURN');
    expect(told.wanted).toEqual(['correction of report']);
    await told.resubmit('report');
    await told.through('districtReceipt');
    expect(told.ended).toBe('REPORTED');
  });

  it('that nothing has changed is proposed by one and confirmed by another', async () => {
    const told = await begin('BASIC');
    await told.settle('classification', 'NO_CHANGE');
    expect(told.wanted).toEqual(['noChangeConfirmation']);
    await told.settle('noChangeConfirmation', 'CHANGED');
    expect(told.wanted).toEqual(['classification']);
    await told.settle('classification', 'NO_CHANGE');
    await told.settle('noChangeConfirmation', 'CONFIRMED');
    expect(told.ended).toBe('NO_CHANGE');
  });

  it('a registration that is unclear is corrected by whoever registered it', async () => {
    const told = await begin('OTHER');
    await told.settle('classification', 'RETURN');
    expect(told.wanted).toEqual(['correction of registration']);
  });
});
