import type { Story } from '@workflows/kit/story';
import type { classificationGrading } from './definition';

/** 第二十九、三十条: 先分类后分级，就高从严；单位批准后上报清单。第二十三条: 核心、重要数据由国家主管部门确定，单位只提建议。 */
export const story: Story<typeof classificationGrading> = async (c) => {
  await c.review('inventory', async (c) => {
    await c.approve('sortingReview');
    if (c.facts.lowered) await c.approve('secondReview');
    await c.approve('unitApproval');
    if (c.facts.level !== 'GENERAL') await c.approve('leaderApproval');
  });
  await c.complete('listSubmission');
  const { outcome } = await c.child('districtReview');
  if (outcome === 'PENDING_NATIONAL') await c.end('PENDING_NATIONAL');
  await c.end(outcome === 'ACCEPTED' ? 'EFFECTIVE' : 'RETURNED');
};
