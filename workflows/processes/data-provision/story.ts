import type { Branch, Story } from '@workflows/kit/story';
import type { dataProvision } from './definition';

type Provision = typeof dataProvision;

/** 第三十二条: 提供前研判影响，有显著负面影响的，不得对外提供；限于最小范围；未经单位许可，不得提供。 */
export const story: Story<Provision> = async (c) => {
  await c.review('application', async (c) => {
    await c.approve('businessReview');
    await assessedAndPermitted(c);
    await c.complete('agreement');
    await prepared(c);
    await c.gate('release');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const provision = await c.granted('provision', { from: 'requestedFrom', until: 'validUntil', reauthorize }, async (c) => {
    await c.complete('delivery');
  });
  await c.complete('provisionRecord');
  await c.complete('closure');
  if (c.facts.disposition === 'DESTROY') c.spawn('destruction');
  if (provision.by === 'SIGNIFICANT') await c.end('PROHIBITED');
  if (provision.revoked) await c.end('REVOKED');
  if (!c.facts.delivered) await c.end(provision.reason === 'EXPIRED' ? 'EXPIRED' : 'WITHDRAWN');
  await c.end('PROVIDED');
};

/** 重要数据提供前另评估风险，并经领导小组组长许可。 */
const assessedAndPermitted: Branch<Provision> = async (c) => {
  await c.approve('impactAnalysis');
  await c.approve('minimalityReview');
  if (c.facts.level !== 'GENERAL') await c.approve('riskAssessment');
  await c.approve('unitApproval');
  if (c.facts.level !== 'GENERAL') await c.approve('leaderApproval');
};

const prepared: Branch<Provision> = (c) =>
  c.review('preparation', async (c) => {
    await c.complete('deliveryPreparation');
    await c.approve('deliveryVerification');
  });

/** 第二十七条: 提供期间级别升高的，重新研判和许可，再经交付校验才恢复。 */
const reauthorize: Branch<Provision> = (c) =>
  c.review('reauthorization', async (c) => {
    await assessedAndPermitted(c);
    await c.gate('release');
  });
