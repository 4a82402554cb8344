import type { Branch, FactsOf, Story } from '@workflows/kit/story';
import type { annualRiskAssessment } from './definition';

type Assessment = typeof annualRiskAssessment;

/** 第十二条: 每年开展数据安全风险评估，报告经单位领导审阅签发后报送区卫生健康委；发现的问题逐项整改。 */
export const story: Story<Assessment> = async (c) => {
  await c.review('report', async (c) => {
    await c.complete('assessment');
    await c.complete('drafting');
    await c.approve('leaderReview');
    await c.approve('signature');
    await c.complete('submission');
    await c.approve('completenessCheck');
  });
  await c.all(...c.facts.issueIds.map(remedied), delayNoted);
  await c.end(isLate(c.facts) ? 'OVERDUE' : 'ACCEPTED');
};

const remedied =
  (issue: string): Branch<Assessment> =>
  async (c) => {
    await c.complete('remediation', { for: issue });
  };

/** 逾期报送的，区里登记，作为监督检查的线索。 */
const delayNoted: Branch<Assessment> = async (c) => {
  if (isLate(c.facts)) await c.complete('overdueFinding');
};

const isLate = ({ submittedAt, dueAt }: FactsOf<Assessment>): boolean => submittedAt > dueAt;
