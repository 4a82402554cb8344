import type { PolicyRow } from './policy';
import { sourced } from './policy-rows';
import { calendarDays, code, count, hours, minutes } from './policy-values';

const SEED = '《青浦区卫生健康行业数据安全管理实施细则（试行）》';
const REPORT_RULES = '《国家网络安全事件报告管理办法》';
const NETWORK_DATA = '《网络数据安全管理条例》';

/**
 * The statutory clocks C1..C20 of regulation.md §5.2 that are not also a §6 default. Where the law says only
 * 立即 or 及时, the row holds that word and the limit that the system keeps is a row of class D which names the same clock.
 */
export const CLOCK_ROWS: readonly PolicyRow[] = [
  sourced({ key: 'clock.C1.report-to-district', title: '数据安全事件报告区卫生健康委', value: code('IMMEDIATE'), basis: `${SEED}第十条「应当立即报告区卫生健康委」`, basisClass: 'S', clocks: ['C1'], note: '催报上限见 incident.district.reportCapMinutes' }),
  sourced({ key: 'clock.C4.cii-upstream', title: '关键信息基础设施重大以上事件：保护工作部门上报', value: minutes(30), basis: `${REPORT_RULES}第四条`, basisClass: 'F', clocks: ['C4'], note: '义务主体不是本系统用户，仅作告知' }),
  sourced({ key: 'clock.C5.provincial-upstream', title: '重大以上事件：省级网信部门上报国家网信部门', value: hours(1), basis: `${REPORT_RULES}第四条`, basisClass: 'F', clocks: ['C5'], note: '义务主体不是本系统用户，仅作告知' }),
  sourced({ key: 'clock.C6.report-to-police', title: '涉嫌犯罪的报告公安机关', value: code('PROMPT'), basis: `${REPORT_RULES}第四条；${NETWORK_DATA}第十一条`, basisClass: 'F', clocks: ['C6'], note: '催报上限见 incident.police.hours' }),
  sourced({ key: 'clock.C8.supplement', title: '事件重要新情况、阶段性进展补报', value: code('PROMPT'), basis: REPORT_RULES, basisClass: 'F2', clocks: ['C8'], note: '催报上限见 incident.supplement.hours' }),
  sourced({ key: 'clock.C9.personal-information-remedy', title: '个人信息泄露、篡改、丢失：补救并通知', value: code('IMMEDIATE'), basis: '《个人信息保护法》第五十七条', basisClass: 'F', clocks: ['C9'], note: '能够有效避免造成危害的可以不通知个人；履行个人信息保护职责的部门有权要求通知。催办上限见 incident.subjectNotice.hours' }),
  sourced({ key: 'clock.C10.interested-parties', title: '对个人、组织造成危害的通知利害关系人', value: code('PROMPT'), basis: `${NETWORK_DATA}第十一条`, basisClass: 'F', clocks: ['C10'], note: '电话、短信、即时通信工具、电子邮件或者公告等方式。催办上限见 incident.partyNotice.hours' }),
  sourced({ key: 'clock.C11.minors', title: '未成年人个人信息安全事件：启动预案，报告并告知', value: code('IMMEDIATE'), basis: '《未成年人网络保护条例》第三十五条', basisClass: 'F', clocks: ['C11'], note: '立即启动预案，及时报告网信等部门并告知未成年人及其监护人。催办上限见 incident.minorsNotice.hours' }),
  sourced({ key: 'clock.C12.state-secret', title: '国家秘密泄露或者可能泄露的报告', value: hours(24), basis: '《保守国家秘密法实施条例》第六十一条', basisClass: 'F', clocks: ['C12'], note: '向同级保密行政管理部门和上级主管部门；本系统只记录已转出，不保存涉密内容' }),
  sourced({ key: 'clock.C13.vulnerability', title: '涉及危害国家安全、公共利益的产品服务缺陷漏洞报告主管部门', value: hours(24), basis: `${NETWORK_DATA}第十条`, basisClass: 'F', clocks: ['C13'] }),
  sourced({ key: 'clock.C14.public-warning', title: '公布与公众有关的警示信息', value: code('PROMPT'), basis: `${SEED}第十条「及时公布与公众有关的警示信息」`, basisClass: 'S', clocks: ['C14'], note: '催办上限见 incident.publicWarning.hours' }),
  sourced({ key: 'clock.C15.basic-information-changed', title: '一般数据基本情况变化后重新分类分级', value: calendarDays(30), basis: `${SEED}第三十条（三）`, basisClass: 'S', clocks: ['C15'], note: '自变化之日起算，变化之日不计入' }),
  sourced({ key: 'clock.C16.other-information-changed', title: '一般数据非基本情况变化后上报区卫生健康委', value: calendarDays(60), basis: `${SEED}第三十条（三）`, basisClass: 'S', clocks: ['C16'], note: '自变化之日起算，变化之日不计入' }),
  sourced({ key: 'clock.C17.annual-assessment', title: '卫生健康数据安全风险评估并报送', value: count(1, '次/年', '>='), basis: `${SEED}第十二条「每年」`, basisClass: 'S', clocks: ['C17'], note: '起止日期见 riskAssessment.window' }),
  sourced({ key: 'clock.C18.rectification', title: '限期整改', value: code('PER_ORDER'), basis: `${SEED}第三十七条「限期整改」`, basisClass: 'S', clocks: ['C18'], note: '期限由整改通知逐案确定；未写明时见 rectification.default.days' }),
  sourced({ key: 'clock.C19.risk-remedy', title: '发现数据安全缺陷、漏洞等风险采取补救措施', value: code('IMMEDIATE'), basis: `${SEED}第八条「应当立即采取补救措施」`, basisClass: 'S', clocks: ['C19'], note: '催办上限见 risk.remedy.hours' }),
  sourced({ key: 'clock.C20.level-update', title: '数据级别变更', value: code('PROMPT'), basis: `${SEED}第二十七条「及时」`, basisClass: 'S', clocks: ['C20'], note: '催办上限见 regrade.timely.days' }),
];
