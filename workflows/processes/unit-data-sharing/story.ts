import type { Branch, Story } from '@workflows/kit/story';
import type { unitDataSharing } from './definition';

type Sharing = typeof unitDataSharing;

/** 第三十四条第一款: 数据提供单位内部审核后共享开放，并向区卫生健康委备案；备案前不交付。 */
export const story: Story<Sharing> = async (c) => {
  await c.review('application', async (c) => {
    await c.approve('businessReview');
    await assessedAndApproved(c);
    await c.all(prepared, filed);
    await c.gate('release');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const sharing = await c.granted('sharing', { from: 'requestedFrom', until: 'validUntil', reauthorize }, async (c) => {
    await c.complete('delivery');
    c.every('usageCheck', async (c, nth) => void (await c.approve('usageReview', { for: nth })));
  });
  await c.complete('closure');
  if (c.facts.disposition === 'DESTROY') c.spawn('destruction');
  if (sharing.by === 'SIGNIFICANT') await c.end('PROHIBITED');
  if (sharing.revoked) await c.end('REVOKED');
  if (!c.facts.delivered) await c.end(sharing.reason === 'EXPIRED' ? 'EXPIRED' : 'WITHDRAWN');
  await c.end('SHARED_FILED');
};

/** 第三十二条: 有显著负面影响的，不得提供；限于最小范围；重要数据提供前评估风险。 */
const assessedAndApproved: Branch<Sharing> = async (c) => {
  await c.approve('impactAnalysis');
  await c.approve('minimalityReview');
  if (c.facts.level !== 'GENERAL') await c.approve('riskAssessment');
  if (c.facts.mode === 'OPEN') await openedUnderDualReview(c);
  await c.approve('unitApproval');
  if (c.facts.level !== 'GENERAL') await c.approve('leaderApproval');
};

/** 第三十四条第三款: 开放的，由伦理与技术双审核批准、备案和开放。 */
const openedUnderDualReview: Branch<Sharing> = async (c) => {
  const { outcome } = await c.child('dualReview');
  if (outcome === 'OPENED') await c.end('SHARED_FILED');
  await c.end(outcome === 'PROHIBITED' ? 'PROHIBITED' : 'REJECTED');
};

const prepared: Branch<Sharing> = (c) =>
  c.review('preparation', async (c) => {
    await c.complete('deliveryPreparation');
    await c.approve('deliveryVerification');
  });

/** 区里只收备案，材料不齐的退回。 */
const filed: Branch<Sharing> = (c) =>
  c.review('filingReview', async (c) => {
    await c.complete('filing');
    await c.approve('filingReceipt');
  });

/** 第二十七条: 共享期间级别升高的，重新研判和批准，再经交付校验才恢复。 */
const reauthorize: Branch<Sharing> = (c) =>
  c.review('reauthorization', async (c) => {
    await assessedAndApproved(c);
    await c.gate('release');
  });
