import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, months, workingDays } from './policy-values';

/** W03 unit-data-sharing (第三十四条第一款): filing itself: `sharing.filing.*`. */
export const SHARING_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'sharing.businessReview.days', title: '业务部门审核共享需求', value: workingDays(3), reason: '业务部门核对目的和接收方所需' }),
  designed({ key: 'sharing.impactAnalysis.days', title: '对国家安全、公共利益影响的分析研判', value: workingDays(5), reason: '第三十二条要求提供前完成，未规定期限' }),
  designed({ key: 'sharing.minimalityReview.days', title: '最小范围审核', value: workingDays(3), reason: '逐项核对数据项、人群和期限是否必需' }),
  designed({ key: 'sharing.riskAssessment.days', title: '重要数据提供前风险评估', value: workingDays(5), reason: '《网络数据安全管理条例》第三十一条要求提供前评估，未规定期限' }),
  designed({ key: 'sharing.unitApproval.days', title: '单位批准共享', value: workingDays(3), reason: '研判和审核已齐备后决定' }),
  designed({ key: 'sharing.deliveryPreparation.days', title: '交付准备', value: workingDays(5), reason: '脱敏和配置交付环境、计量所需' }),
  designed({ key: 'sharing.deliveryVerification.days', title: '交付准备核验', value: workingDays(3), reason: '独立核验抽样所需' }),
  designed({ key: 'sharing.filingReceipt.days', title: '区级备案核对并出具回执', value: workingDays(5), reason: '备案只核对是否齐全，不作审批' }),
  designed({ key: 'sharing.delivery.days', title: '首次交付', value: workingDays(5), reason: '备案后应及时交付' }),
  designed({ key: 'sharing.usageCheck.interval', title: '共享期间核查使用的间隔', value: months(3), reason: '第四条要求可控可计量，未规定间隔；与外包日志审计间隔相同' }),
  designed({ key: 'sharing.usageReview.days', title: '每次使用核查的办理', value: workingDays(10), reason: '到间隔后核对计量记录所需' }),
  designed({ key: 'sharing.closure.days', title: '共享终结登记', value: workingDays(10), reason: '使用方清理、归还或者销毁并登记' }),
  designed({ key: 'sharing.maxPeriodDays', title: '单次共享最长期限', value: calendarDays(365), reason: '第三十四条要求明确期限，未规定长短；一年内用途与人员变化可控' }),
  designed({ key: 'sharing.reauthorization.days', title: '数据升级后的重新审核', value: workingDays(5), reason: '共享已暂停，重新研判和批准合并办理' }),
  designed({ key: 'sharing.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的需求内容已不可靠', note: '届满申请失效，不视为批准' }),
];
