import type { Branch, Story } from '@workflows/kit/story';
import type { bulkOperationGrant } from './definition';

type Bulk = typeof bulkOperationGrant;

/** 第十八条: 严格限制批量修改、复制、下载等重要操作权限；一次一授权，限数量、限时间窗，执行后报告。 */
export const story: Story<Bulk> = async (c) => {
  await c.review('application', async (c) => {
    await assessedAndAuthorized(c);
    await c.gate('release');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const granted = await c.granted('operation', { from: 'validFrom', until: 'validUntil', cap: 'cap', reauthorize });
  const report = await c.complete('executionReport');
  if (report.outcome === 'EXCEEDED') await c.end('OVERUSED');
  if (granted.revoked) await c.end('REVOKED');
  await c.end(report.outcome === 'WITHIN' ? 'USED' : 'EXPIRED');
};

const assessedAndAuthorized: Branch<Bulk> = async (c) => {
  await c.approve('assessment');
  await c.approve('authorization');
};

/** 第二十七条: 时间窗内数据级别升高的，重新评估和授权。 */
const reauthorize: Branch<Bulk> = (c) =>
  c.review('reauthorization', async (c) => {
    await assessedAndAuthorized(c);
    await c.gate('release');
  });
