import { CaseTeller } from '@test/support/case-teller';
import { T0 } from '@test/support/journals';

const YEAR_MS = 365 * 86_400_000;
const term = (years: number): Record<string, number> => ({ agreementUntil: T0 + years * YEAR_MS, renewalFrom: T0 + years * YEAR_MS - YEAR_MS / 12 });
const grantOf = (told: CaseTeller): { until: number; suspended: boolean } | undefined => told.picture.wants.find(({ kind }) => kind === 'GRANT')?.grant;

async function granted(): Promise<CaseTeller> {
  const told = await CaseTeller.begin('outsourcing-supervision', { scope: 'OPERATION_MAINTENANCE', level: 'GENERAL', vendorId: 'vendor-1', datasetIds: ['dataset-1'] });
  await told.through('dueDiligence', 'agreementReview', 'leaderApproval');
  await told.settle('signing', 'DONE', term(1));
  await told.settle('accessOpening', 'DONE', { operatorIds: ['operator-1', 'operator-2'] });
  await told.through('access');
  return told;
}

describe('outsourcing-supervision', () => {
  it('opens no access before the agreement is reviewed, approved and signed', async () => {
    const told = await CaseTeller.begin('outsourcing-supervision', { scope: 'CONSTRUCTION', level: 'GENERAL', vendorId: 'vendor-1', datasetIds: ['dataset-1'] });
    for (const step of ['dueDiligence', 'agreementReview', 'leaderApproval', 'signing']) {
      expect(told.wanted).toEqual([step]);
      await told.settle(step, undefined, step === 'signing' ? term(1) : undefined);
    }
    expect(grantOf(told)).toBeUndefined();
  });

  it('asks for the permission of each operator once access is open', async () => {
    const told = await granted();
    expect(told.picture.spawned.map(({ key, subject }) => `${key}/${subject}`)).toEqual(['operatorAccess/operator-1', 'operatorAccess/operator-2']);
  });

  it('audits the logs every period, whether or not the audit before is through', async () => {
    const told = await granted();
    await told.elapse('logAudit');
    await told.elapse('logAudit');
    expect(told.picture.spawned.filter(({ key }) => key === 'logAudit').map(({ subject }) => subject)).toEqual(['1', '2']);
  });

  it('handles two findings at once, each until it is remedied', async () => {
    const told = await granted();
    await told.act('finding');
    await told.act('finding');
    await told.settle('findingDisposal/1', 'REMEDIATE');
    await told.through('remediation/1');
    await told.settle('remediationVerification/1', 'NOT_REMEDIED');
    expect(told.wanted).toEqual(['finding', 'findingDisposal/2', 'logAudit', 'remediation/1', 'renewalDecision', 'vendorAccess']);
  });

  it('a finding may suspend access until it is remedied', async () => {
    const told = await granted();
    await told.act('finding');
    await told.settle('findingDisposal/1', 'SUSPEND');
    expect(grantOf(told)?.suspended).toBe(true);
    expect(told.wanted).toContain('remediation/1');
  });

  it('a renewal is examined like a new engagement and then moves the end', async () => {
    const told = await granted();
    await told.settle('renewalDecision', 'RENEW');
    await told.through('dueDiligence', 'agreementReview', 'leaderApproval');
    expect(grantOf(told)?.until).toBe(term(1).agreementUntil);
    await told.settle('renewalSigning', 'DONE', term(2));
    expect(grantOf(told)?.until).toBe(term(2).agreementUntil);
    expect(told.wanted).toContain('renewalDecision');
  });

  it('a renewal that is refused ends access, and the data still come back', async () => {
    const told = await granted();
    await told.settle('renewalDecision', 'RENEW');
    await told.settle('dueDiligence', 'REJECT');
    expect(told.wanted).toEqual(['accessRevocation', 'dataReturn']);
  });

  it('is clean only when access is revoked and every copy of the vendor is destroyed', async () => {
    const told = await granted();
    await told.endGrant('vendorAccess', 'EXPIRED');
    await told.through('accessRevocation', 'dataReturn');
    await told.endChild('destruction', 'DEFERRED_HOLD');
    expect(told.wanted).toEqual(['retainedCopies']);
    await told.through('retainedCopies');
    await told.endChild('destruction', 'DESTROYED');
    await told.through('terminationCertificate');
    expect(told.ended).toBe('TERMINATED_CLEAN');
  });

  it('a breach ends access, returns the data and leads to accountability', async () => {
    const told = await granted();
    await told.act('finding');
    await told.settle('findingDisposal/1', 'BREACH');
    await told.through('accessRevocation', 'dataReturn');
    await told.endChild('destruction', 'DESTROYED');
    await told.through('terminationCertificate');
    expect(told.ended).toBe('BREACHED');
    expect(told.picture.spawned.at(-1)?.key).toBe('accountability');
  });
});
