import { CONFIRM_OUTCOMES, DISTRICT_CHAIN, UNIT_CHAIN, within, type StepSpec } from '@workflows/kit/definition';
import { fromDiscovery } from './lines';

/** What the report declares: set by the 首报, changed by each further one. */
const DECLARED = [
  'suggestedSeverity',
  'escalated',
  'ciiInvolved',
  'suspectedCrime',
  'personalInfo',
  'noticeOrdered',
  'harmsOthers',
  'minors',
  'stateSecret',
  'vulnerability',
  'publicRelevant',
  'leakTraced',
  'incomplete',
] as const;

/** 首报 to the district, 续报 and 终报: one report, in as many revisions as it takes (C1, C7, C8 of regulation.md §5.2). */
export const REPORTING = {
  districtReport: {
    title: '立即报告区卫生健康委',
    kind: 'COMPLETE',
    article: '第十条',
    seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }, { position: 'UNIT_DESIGNATED_LEADER' }],
    reads: ['event', 'unit', 'data', 'measures'],
    evidence: 'DistrictReport',
    clocks: [{ ...fromDiscovery('incident.district.reportCapMinutes'), reminders: 'incident.district.reportReminders' }],
    escalation: UNIT_CHAIN,
  },
  districtAcknowledgement: {
    title: '区级确认收到报告',
    kind: 'APPROVE',
    article: '第十条',
    seats: [{ position: 'DISTRICT_INFO_DEPT' }],
    outcomes: { APPROVE: CONFIRM_OUTCOMES.APPROVE },
    evidence: 'Acknowledgement',
    clocks: [within('incident.districtAck.minutes')],
    escalation: DISTRICT_CHAIN,
  },
  districtBriefing: {
    title: '报告区级直接责任人',
    kind: 'COMPLETE',
    article: '第十条、第五条（一）',
    seats: [{ position: 'DISTRICT_INFO_DEPT' }],
    clocks: [within('incident.districtBriefing.minutes')],
    escalation: ['DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'],
    evidence: 'DistrictBriefing',
  },
  followUpReport: {
    title: '续报（报齐其他内容）',
    kind: 'COMPLETE',
    article: '国家网络安全事件报告管理办法第七条',
    seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }, { position: 'UNIT_DESIGNATED_LEADER' }],
    clocks: [fromDiscovery('incident.supplement.hours')],
    escalation: UNIT_CHAIN,
    evidence: 'FollowUpReport',
    revises: 'report',
    yields: DECLARED,
  },
  supplement: {
    title: '续报（补报新情况）',
    kind: 'ON_DEMAND',
    article: '国家网络安全事件报告管理办法',
    seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }, { position: 'UNIT_DESIGNATED_LEADER' }],
    evidence: 'FollowUpReport',
    revises: 'report',
    yields: DECLARED,
  },
  summaryReport: {
    title: '终报（总结报告）',
    kind: 'COMPLETE',
    article: '国家网络安全事件报告管理办法第八条',
    seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
    clocks: [{ policy: 'incident.summary.days', base: { fact: 'handledAt' }, nature: 'SOFT', statutory: true, reminders: 'step.reminders' }],
    escalation: UNIT_CHAIN,
    evidence: 'FinalReport',
    revises: 'report',
  },
} as const satisfies Record<string, StepSpec>;
