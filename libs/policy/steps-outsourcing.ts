import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, workingDays } from './policy-values';

/** W17 outsourcing-supervision (第十三条). Interval of the log audits: `vendor.logAudit.interval`. */
export const OUTSOURCING_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'outsourcing.dueDiligence.days', title: '外包服务提供商尽职调查', value: workingDays(10), reason: '须核对资质、能力和既往情况' }),
  designed({ key: 'outsourcing.agreementReview.days', title: '协议条款审核', value: workingDays(5), reason: '逐项核对数据安全保护和保密条款' }),
  designed({ key: 'outsourcing.leaderApproval.days', title: '分管领导批准', value: workingDays(3), reason: '审核已齐备后决定' }),
  designed({ key: 'outsourcing.signing.days', title: '签署协议', value: workingDays(10), reason: '涉及对方单位用印' }),
  designed({ key: 'outsourcing.accessOpening.days', title: '开通访问和人员登记', value: workingDays(3), reason: '协议生效后登记操作人员并开通' }),
  designed({ key: 'outsourcing.logAudit.days', title: '每次操作日志审计的办理', value: workingDays(10), reason: '第十三条「定期审计」，到间隔后完成一次审计所需' }),
  designed({ key: 'outsourcing.findingDisposal.days', title: '审计发现的处置决定', value: workingDays(5), reason: '发现问题后决定整改、暂停或者终止' }),
  designed({ key: 'outsourcing.remediation.days', title: '提供商整改', value: workingDays(20), reason: '与限期整改默认期限相当' }),
  designed({ key: 'outsourcing.renewalNotice.days', title: '协议到期前的续签决定提示', value: calendarDays(30), reason: '留出重新调查和签署的时间' }),
  designed({ key: 'outsourcing.renewalDecision.days', title: '续签或者终止的决定', value: workingDays(10), reason: '须在到期前完成' }),
  designed({ key: 'outsourcing.accessRevocation.hours', title: '到期、终止后收回访问权限', value: hours(24), reason: '权限随协议失效，此为技术侧确认收回的上限' }),
  designed({ key: 'outsourcing.dataReturn.days', title: '数据返还或者删除', value: workingDays(10), reason: '《个人信息保护法》第二十一条要求返还或者删除，未规定期限' }),
  designed({ key: 'outsourcing.terminationCertificate.days', title: '出具返还删除证明', value: workingDays(5), reason: '核对返还删除结果后签署' }),
  designed({ key: 'outsourcing.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的调查内容已不可靠', note: '届满申请失效，不视为批准' }),
];
