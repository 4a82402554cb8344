import type { PolicyRow } from './policy';
import { designed } from './policy-rows';
import { calendarDays, hours, months, workingDays } from './policy-values';

/** W04 regional-data-access (第三十四条第二款). The opinion of the centre and the district's review: `channelB.*` of the defaults. */
export const CHANNEL_B_STEP_ROWS: readonly PolicyRow[] = [
  designed({ key: 'channelB.impactAnalysis.days', title: '区归集数据对国家安全、公共利益影响的分析研判', value: workingDays(5), reason: '比照第三十二条，提供前完成；未规定期限' }),
  designed({ key: 'channelB.riskAssessment.days', title: '区归集重要数据提供前风险评估', value: workingDays(5), reason: '《网络数据安全管理条例》第三十一条要求提供前评估，未规定期限' }),
  designed({ key: 'channelB.decision.days', title: '直接责任人审核（重要数据）', value: workingDays(3), reason: '信息化管理科审核已齐备后决定' }),
  designed({ key: 'channelB.platformChoice.days', title: '选定提供平台', value: workingDays(3), reason: '在规定的两个平台中按数据所在选定' }),
  designed({ key: 'channelB.accessProvisioning.days', title: '平台开通', value: workingDays(5), reason: '脱敏、配置身份鉴别、访问控制和计量所需' }),
  designed({ key: 'channelB.accessVerification.days', title: '平台开通核验', value: workingDays(3), reason: '独立核验抽样所需' }),
  designed({ key: 'channelB.usageAudit.interval', title: '获取期间审计使用的间隔', value: months(3), reason: '第十九条要求确保获得授权的使用方访问，未规定间隔' }),
  designed({ key: 'channelB.usageAudit.days', title: '每次使用审计的办理', value: workingDays(10), reason: '到间隔后核对计量记录所需' }),
  designed({ key: 'channelB.accessRemoval.hours', title: '到期、撤销后收回平台访问权限', value: hours(24), reason: '授权即刻失效，此为技术侧确认收回的上限' }),
  designed({ key: 'channelB.closure.days', title: '区归集数据使用终结登记', value: workingDays(10), reason: '使用方清理并登记' }),
  designed({ key: 'channelB.maxPeriodDays', title: '单次获取区归集数据最长期限', value: calendarDays(365), reason: '第三十四条要求明确期限，未规定长短；与单位共享相同' }),
  designed({ key: 'channelB.reauthorization.days', title: '数据升级后的重新审核', value: workingDays(5), reason: '访问已暂停，重新研判和审核合并办理' }),
  designed({ key: 'channelB.correction.lapseDays', title: '退回补正的失效期限', value: calendarDays(30), reason: '长期不补正的需求内容已不可靠', note: '届满申请失效，不视为批准' }),
];
