import type { Branch, Repeated, Story } from '@workflows/kit/story';
import type { outsourcingSupervision } from './definition';

type Outsourcing = typeof outsourcingSupervision;

/** 第十三条: 签订数据安全保护和保密协议后方可访问；严格监管并定期审计日志；期满收回权限、返还或删除数据。 */
export const story: Story<Outsourcing> = async (c) => {
  await c.review('engagement', async (c) => {
    await examined(c);
    await c.complete('signing');
    await c.complete('accessOpening');
    await c.gate('access');
  });
  if (c.now >= c.facts.agreementUntil) await c.end('EXPIRED');
  const access = await c.granted('vendorAccess', { until: 'agreementUntil' }, supervised);
  await c.all(revoked, returnedOrDeleted);
  await c.complete('terminationCertificate');
  if (access.by !== 'BREACH') await c.end('TERMINATED_CLEAN');
  c.spawn('accountability');
  await c.end('BREACHED');
};

const examined: Branch<Outsourcing> = async (c) => {
  await c.approve('dueDiligence');
  await c.approve('agreementReview');
  await c.approve('leaderApproval');
};

const supervised: Branch<Outsourcing> = async (c) => {
  for (const operator of c.facts.operatorIds) c.spawn('operatorAccess', { for: operator });
  c.every('logAudit', async (c, nth) => c.spawn('logAudit', { for: nth }));
  c.onDemand('finding', disposed);
  while ((await c.approve('renewalDecision')).outcome === 'RENEW') await renewed(c);
};

/** 整改、暂停访问整改、终止，或者认定违约。 */
const disposed: Repeated<Outsourcing> = async (c, nth) => {
  const { outcome } = await c.approve('findingDisposal', { for: nth });
  if (outcome === 'NO_ACTION') return;
  do await c.complete('remediation', { for: nth });
  while ((await c.approve('remediationVerification', { for: nth })).outcome !== 'REMEDIED');
};

/** 续签与新签同样调查、审核和批准；不获批准的，终止访问。 */
const renewed: Branch<Outsourcing> = (c) =>
  c.review('renewal', async (c) => {
    await examined(c);
    await c.complete('renewalSigning');
  });

const revoked: Branch<Outsourcing> = async (c) => {
  await c.complete('accessRevocation');
};

const returnedOrDeleted: Branch<Outsourcing> = async (c) => {
  await c.complete('dataReturn');
  while ((await c.child('destruction')).outcome !== 'DESTROYED') await c.approve('retainedCopies');
};
