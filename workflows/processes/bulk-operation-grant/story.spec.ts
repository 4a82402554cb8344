import { DAY_MS } from '@libs/domain/calendar';
import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const UNTIL = { validUntil: T0 + 7 * DAY_MS, cap: 500 };

async function begun(): Promise<CaseTeller> {
  return CaseTeller.begin('bulk-operation-grant', { level: 'GENERAL', sensitive: true, subjectCount: 800, datasetIds: ['d1'], useGrantId: 'g1', operation: 'BULK_DOWNLOAD', cap: 800, requestedUntil: UNTIL.validUntil });
}
async function granted(): Promise<CaseTeller> {
  const told = await begun();
  await told.through('assessment');
  await told.settle('authorization', 'APPROVE', UNTIL);
  await told.through('release');
  return told;
}

describe('bulk-operation-grant', () => {
  it('is assessed, then authorised, and granted once', async () => {
    const told = await begun();
    expect(told.wanted).toEqual(['assessment']);
    await told.through('assessment');
    expect(told.wanted).toEqual(['authorization']);
    await told.settle('authorization', 'APPROVE', UNTIL);
    await told.through('release');
    expect(told.wanted).toEqual(['operation']);
  });

  it.each([
    ['WITHIN', 'USED'],
    ['EXCEEDED', 'OVERUSED'],
    ['NOT_EXECUTED', 'EXPIRED'],
  ])('a report of %s ends it as %s', async (outcome, end) => {
    const told = await granted();
    await told.endGrant('operation', 'EXPIRED');
    expect(told.wanted).toEqual(['executionReport']);
    await told.settle('executionReport', outcome);
    expect(told.ended).toBe(end);
  });

  it('what was revoked is reported all the same, and what was too much is told before anything else', async () => {
    const [revoked, exceeded] = [await granted(), await granted()];
    for (const told of [revoked, exceeded]) await told.endGrant('operation', 'REVOKED');
    await revoked.settle('executionReport', 'WITHIN');
    await exceeded.settle('executionReport', 'EXCEEDED');
    expect([revoked.ended, exceeded.ended]).toEqual(['REVOKED', 'OVERUSED']);
  });

  it('a window that is over grants nothing', async () => {
    const told = await begun();
    await told.through('assessment');
    await told.settle('authorization', 'APPROVE', { validUntil: T0, cap: 1 });
    await told.through('release');
    expect(told.ended).toBe('EXPIRED');
  });
});
