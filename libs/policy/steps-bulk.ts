import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, workingDays } from './policy-values';

/** W02 bulk-operation-grant (第十八条): the article restricts strictly and gives no figure. */
export const BULK_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'bulk.assessment.days', title: '批量操作评估', value: workingDays(2), reason: '使用本身已经二次评估，只核对操作、数量和时间窗' }),
  designed({ key: 'bulk.authorization.days', title: '批量操作授权', value: workingDays(2), reason: '评估已齐备后决定' }),
  designed({ key: 'bulk.maxWindow.days', title: '批量操作的最长时间窗', value: calendarDays(7), reason: '一次性授权，时间窗过长即成为常设权限' }),
  designed({ key: 'bulk.executionReport.days', title: '批量操作执行报告', value: workingDays(3), reason: '操作完成或授权失效后登记实际数量' }),
  designed({ key: 'bulk.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(15), reason: '批量操作针对当前使用，长期不补正的已不再需要', note: '届满申请失效，不视为批准' }),
];
