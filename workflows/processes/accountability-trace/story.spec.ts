import { CaseTeller } from '@test/support/case-teller';
import { LEVELS } from './definition';

async function opened(lastLevel: 'groupLeaderLevel' | 'districtLevel'): Promise<CaseTeller> {
  const told = await CaseTeller.begin('accountability-trace', { trigger: 'LEAK', incidentId: 'incident-1' });
  await told.through('evidenceFreeze');
  await told.settle('opening', 'OPEN', { lastLevel });
  return told;
}

describe('accountability-trace', () => {
  it('freezes the evidence before anything else', async () => {
    const told = await CaseTeller.begin('accountability-trace', { trigger: 'LEAK', incidentId: 'incident-1' });
    expect(told.wanted).toEqual(['evidenceFreeze']);
  });

  it('concludes one level after another and skips none, whatever each concludes', async () => {
    const told = await opened('districtLevel');
    for (const [index, level] of LEVELS.entries()) {
      expect(told.wanted).toEqual([level]);
      await told.settle(level, index % 2 ? 'RESPONSIBLE' : 'NOT_RESPONSIBLE');
    }
    expect(told.wanted).toEqual(['responsibilityFinding']);
  });

  it('stays in the unit where the facts do not reach into the district', async () => {
    const told = await opened('groupLeaderLevel');
    await told.through('operatorLevel', 'administratorLevel', 'designatedLeaderLevel', 'groupLeaderLevel');
    expect(told.wanted).toEqual(['responsibilityFinding']);
  });

  it('a finding that is sent back asks again for the levels that it touches, in order', async () => {
    const told = await opened('groupLeaderLevel');
    await told.through('operatorLevel', 'administratorLevel', 'designatedLeaderLevel', 'groupLeaderLevel');
    await told.settle('responsibilityFinding', 'RETURN');
    await told.resubmit('trace', 'administratorLevel', 'groupLeaderLevel');
    expect(told.wanted).toEqual(['administratorLevel']);
    await told.through('administratorLevel');
    expect(told.wanted).toEqual(['groupLeaderLevel']);
  });

  it('ends at once where no duty was breached', async () => {
    const told = await CaseTeller.begin('accountability-trace', { trigger: 'LEAK', incidentId: 'incident-1' });
    await told.through('evidenceFreeze');
    await told.settle('opening', 'NO_BREACH');
    expect(told.ended).toBe('NO_BREACH');
  });

  it.each([
    ['DISPOSE', [], 'CONCLUDED'],
    ['REFER', ['referral'], 'REFERRED'],
  ])('a disposition %s ends as %s, with lessons drawn either way', async (outcome, referral, terminal) => {
    const told = await opened('groupLeaderLevel');
    await told.through('operatorLevel', 'administratorLevel', 'designatedLeaderLevel', 'groupLeaderLevel', 'responsibilityFinding');
    await told.settle('disposition', outcome);
    await told.through(...referral, 'lessons', 'closure');
    expect(told.ended).toBe(terminal);
  });
});
