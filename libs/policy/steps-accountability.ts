import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, workingDays } from './policy-values';

/** W28 accountability-trace (第三十八条「逐级倒查」): the article gives no figure. */
export const ACCOUNTABILITY_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'accountability.evidenceFreeze.hours', title: '冻结日志和证据', value: hours(4), reason: '证据须在可能灭失前固定' }),
  designed({ key: 'accountability.opening.days', title: '立项核实', value: workingDays(3), reason: '核实是否属于第三十八条情形' }),
  designed({ key: 'accountability.levelConclusion.days', title: '每一级的倒查结论', value: workingDays(10), reason: '逐级进行，上一级须等待下一级结论' }),
  designed({ key: 'accountability.responsibilityFinding.days', title: '责任认定', value: workingDays(10), reason: '各级结论齐备后汇总认定' }),
  designed({ key: 'accountability.disposition.days', title: '处理决定', value: workingDays(10), reason: '认定后由第一责任人决定' }),
  designed({ key: 'accountability.referral.days', title: '移送纪检、公安', value: workingDays(5), reason: '决定移送后整理材料' }),
  designed({ key: 'accountability.closure.days', title: '结案', value: workingDays(5), reason: '核对各级结论和处理是否完整' }),
  designed({ key: 'accountability.lessons.days', title: '整改和经验总结', value: calendarDays(30), reason: '与限期整改默认期限对齐' }),
];
