import type { Branch, Story } from '@workflows/kit/story';
import type { sensitiveDataUse } from './definition';

type Use = typeof sensitiveDataUse;

/** 第十八条: 单位内二次评估和授权；使用前脱敏；到期或撤销即止。第二十条: 使用所留副本，另案销毁。 */
export const story: Story<Use> = async (c) => {
  await c.review('application', async (c) => {
    await c.approve('initialAssessment');
    await assessedAndAuthorized(c);
    await c.review('preparation', async (c) => {
      await c.complete('desensitization');
      await c.approve('desensitizationVerification');
    });
    await c.complete('leakControlAttestation');
    await c.gate('release');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const use = await c.granted('use', { until: 'validUntil', reauthorize }, async (c) => {
    await c.effect('authorizationDocument');
  });
  await c.complete('closure');
  if (c.facts.disposition === 'DESTROY') c.spawn('destruction');
  await c.end(use.revoked ? 'REVOKED' : 'CLOSED');
};

const assessedAndAuthorized: Branch<Use> = async (c) => {
  await c.approve('secondaryAssessment');
  await c.approve('secondaryAuthorization');
  if (c.facts.level !== 'GENERAL') await c.approve('leaderAuthorization');
};

/** 第二十七条: 使用期间数据级别升高的，重新评估和授权。 */
const reauthorize: Branch<Use> = (c) =>
  c.review('reauthorization', async (c) => {
    await assessedAndAuthorized(c);
    await c.gate('release');
  });
