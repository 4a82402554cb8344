import type { PositionCode } from '@libs/domain/positions';
import { apart, APPROVE_OUTCOMES, CONFIRM_OUTCOMES, define, DISTRICT_CHAIN, within, type Requirement } from '@workflows/kit/definition';

/** The levels of 逐级倒查, from the acting person upwards. */
export const LEVELS = ['operatorLevel', 'administratorLevel', 'designatedLeaderLevel', 'groupLeaderLevel', 'districtLevel'] as const;

/** Each level is concluded by someone above it. */
const level = <const T extends string, const P extends PositionCode>(title: T, concludedBy: P) =>
  ({
    title,
    kind: 'APPROVE',
    article: '第三十八条',
    seats: [{ position: concludedBy }],
    outcomes: {
      RESPONSIBLE: { title: '负有责任', then: 'GO', positive: true, reasonRequired: true },
      NOT_RESPONSIBLE: { title: '不负有责任', then: 'GO', positive: true, reasonRequired: true },
      RETURN: APPROVE_OUTCOMES.RETURN,
    },
    clocks: [within('accountability.levelConclusion.days')],
    escalation: DISTRICT_CHAIN,
    evidence: 'LevelConclusion',
    sensitive: true,
  }) as const;

const TRACED: readonly Requirement[] = [
  { step: 'evidenceFreeze' },
  { step: 'opening' },
  { step: 'operatorLevel' },
  { step: 'administratorLevel' },
  { step: 'designatedLeaderLevel' },
  { step: 'groupLeaderLevel' },
  { step: 'districtLevel', when: { lastLevel: ['districtLevel'] } },
  { step: 'responsibilityFinding' },
  { step: 'disposition' },
  { step: 'lessons' },
  { step: 'closure' },
];

/**
 * 责任追究逐级倒查（第三十八条）。
 *
 * NO_BREACH is added to the terminals of the catalogue: a case that was opened for every leak may be closed, with its reason, as
 * 「未违反职责」 (regulation.md §10.7). The levels are steps of their own because each is concluded by another position.
 */
export const accountabilityTrace = define({
  id: 'accountability-trace',
  code: 'W28',
  version: 1,
  title: '责任追究逐级倒查',
  summary: '发生泄露、重大事件或者违反职责的，固定证据后自操作人起逐级倒查，认定责任，作出处理或者移送。',
  articles: ['第三十八条'],
  starters: ['UNIT_GROUP_LEADER', 'DISTRICT_INFO_DEPT', 'DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'],
  offered: false,
  facts: {
    trigger: { kind: 'enum', values: ['LEAK', 'MAJOR_INCIDENT', 'BREACH_OF_DUTY'] },
    incidentId: { kind: 'id' },
    /** How far the trace reaches: always to the unit's first responsible person, into the district's line where the facts say so. */
    lastLevel: { kind: 'enum', values: ['groupLeaderLevel', 'districtLevel'] },
  },
  sections: { trigger: '倒查事由', event: '事件经过', evidence: '证据清单', persons: '涉及岗位' },
  steps: {
    evidenceFreeze: {
      title: '冻结日志和证据',
      kind: 'COMPLETE',
      article: '第三十八条、第二十一条',
      seats: [{ position: 'UNIT_SECURITY_AUDITOR' }, { position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('accountability.evidenceFreeze.hours')],
      evidence: 'EvidenceFreeze',
      escalation: DISTRICT_CHAIN,
    },
    opening: {
      title: '立项核实',
      kind: 'APPROVE',
      article: '第三十八条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: {
        OPEN: { title: '属于倒查情形，立项', then: 'GO', positive: true, reasonRequired: true },
        NO_BREACH: { title: '未违反职责', then: 'END', positive: false, reasonRequired: true, terminal: 'NO_BREACH' },
      },
      clocks: [within('accountability.opening.days')],
      evidence: 'TraceOpening',
      escalation: ['DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'],
      yields: ['lastLevel'],
      sensitive: true,
    },
    operatorLevel: level('第一级：操作人', 'DISTRICT_INFO_DEPT'),
    administratorLevel: level('第二级：数据管理员、业务部门负责人', 'DISTRICT_INFO_DEPT'),
    designatedLeaderLevel: level('第三级：分管领导（直接责任）', 'DISTRICT_INFO_DEPT'),
    groupLeaderLevel: level('第四级：组长（第一责任）', 'DISTRICT_DIRECT_RESPONSIBLE'),
    districtLevel: level('第五级：区级监管责任', 'DISTRICT_GROUP_LEADER'),
    responsibilityFinding: {
      title: '责任认定',
      kind: 'APPROVE',
      article: '第三十八条',
      seats: [{ position: 'DISTRICT_GROUP_LEADER' }],
      outcomes: CONFIRM_OUTCOMES,
      clocks: [within('accountability.responsibilityFinding.days')],
      evidence: 'ResponsibilityFinding',
      escalation: ['DISTRICT_GROUP_LEADER'],
      sensitive: true,
    },
    disposition: {
      title: '处理决定',
      kind: 'APPROVE',
      article: '第三十八条',
      seats: [{ position: 'DISTRICT_GROUP_LEADER' }],
      outcomes: {
        DISPOSE: { title: '作出处理', then: 'GO', positive: true, reasonRequired: true },
        REFER: { title: '移送纪检、公安', then: 'GO', positive: true, reasonRequired: true },
      },
      clocks: [within('accountability.disposition.days')],
      evidence: 'Disposition',
      escalation: ['DISTRICT_GROUP_LEADER'],
      sensitive: true,
    },
    referral: {
      title: '移送',
      kind: 'COMPLETE',
      article: '第三十八条',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      clocks: [within('accountability.referral.days')],
      evidence: 'Referral',
      escalation: ['DISTRICT_DIRECT_RESPONSIBLE', 'DISTRICT_GROUP_LEADER'],
    },
    lessons: {
      title: '整改和经验总结',
      kind: 'COMPLETE',
      article: '第三十八条',
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      clocks: [within('accountability.lessons.days')],
      evidence: 'Lessons',
      escalation: ['UNIT_GROUP_LEADER', 'DISTRICT_INFO_DEPT'],
    },
    closure: {
      title: '结案',
      kind: 'APPROVE',
      article: '第三十八条',
      seats: [{ position: 'DISTRICT_DIRECT_RESPONSIBLE' }],
      outcomes: { APPROVE: APPROVE_OUTCOMES.APPROVE },
      clocks: [within('accountability.closure.days')],
      escalation: ['DISTRICT_GROUP_LEADER'],
    },
  },
  reviews: {
    trace: {
      title: '补充调查',
      correctedBy: { position: 'DISTRICT_INFO_DEPT' },
      corrects: 'form',
      clocks: [within('accountability.levelConclusion.days')],
      article: '第三十八条',
    },
  },
  gates: {},
  grants: {},
  effects: {},
  children: {},
  diversions: {},
  periods: {},
  terminals: {
    CONCLUDED: { title: '已办结', positive: true, requires: TRACED },
    REFERRED: { title: '已移送', positive: true, requires: [...TRACED, { step: 'referral' }] },
    NO_BREACH: { title: '未违反职责', positive: false },
  },
  distinct: [
    ...apart('starter-does-not-judge', '发起人不得作出各级结论、责任认定和处理决定', 'APPLICANT', [...LEVELS, 'opening', 'responsibilityFinding', 'disposition', 'closure']),
    ...apart('investigator-does-not-find', '作出各级结论的人不得认定责任', 'responsibilityFinding', LEVELS),
  ],
  holds: { by: [] },
  withdrawUntil: 'NEVER',
});
