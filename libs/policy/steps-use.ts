import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, workingDays } from './policy-values';

/** W01 sensitive-data-use (第十七、十八条): the article gives no figure for any step. */
export const USE_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'use.initialAssessment.days', title: '初次评估', value: workingDays(3), reason: '业务部门核对目的、范围和现有权限所需' }),
  designed({ key: 'use.secondaryAssessment.days', title: '二次评估', value: workingDays(3), reason: '数据管理员核对级别、最小必要和脱敏方案所需' }),
  designed({ key: 'use.secondaryAuthorization.days', title: '二次授权', value: workingDays(3), reason: '分管领导在评估已齐备的基础上决定' }),
  designed({ key: 'use.leaderAuthorization.days', title: '组长授权（重要数据）', value: workingDays(3), reason: '与分管领导授权同等时长' }),
  designed({ key: 'use.desensitization.days', title: '脱敏与去标识化', value: workingDays(5), reason: '技术处理耗时长于审批环节' }),
  designed({ key: 'use.desensitizationVerification.days', title: '脱敏效果核验', value: workingDays(3), reason: '独立核验抽样所需' }),
  designed({ key: 'use.leakControlAttestation.days', title: '防泄露措施确认', value: workingDays(3), reason: '逐项确认防截屏、防复制等措施所需' }),
  designed({ key: 'use.closure.days', title: '使用结束登记', value: workingDays(10), reason: '到期后清理环境、交回数据并登记' }),
  designed({ key: 'use.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的申请内容已不可靠', note: '届满申请失效，不视为批准' }),
  designed({ key: 'use.reauthorization.days', title: '数据升级后的重新授权', value: workingDays(5), reason: '使用已暂停，重新评估和授权合并办理' }),
  designed({ key: 'use.application.lapseDays', title: '申请整体失效期限', value: calendarDays(180), reason: '与单次授权最长期限相同，超过后评估依据已过时', note: '届满申请失效，不视为批准' }),
  designed({ key: 'use.revocation.hours', title: '撤销授权后停止使用', value: hours(4), reason: '撤销即刻失效，此为技术侧确认停止的上限' }),
];
