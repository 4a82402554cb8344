import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { workingDays } from './policy-values';

/** W29 special-review-gate (第二、三十九条). */
export const SPECIAL_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'special.referral.days', title: '特别审查移交主管部门', value: workingDays(1), reason: '第三十九条未规定期限；涉密、跨境事项不宜滞留' }),
  designed({ key: 'special.externalReply.days', title: '等待主管部门答复的催办', value: workingDays(20), reason: '答复期限由主管部门的规定确定，此处只为催办，逾期不产生任何结论' }),
];
