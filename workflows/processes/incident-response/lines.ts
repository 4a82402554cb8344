import { UNIT_CHAIN, type ClockSpec, type StepSpec } from '@workflows/kit/definition';

/** A duty that counts from 发现或获知, not from the registration of the case. */
export const fromDiscovery = (policy: string): ClockSpec => ({ policy, base: { fact: 'discoveredAt' }, nature: 'SOFT', statutory: true });

const line = <const T extends string, const E extends string = 'LineReport'>(title: T, article: string, policy: string, evidence?: E) =>
  ({
    title,
    kind: 'COMPLETE',
    article,
    seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }, { position: 'UNIT_DESIGNATED_LEADER' }],
    clocks: [fromDiscovery(policy)],
    escalation: UNIT_CHAIN,
    evidence: evidence ?? 'LineReport',
  }) as const satisfies StepSpec;

const REPORT_RULES = '国家网络安全事件报告管理办法第四条';
const PERSONAL_INFORMATION_LAW = '个人信息保护法第五十七条';

/** The statutory lines of regulation.md §5.2: C2, C3, C6, C9 to C13. */
export const LINES = {
  cyberspaceReport: line('报告属地省级网信部门', REPORT_RULES, 'incident.other.hours'),
  ciiReport: line('报告保护工作部门', REPORT_RULES, 'incident.cii.hours'),
  ciiPoliceReport: line('报告公安机关（关键信息基础设施）', REPORT_RULES, 'incident.cii.hours'),
  policeReport: line('涉嫌犯罪的报告公安机关', `${REPORT_RULES}；网络数据安全管理条例第十一条`, 'incident.police.hours'),
  personalInfoReport: line('通知履行个人信息保护职责的部门', PERSONAL_INFORMATION_LAW, 'incident.subjectNotice.hours'),
  subjectNotice: line('通知个人', PERSONAL_INFORMATION_LAW, 'incident.subjectNotice.hours', 'SubjectNotice'),
  orderedNotice: line('按主管部门要求通知个人', PERSONAL_INFORMATION_LAW, 'incident.subjectNotice.hours', 'OrderedNotice'),
  partyNotice: line('通知利害关系人', '网络数据安全管理条例第十一条', 'incident.partyNotice.hours', 'PartyNotice'),
  minorsNotice: line('报告网信等部门并告知未成年人及其监护人', '未成年人网络保护条例第三十五条', 'incident.minorsNotice.hours', 'MinorsNotice'),
  secrecyReport: line('报告保密行政管理部门和上级主管部门', '保守国家秘密法实施条例第六十一条', 'clock.C12.state-secret', 'SecrecyReport'),
  vulnerabilityReport: line('报告有关主管部门（缺陷、漏洞）', '网络数据安全管理条例第十条', 'clock.C13.vulnerability'),
} as const;
