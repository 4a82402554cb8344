import { dataProvision } from '../data-provision/definition';
import { unitDataSharing } from '../unit-data-sharing/definition';

describe.each([unitDataSharing, dataProvision])('$id', ({ distinct }) => {
  const apart = (one: string, other: string): boolean => distinct.some(({ among }) => among.includes(one) && among.includes(other));

  it.each(['impactAnalysis', 'minimalityReview', 'riskAssessment'])('%s is made by somebody who neither looked first nor approves', (assessment) => {
    for (const other of ['businessReview', 'unitApproval', 'leaderApproval', 'APPLICANT']) expect([other, apart(assessment, other)]).toEqual([other, true]);
  });

  it('one administrator may make all three', () => expect(apart('impactAnalysis', 'minimalityReview') || apart('impactAnalysis', 'riskAssessment')).toBe(false));
});
