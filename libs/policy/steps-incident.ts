import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, minutes, workingDays } from './policy-values';

/** W08 incident-response (第十条): limits of the steps and of the duties for which the law says only 立即 or 及时. */
export const INCIDENT_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'incident.planActivation.minutes', title: '启动应急预案', value: minutes(60), reason: '第十条报告与处置并行，与报告上限相同' }),
  designed({ key: 'incident.containment.hours', title: '首次控制措施记录', value: hours(4), reason: '第十条「防止危害扩大」，无小时数' }),
  designed({ key: 'incident.severity.minutes', title: '事件等级研判', value: minutes(30), reason: '须早于涉及关键信息基础设施的 1 小时报告' }),
  designed({ key: 'incident.districtAck.minutes', title: '区级确认收到报告', value: minutes(60), reason: '确认收到即可，不等待研判' }),
  designed({ key: 'incident.supplement.hours', title: '重要新情况补报的催办上限', value: hours(24), reason: '规定为「及时」，无小时数', clocks: ['C8'] }),
  designed({ key: 'incident.police.hours', title: '涉嫌犯罪报告公安机关的催办上限', value: hours(4), reason: '规定为「及时」，无小时数，与网信报告上限对齐', clocks: ['C6'] }),
  designed({ key: 'incident.publicWarning.hours', title: '公众警示信息决定和公布的催办上限', value: hours(4), reason: '第十条为「及时」，无小时数', clocks: ['C14'] }),
  designed({ key: 'incident.subjectNotice.hours', title: '通知个人和履行个人信息保护职责部门的催办上限', value: hours(24), reason: '规定为「立即」，无小时数；需先确定受影响人员范围', clocks: ['C9'] }),
  designed({ key: 'incident.partyNotice.hours', title: '通知利害关系人的催办上限', value: hours(24), reason: '规定为「及时」，无小时数', clocks: ['C10'] }),
  designed({ key: 'incident.minorsNotice.hours', title: '未成年人事件报告和告知的催办上限', value: hours(24), reason: '规定为「立即」「及时」，无小时数', clocks: ['C11'] }),
  designed({ key: 'incident.eradication.days', title: '消除隐患', value: workingDays(10), reason: '第十条「消除安全隐患」，未规定期限' }),
  designed({ key: 'incident.eradicationVerification.days', title: '隐患消除核验', value: workingDays(3), reason: '由未参与处置的人员核验' }),
  designed({ key: 'incident.districtClose.days', title: '区级确认结案', value: workingDays(5), reason: '核对报告、处置和通知是否完整' }),
  designed({ key: 'incident.accountabilityDecision.days', title: '是否启动逐级倒查的决定', value: workingDays(5), reason: '第三十八条未规定启动期限' }),
  designed({ key: 'incident.districtBriefing.minutes', title: '区级日常管理科室报告直接责任人', value: minutes(60), reason: '达到较大以上或者按较大以上升级的，区级逐级报告；第五条、第十条无分钟数' }),
  designed({ key: 'incident.planReview.days', title: '事件后预案检视', value: calendarDays(15), reason: '为修订留出时间，先于总结报告期限' }),
  designed({ key: 'incident.planRevision.days', title: '事件后预案修订', value: calendarDays(30), reason: '与总结报告期限对齐' }),
];
