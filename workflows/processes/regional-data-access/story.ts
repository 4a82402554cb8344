import type { Branch, Story } from '@workflows/kit/story';
import type { regionalDataAccess } from './definition';

type Access = typeof regionalDataAccess;

/** 第三十四条第二款: 区归集数据经区卫生健康委审核后，只通过区大数据资源平台或者区卫生信息共享交换平台获取。 */
export const story: Story<Access> = async (c) => {
  await c.review('application', async (c) => {
    await c.approve('centerOpinion');
    await assessedAndReviewed(c);
    await c.complete('platformChoice');
    await provisioned(c);
    await c.gate('release');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const access = await c.granted('access', { from: 'requestedFrom', until: 'validUntil', reauthorize }, async (c) => {
    c.every('auditDue', async (c, nth) => void (await c.approve('usageAudit', { for: nth })));
  });
  await c.complete('accessRemoval');
  await c.complete('closure');
  if (access.by === 'SIGNIFICANT') await c.end('PROHIBITED');
  await c.end(access.revoked ? 'REVOKED' : 'ACCESS_CLOSED');
};

/** 有显著负面影响的，不得提供；重要数据另评估风险，并由直接责任人审核。 */
const assessedAndReviewed: Branch<Access> = async (c) => {
  await c.approve('impactAnalysis');
  if (c.facts.level !== 'GENERAL') await c.approve('riskAssessment');
  await c.approve('districtReview');
  if (c.facts.level !== 'GENERAL') await c.approve('districtDecision');
};

/** 第十九条: 身份鉴别、访问控制，确保获得授权的使用方访问。 */
const provisioned: Branch<Access> = (c) =>
  c.review('provisioning', async (c) => {
    await c.complete('accessProvisioning');
    await c.approve('accessVerification');
  });

/** 第二十七条: 获取期间级别升高的，重新研判和审核，再经开通校验才恢复。 */
const reauthorize: Branch<Access> = (c) =>
  c.review('reauthorization', async (c) => {
    await assessedAndReviewed(c);
    await c.gate('release');
  });
