import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const SOON = T0 + 30 * 86_400_000;
const begin = (level = 'GENERAL'): Promise<CaseTeller> =>
  CaseTeller.begin('sensitive-data-use', { level, sensitive: true, subjectCount: 1_000, datasetIds: ['dataset-1'], requestedUntil: SOON });

async function inUse(level = 'GENERAL'): Promise<CaseTeller> {
  const told = await begin(level);
  await told.through('initialAssessment', 'secondaryAssessment');
  await told.settle('secondaryAuthorization', 'APPROVE', { validUntil: SOON });
  if (level !== 'GENERAL') await told.through('leaderAuthorization');
  await told.through('desensitization', 'desensitizationVerification', 'leakControlAttestation', 'release', 'authorizationDocument');
  return told;
}

describe('sensitive-data-use', () => {
  it('assesses a second time, authorizes, and releases only what is desensitized and verified', async () => {
    const told = await inUse();
    expect(told.wanted).toEqual(['use']);
    await told.endGrant('use', 'EXPIRED');
    await told.through('closure');
    expect(told.ended).toBe('CLOSED');
  });

  it('important data need the group leader as well', async () => {
    const told = await begin('IMPORTANT');
    await told.through('initialAssessment', 'secondaryAssessment');
    await told.settle('secondaryAuthorization', 'APPROVE', { validUntil: SOON });
    expect(told.wanted).toEqual(['leaderAuthorization']);
  });

  it('a correction asks again only for what it made stale', async () => {
    const told = await begin();
    await told.through('initialAssessment', 'secondaryAssessment');
    await told.settle('secondaryAuthorization', 'RETURN');
    await told.resubmit('application', 'secondaryAssessment');
    expect(told.wanted).toEqual(['secondaryAssessment']);
  });

  it('desensitization that does not hold is done again by the custodian, not by the applicant', async () => {
    const told = await begin();
    await told.through('initialAssessment', 'secondaryAssessment');
    await told.settle('secondaryAuthorization', 'APPROVE', { validUntil: SOON });
    await told.through('desensitization');
    await told.settle('desensitizationVerification', 'RETURN');
    expect(told.wanted).toEqual(['correction of preparation']);
  });

  it('a level that rises during use suspends it until it is assessed and authorized anew', async () => {
    const told = await inUse();
    await told.feed({ type: 'factsChanged', cause: 'REGRADE', facts: { level: 'IMPORTANT' }, stale: [] });
    await told.feed({ type: 'grantSuspended', id: told.want('use').id, reauthorize: true });
    await told.through('secondaryAssessment', 'secondaryAuthorization');
    expect(told.want('use').grant?.suspended).toBe(true);
    await told.through('leaderAuthorization');
    // A level of its own may forbid what was let pass before (G19): it is looked at again.
    expect(told.want('use').grant?.suspended).toBe(true);
    await told.through('release');
    expect(told.want('use').grant?.suspended).toBe(false);
  });

  it.each([
    ['DESTROY', ['destruction']],
    ['RETURN', []],
    ['RENEW', []],
  ])('第二十条: what is left is destroyed in a case of its own, where that was agreed: %s', async (disposition, spawned) => {
    const told = await inUse();
    await told.endGrant('use', 'HANDED_BACK');
    await told.settle('closure', 'DONE', { disposition });
    expect(told.picture.spawned.map(({ key }) => key)).toEqual(spawned);
    expect(told.ended).toBe('CLOSED');
  });

  it('a use that was revoked ends as revoked, after its closure is recorded', async () => {
    const told = await inUse();
    await told.endGrant('use', 'REVOKED');
    expect(told.ended).toBeUndefined();
    await told.through('closure');
    expect(told.ended).toBe('REVOKED');
  });
});
