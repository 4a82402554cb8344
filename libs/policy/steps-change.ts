import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { before, calendarDays, workingDays } from './policy-values';

/** W11 catalogue-change. The limits of 第三十条（三） are the clocks C15 and C16; of 第二十七条「及时」, `regrade.timely.days`. */
export const CHANGE_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'change.classification.days', title: '变更类型认定', value: workingDays(3), reason: '须为 30 日内的重新分类分级留出时间' }),
  designed({ key: 'change.receipt.days', title: '区级接收变更报告', value: workingDays(5), reason: '只核对内容是否清楚，与备案核对同等时长' }),
  designed({ key: 'change.reminders', title: '重新分类分级、变更报告到期前的提醒', value: before(calendarDays(10), calendarDays(3), calendarDays(1)), reason: '分类分级需多人办理，提前十日、三日、一日提醒' }),
];
