import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, workingDays } from './policy-values';

/** W05 open-data-dual-review (第三十四条第三款). Ethics review itself: `ethics.*`; filing: `sharing.filing.*`. */
export const OPEN_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'open.completeness.days', title: '开放项目材料齐备性核对', value: workingDays(3), reason: '只核对材料是否齐全' }),
  designed({ key: 'open.technicalReview.days', title: '技术审核', value: workingDays(10), reason: '须检验去标识化效果和重识别风险，短于伦理审查期限' }),
  designed({ key: 'open.ethicsReReview.days', title: '修改后再次伦理审核', value: workingDays(10), reason: '只审修改部分，短于首次审查' }),
  designed({ key: 'open.technicalReReview.days', title: '修改后再次技术审核', value: workingDays(5), reason: '只审修改部分，为首次审核的一半' }),
  designed({ key: 'open.impactAnalysis.days', title: '对国家安全、公共利益影响的分析研判', value: workingDays(5), reason: '第三十二条要求提供前完成，未规定期限' }),
  designed({ key: 'open.unitSignOff.days', title: '单位批准', value: workingDays(3), reason: '双审核已通过，单位领导据此决定' }),
  designed({ key: 'open.publication.days', title: '实施开放', value: workingDays(5), reason: '配置开放环境和计量所需' }),
  designed({ key: 'open.setUpVerification.days', title: '脱敏效果和开放环境核验', value: workingDays(3), reason: '独立核验抽样所需' }),
  designed({ key: 'open.filingReceipt.days', title: '区级备案核对并出具回执', value: workingDays(5), reason: '备案只核对是否齐全，不作审批' }),
  designed({ key: 'open.followup.days', title: '每次跟踪审查的办理', value: workingDays(10), reason: '到跟踪间隔后完成一次审查所需' }),
  designed({ key: 'open.takeDown.hours', title: '撤回、终止后停止开放', value: hours(24), reason: '停止开放应尽快，此为技术侧确认上限' }),
  designed({ key: 'open.closure.days', title: '开放项目结项登记', value: workingDays(10), reason: '核对计量记录并归档' }),
  designed({ key: 'open.maxPeriodDays', title: '单次开放最长期限', value: calendarDays(365), reason: '第三十四条要求明确期限，未规定长短；与跟踪审查周期相同，延续须重新审核' }),
  designed({ key: 'open.correction.lapseDays', title: '退回修改的失效期限', value: calendarDays(60), reason: '伦理修改涉及方案调整，长于一般补正', note: '届满申请失效，不视为批准' }),
  designed({ key: 'open.application.lapseDays', title: '申请整体失效期限', value: calendarDays(180), reason: '超过后审核依据已过时', note: '届满申请失效，不视为批准' }),
];
