import type { Story } from '@workflows/kit/story';
import { LEVELS, type accountabilityTrace } from './definition';

/** 第三十八条: 逐级倒查，自操作人起逐级作出结论，不越级；依法追究责任。 */
export const story: Story<typeof accountabilityTrace> = async (c) => {
  await c.complete('evidenceFreeze');
  await c.approve('opening');
  await c.review('trace', async (c) => {
    for (const level of LEVELS) {
      await c.approve(level);
      if (level === c.facts.lastLevel) break;
    }
    await c.approve('responsibilityFinding');
  });
  const { outcome } = await c.approve('disposition');
  if (outcome === 'REFER') await c.complete('referral');
  await c.complete('lessons');
  await c.approve('closure');
  await c.end(outcome === 'REFER' ? 'REFERRED' : 'CONCLUDED');
};
