import type { PolicyRow } from './policy';
import { designed, sourced } from './policy-rows';
import { before, calendarDays, code, flag, hours, minutes } from './policy-values';

const REPORT_RULES = '《国家网络安全事件报告管理办法》';

/** regulation.md §6: incident reporting. C2, C3 and C7 of §5.2 are these rows. */
export const INCIDENT_DEFAULT_ROWS: readonly PolicyRow[] = [
  designed({ key: 'incident.district.reportCapMinutes', title: '事件报告区卫生健康委的上限', value: minutes(60), reason: '第十条为「立即」，各级规定均无区级报告的分钟数', clocks: ['C1'], note: '自发现或者获知时起算' }),
  designed({ key: 'incident.district.reportReminders', title: '事件报告区卫生健康委的催报', value: before(minutes(45), minutes(30)), reason: '发现后第 15、30 分钟各催报一次', clocks: ['C1'], note: '按到期前的时间表示：60 分钟上限前 45、30 分钟' }),
  sourced({ key: 'incident.cii.hours', title: '较大以上事件涉及关键信息基础设施：报告保护工作部门和公安机关', value: hours(1), basis: `${REPORT_RULES}第四条（2025-11-01 起施行）`, basisClass: 'F', clocks: ['C3'] }),
  sourced({ key: 'incident.other.hours', title: '较大以上事件（其他单位）：报告属地省级网信部门', value: hours(4), basis: `${REPORT_RULES}第四条（2025-11-01 起施行）`, basisClass: 'F', clocks: ['C2'], note: '自发现或者获知时起算' }),
  sourced({ key: 'incident.summary.days', title: '事件处置结束后的总结报告', value: calendarDays(30), basis: `${REPORT_RULES}第八条（2025-11-01 起施行）`, basisClass: 'F', clocks: ['C7'], note: '按照原渠道上报' }),
  designed({ key: 'incident.summary.copyDistrict', title: '总结报告同时报区卫生健康委', value: flag(true), reason: '区卫生健康委是第十条规定的首报对象，闭环需要同一份总结', clocks: ['C7'] }),
  designed({ key: 'incident.publicWarning.decider', title: '公众警示信息的决定岗位', value: code('UNIT_GROUP_LEADER'), reason: '第十条未指明决定人；影响公众的事项由第一责任人决定' }),
  designed({ key: 'incident.publicWarning.informed', title: '公众警示信息的知会岗位', value: code('DISTRICT_INFO_DEPT'), reason: '区级须同步掌握对外口径' }),
];
