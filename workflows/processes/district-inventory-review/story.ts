import type { Story } from '@workflows/kit/story';
import type { districtInventoryReview } from './definition';

/** 第三十条（二）: 单位上报清单，区卫生健康委审核汇总。第二十三条: 核心、重要数据由国家主管部门确定，区里只上报建议。 */
export const story: Story<typeof districtInventoryReview> = async (c) => {
  await c.review('completion', async (c) => {
    await c.approve('completeness');
    await c.approve('listReview');
  });
  await c.complete('aggregation');
  if (c.facts.level !== 'GENERAL') {
    await c.complete('proposal');
    await c.complete('nationalDecision');
  }
  await c.end('ACCEPTED');
};
