import type { Branch, Story } from '@workflows/kit/story';
import type { catalogueChange } from './definition';

type Change = typeof catalogueChange;

/** 第三十条（三）: 基本情况变化的 30 日内重新分类分级，其他情况变化的 60 日内上报。第二十七、二十八条: 国家要求变更的、衍生的，重新定级。 */
export const story: Story<Change> = async (c) => {
  await c.review('registration', classified);
  if (c.facts.changeKind === 'OTHER') {
    await c.review('report', reported);
    await c.end('REPORTED');
  }
  await regraded(c);
  await c.end('REGRADED');
};

/** 无变化由分管领导确认；不认可的，重新认定。 */
const classified: Branch<Change> = async (c) => {
  while ((await c.approve('classification')).outcome === 'NO_CHANGE') await c.approve('noChangeConfirmation');
};

/** 区里只收报告，内容不齐的退回。 */
const reported: Branch<Change> = async (c) => {
  await c.complete('changeReport');
  await c.approve('districtReceipt');
};

/** 分类分级被退回或者未办成的，重新梳理后再次办理，直至目录生效或者待国家主管部门确定。 */
const regraded: Branch<Change> = async (c) => {
  do await c.complete('description');
  while (!isThrough((await c.child('regrade')).outcome));
};

const isThrough = (outcome: string): boolean => outcome === 'EFFECTIVE' || outcome === 'PENDING_NATIONAL';
