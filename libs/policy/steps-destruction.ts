import type { PolicyRow } from './policy';
import { designed, sourced } from './policy-rows';
import { calendarDays, count, months, workingDays } from './policy-values';

/** W09 data-destruction (第二十条): the article orders the steps and gives no figure. */
export const DESTRUCTION_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'destruction.retentionNotice.days', title: '保存期限届满前的提示', value: calendarDays(30), reason: '留出清点副本和核对留存义务的时间' }),
  designed({ key: 'destruction.copyInventory.days', title: '副本清点', value: workingDays(5), reason: '须查明全部副本、备份和介质' }),
  designed({ key: 'destruction.necessityAssessment.days', title: '业务必要性评估', value: workingDays(5), reason: '业务部门判断是否仍需保留' }),
  designed({ key: 'destruction.review.days', title: '销毁审核', value: workingDays(3), reason: '数据管理员核对评估和清单' }),
  designed({ key: 'destruction.retentionCheck.days', title: '冻结和法定留存核对', value: workingDays(3), reason: '核对倒查冻结、病历和档案留存' }),
  designed({ key: 'destruction.approval.days', title: '分管领导批准', value: workingDays(3), reason: '材料已齐备后决定' }),
  designed({ key: 'destruction.leaderApproval.days', title: '组长批准（重要数据）', value: workingDays(3), reason: '与分管领导批准同等时长' }),
  designed({ key: 'destruction.execution.days', title: '销毁执行', value: workingDays(10), reason: '须逐份执行并有监销人在场' }),
  designed({ key: 'destruction.verification.days', title: '不可逆核验', value: workingDays(5), reason: '须逐份核验' }),
  sourced({ key: 'destruction.verification.samplePercent', title: '不可逆核验的抽样比例', value: count(10, '%', '>='), basis: 'NIST SP 800-88（抽样核验，转引）', basisClass: 'F2', note: '第二十条只要求不可逆，未规定抽样比例' }),
  designed({ key: 'destruction.retry.days', title: '部分失败后的再次执行', value: workingDays(5), reason: '未销毁的副本不得搁置' }),
  designed({ key: 'destruction.certificate.days', title: '出具销毁证明', value: workingDays(3), reason: '核验完成后整理签署' }),
  designed({ key: 'destruction.archive.days', title: '销毁记录归档', value: workingDays(10), reason: '证明签署后归档' }),
  designed({ key: 'destruction.holdRecheck.interval', title: '暂缓销毁的复查间隔', value: months(1), reason: '冻结或者留存事由消失后应及时恢复办理' }),
  designed({ key: 'destruction.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的清单已不可靠', note: '届满申请失效，不视为批准' }),
];
