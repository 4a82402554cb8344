import type { Branch, Story } from '@workflows/kit/story';
import type { dataDestruction } from './definition';

type Destruction = typeof dataDestruction;

/** 第二十条: 先清点全部副本，评估并审核业务必要性；以不可逆方式逐份销毁；过程留痕。 */
export const story: Story<Destruction> = async (c) => {
  await c.review('request', async (c) => {
    await c.complete('copyInventory');
    await c.approve('necessityAssessment');
    await c.approve('review');
    await c.approve('retentionCheck');
    await c.approve('approval');
    if (c.facts.level !== 'GENERAL') await c.approve('leaderApproval');
    await c.gate('release');
  });
  await c.all(executed);
  await c.complete('certification');
  await c.effect('certificate');
  await c.complete('archive');
  await c.end('DESTROYED');
};

/** 销毁的同时，随时记录处理过程。 */
const executed: Branch<Destruction> = async (c) => {
  c.onDemand('operationLog');
  await c.all(...c.facts.copyIds.map(destroyed));
};

/** 一人执行，两人监销，另一人核验；未达不可逆的，处置后再次执行。 */
const destroyed =
  (copy: string): Branch<Destruction> =>
  async (c) => {
    while (!(await irreversible(c, copy))) await c.complete('partialFailure', { for: copy });
  };

const irreversible = async (c: Parameters<Branch<Destruction>>[0], copy: string): Promise<boolean> => {
  await c.complete('execution', { for: copy });
  await c.complete('witnessing', { for: copy });
  const { outcome } = await c.approve('verification', { for: copy });
  return outcome === 'IRREVERSIBLE';
};
