import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, workingDays } from './policy-values';

/** W10 classification-grading (第二十九、三十条): the articles order the steps and give no figure for any of them. */
export const GRADING_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'grading.sortingReview.days', title: '梳理与定级核对', value: workingDays(5), reason: '逐项核对四组信息、类别、影响和级别建议所需' }),
  designed({ key: 'grading.secondReview.days', title: '低于建议级别的第二人复核', value: workingDays(3), reason: '只复核偏离的项目和理由' }),
  designed({ key: 'grading.unitApproval.days', title: '分类分级的单位批准（分管领导）', value: workingDays(3), reason: '核对已齐备后决定' }),
  designed({ key: 'grading.leaderApproval.days', title: '分类分级的单位批准（组长）', value: workingDays(3), reason: '与分管领导批准同等时长' }),
  designed({ key: 'grading.listSubmission.days', title: '上报数据资源清单', value: workingDays(5), reason: '批准后整理报送' }),
  designed({ key: 'grading.correction.lapseDays', title: '分类分级补正的失效期限', value: calendarDays(30), reason: '长期不补正的梳理内容已不可靠，须重新梳理', note: '届满申请失效，不视为批准' }),
];
