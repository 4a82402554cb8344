import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const DUE = T0 + 30 * 86_400_000;

async function submitted(issueIds: readonly string[] = [], submittedAt = T0): Promise<CaseTeller> {
  const told = await CaseTeller.begin('annual-risk-assessment', { year: 2026, opensAt: T0, dueAt: DUE });
  await told.through('assessment');
  await told.settle('drafting', 'DONE', { issueIds });
  await told.through('leaderReview', 'signature');
  await told.settle('submission', 'DONE', { submittedAt });
  return told;
}

describe('annual-risk-assessment', () => {
  it('is assessed, drafted, reviewed, signed and submitted, and the district checks its contents', async () => {
    const told = await submitted();
    expect(told.wanted).toEqual(['completenessCheck']);
    await told.through('completenessCheck');
    expect(told.ended).toBe('ACCEPTED');
  });

  it('an incomplete report is amended, reviewed, signed and submitted again', async () => {
    const told = await submitted();
    await told.settle('completenessCheck', 'RETURN');
    expect(told.wanted).toEqual(['correction of report']);
    await told.resubmit('report', 'leaderReview', 'signature', 'submission');
    await told.through('leaderReview', 'signature', 'submission', 'completenessCheck');
    expect(told.ended).toBe('ACCEPTED');
  });

  it('is over when each problem that it found is remedied', async () => {
    const told = await submitted(['issue-1', 'issue-2']);
    await told.through('completenessCheck');
    expect(told.wanted).toEqual(['remediation/issue-1', 'remediation/issue-2']);
    await told.through('remediation/issue-2', 'remediation/issue-1');
    expect(told.ended).toBe('ACCEPTED');
  });

  it('what came after the year is found late, whatever it says', async () => {
    const told = await submitted(['issue-1'], DUE + 1);
    await told.through('completenessCheck');
    expect(told.wanted).toEqual(['overdueFinding', 'remediation/issue-1']);
    await told.through('remediation/issue-1', 'overdueFinding');
    expect(told.ended).toBe('OVERDUE');
  });

  it('what came at the last instant is not late', async () => {
    const told = await submitted([], DUE);
    await told.through('completenessCheck');
    expect(told.ended).toBe('ACCEPTED');
  });
});
