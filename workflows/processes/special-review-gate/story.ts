import type { Story } from '@workflows/kit/story';
import type { specialReviewGate } from './definition';

/** 第三十九条: 涉密、跨境的，移交主管部门，凭其答复继续。第二条: 涉密的不再返回。 */
export const story: Story<typeof specialReviewGate> = async (c) => {
  await c.complete('referral');
  if (c.facts.cause === 'STATE_SECRET' || c.facts.cause === 'AGGREGATED_SECRET') await c.end('REFERRED_OUT');
  await c.approve('externalReply');
  await c.end('CLEARED');
};
