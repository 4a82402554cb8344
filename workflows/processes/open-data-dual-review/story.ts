import type { Branch, Repeated, Story } from '@workflows/kit/story';
import type { openDataDualReview } from './definition';

type Open = typeof openDataDualReview;

/** 第三十四条第三款: 开放项目须经伦理与技术双审核。第三十二条: 有显著负面影响的，不得提供。 */
export const story: Story<Open> = async (c) => {
  await c.review('dossier', async (c) => {
    await c.approve('completeness');
    await reviewedAndApproved(c);
    await c.all(setUp, filed);
    await c.gate('opening');
  });
  if (c.now >= c.facts.validUntil) await c.end('EXPIRED');
  const opening = await c.granted('opening', { until: 'validUntil', reauthorize }, async (c) => {
    c.every('followUp', followedUp);
    await c.effect('openingNotice');
  });
  await c.complete('takeDown');
  await c.complete('closure');
  if (opening.by === 'SIGNIFICANT') await c.end('PROHIBITED');
  await c.end(opening.revoked ? 'WITHDRAWN' : 'OPENED');
};

const reviewedAndApproved: Branch<Open> = async (c) => {
  await c.all(ethics, technology);
  await c.approve('impactAnalysis');
  await c.approve('unitSignOff');
  if (c.facts.level !== 'GENERAL') await c.approve('leaderSignOff');
};

/** 修改后批准的，修改由主任委员确认后才签发批件。 */
const ethics: Branch<Open> = async (c) => {
  await c.session('ethicsReview');
  await c.approve('ethicsOpinion');
};

const technology: Branch<Open> = async (c) => void (await c.approve('technicalReview'));

/** 第十八条: 脱敏和开放环境由他人核验。 */
const setUp: Branch<Open> = (c) =>
  c.review('preparation', async (c) => {
    await c.complete('setUp');
    await c.approve('setUpVerification');
  });

/** 区里只收备案，材料不齐的退回。 */
const filed: Branch<Open> = (c) =>
  c.review('filingReview', async (c) => {
    await c.complete('filing');
    await c.approve('filingReceipt');
  });

/** 跟踪审查: 继续、暂停或者终止。 */
const followedUp: Repeated<Open> = async (c, round) => void (await c.session('followUpReview', { for: round }));

/** 第二十七条: 开放期间级别升高的，重新审核、研判和批准，再经校验才恢复。 */
const reauthorize: Branch<Open> = (c) =>
  c.review('reopening', async (c) => {
    await reviewedAndApproved(c);
    await c.gate('resumption');
  });
