import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, workingDays } from './policy-values';

/** W06 data-provision (第三十二条): the article gives no figure for any step. How long records are kept: `retention.provisionRecord`. */
export const PROVISION_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'provision.businessReview.days', title: '业务部门审核提供申请', value: workingDays(3), reason: '业务部门核对目的和接收方所需' }),
  designed({ key: 'provision.impactAnalysis.days', title: '提供前对国家安全、公共利益影响的分析研判', value: workingDays(5), reason: '第三十二条要求提供前完成，未规定期限' }),
  designed({ key: 'provision.minimalityReview.days', title: '提供的最小范围审核', value: workingDays(3), reason: '逐项核对数据项、人群和期限是否必需' }),
  designed({ key: 'provision.riskAssessment.days', title: '重要数据提供前风险评估', value: workingDays(5), reason: '《网络数据安全管理条例》第三十一条要求提供前评估，未规定期限' }),
  designed({ key: 'provision.unitApproval.days', title: '单位许可', value: workingDays(3), reason: '研判和审核已齐备后决定' }),
  designed({ key: 'provision.agreement.days', title: '与接收方订立协议', value: workingDays(10), reason: '涉及对方单位用印' }),
  designed({ key: 'provision.deliveryPreparation.days', title: '提供的交付准备', value: workingDays(5), reason: '脱敏和配置交付环境、计量所需' }),
  designed({ key: 'provision.deliveryVerification.days', title: '提供的交付准备核验', value: workingDays(3), reason: '独立核验抽样所需' }),
  designed({ key: 'provision.delivery.days', title: '提供的首次交付', value: workingDays(5), reason: '许可和协议齐备后应及时交付' }),
  designed({ key: 'provision.record.days', title: '提供记录存档', value: workingDays(5), reason: '终止后汇总计量和交付记录所需' }),
  designed({ key: 'provision.closure.days', title: '提供终结登记', value: workingDays(10), reason: '接收方清理、归还或者销毁并登记' }),
  designed({ key: 'provision.maxPeriodDays', title: '单次提供最长期限', value: calendarDays(365), reason: '第三十二条要求明确期限，未规定长短；与共享相同' }),
  designed({ key: 'provision.reauthorization.days', title: '数据升级后的重新审核', value: workingDays(5), reason: '提供已暂停，重新研判和许可合并办理' }),
  designed({ key: 'provision.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的申请内容已不可靠', note: '届满申请失效，不视为批准' }),
];
