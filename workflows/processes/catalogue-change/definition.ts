import { DATA_LEVELS } from '@libs/domain/positions';
import { apart, CONFIRM_OUTCOMES, define, DISTRICT_CHAIN, UNIT_CHAIN, UNIT_LEADERS, UNIT_OVERSEERS, within, type ClockSpec, type FactValue } from '@workflows/kit/definition';
import { RECEIPT_OUTCOMES } from '../shared/receipt';

const BEYOND_GENERAL = ['IMPORTANT', 'CORE'];

/** Counts from the day of the change, which may lie in the past: what is late when it is registered is shown so. */
const sinceChange = (policy: string, when: Readonly<Record<string, readonly FactValue[]>>): ClockSpec => ({ policy, base: { fact: 'changedAt' }, nature: 'SOFT', statutory: true, reminders: 'change.reminders', when });

/** 第三十条（三） is about 一般数据; for 重要、核心数据, and where the law or a derivation calls for it, 第二十七条「及时」 (regulation.md §10.5). */
const REGRADED = [
  sinceChange('clock.C15.basic-information-changed', { changeKind: ['BASIC'], level: ['GENERAL'] }),
  sinceChange('regrade.timely.days', { changeKind: ['BASIC'], level: BEYOND_GENERAL }),
  sinceChange('regrade.timely.days', { changeKind: ['DERIVED', 'NATIONAL'] }),
];
const REPORTED = [sinceChange('clock.C16.other-information-changed', { level: ['GENERAL'] }), sinceChange('regrade.timely.days', { level: BEYOND_GENERAL })];

/**
 * 数据目录变更（第二十七、二十八、三十条（三））. OVERDUE of the catalogue is no end: the duty stays open, and its breach is shown to the
 * unit's leaders and the district. Nobody withdraws a change that has happened.
 */
export const catalogueChange = define({
  id: 'catalogue-change',
  code: 'W11',
  version: 1,
  title: '数据目录变更',
  summary: '登记数据资源的变化，区分基本情况、其他情况、衍生数据和国家要求，限期重新分类分级或者上报区卫生健康委。',
  articles: ['第二十七条', '第二十八条', '第三十条（三）'],
  starters: ['UNIT_BUSINESS_OWNER'],
  offered: true,
  facts: {
    changeKind: { kind: 'enum', values: ['BASIC', 'OTHER', 'DERIVED', 'NATIONAL'] },
    changedAt: { kind: 'instant' },
    /** At which the resource, or what it was made from, is protected now. */
    level: { kind: 'enum', values: DATA_LEVELS },
    resourceId: { kind: 'id' },
    datasetIds: { kind: 'ids' },
  },
  sections: { guards: '前置申明', applicant: '申请人', change: '变更情况' },
  steps: {
    classification: {
      title: '变更类型认定',
      kind: 'APPROVE',
      article: '第三十条（三）',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      outcomes: {
        CLASSIFIED: { title: '认定变更类型', then: 'GO', positive: true, reasonRequired: false },
        NO_CHANGE: { title: '拟定为目录所载情况无变化', then: 'GO', positive: false, reasonRequired: true },
        RETURN: CONFIRM_OUTCOMES.RETURN,
      },
      clocks: [within('change.classification.days')],
      escalation: UNIT_LEADERS,
      evidence: 'ChangeClassification',
      yields: ['changeKind'],
    },
    noChangeConfirmation: {
      title: '确认无变化（分管领导）',
      kind: 'APPROVE',
      article: '第三十条（三）',
      seats: [{ position: 'UNIT_DESIGNATED_LEADER' }],
      outcomes: {
        CONFIRMED: { title: '确认无变化', then: 'END', positive: true, reasonRequired: true, terminal: 'NO_CHANGE' },
        CHANGED: { title: '属于变化，重新认定', then: 'GO', positive: false, reasonRequired: true },
      },
      clocks: [within('change.classification.days')],
      escalation: ['UNIT_GROUP_LEADER'],
    },
    description: {
      title: '变更后的数据资源梳理',
      kind: 'COMPLETE',
      article: '第二十七条、第二十八条、第三十条（三）',
      seats: [{ position: 'UNIT_BUSINESS_OWNER' }],
      clocks: REGRADED,
      escalation: [...UNIT_CHAIN, ...DISTRICT_CHAIN],
      evidence: 'ChangedResource',
    },
    changeReport: {
      title: '变更报告',
      kind: 'COMPLETE',
      article: '第三十条（三）',
      seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }],
      clocks: REPORTED,
      escalation: [...UNIT_LEADERS, ...DISTRICT_CHAIN],
      evidence: 'ChangeReport',
    },
    districtReceipt: {
      title: '区卫生健康委接收报告',
      kind: 'APPROVE',
      article: '第三十条（三）',
      seats: [{ position: 'DISTRICT_INFO_DEPT' }],
      outcomes: RECEIPT_OUTCOMES,
      judges: ['changeReport'],
      clocks: [within('change.receipt.days')],
      escalation: ['DISTRICT_DIRECT_RESPONSIBLE'],
      evidence: 'ReportReceipt',
    },
  },
  reviews: {
    registration: {
      title: '变更登记补正',
      correctedBy: { applicant: true },
      corrects: 'form',
      clocks: [within('change.classification.days')],
      article: '第三十条（三）',
    },
    report: {
      title: '变更报告补正',
      correctedBy: { position: 'UNIT_DATA_ADMINISTRATOR' },
      corrects: { evidenceOf: 'changeReport' },
      clocks: [within('change.receipt.days')],
      article: '第三十条（三）',
    },
  },
  gates: { submission: { title: '提交校验', rules: ['G1', 'G14', 'G15'] } },
  grants: {},
  effects: {},
  children: {
    regrade: {
      title: '重新分类分级',
      process: 'classification-grading',
      onParentEnd: 'LEAVE',
      outcomes: ['EFFECTIVE', 'PENDING_NATIONAL', 'RETURNED'],
      limit: { article: '第二十七条、第三十条（三）', clocks: REGRADED, escalation: [...UNIT_CHAIN, ...DISTRICT_CHAIN] },
    },
  },
  diversions: {},
  periods: {},
  terminals: {
    REGRADED: { title: '已重新分类分级', positive: true, requires: [{ step: 'classification' }, { step: 'description' }] },
    REPORTED: { title: '已上报', positive: true, requires: [{ step: 'classification' }, { step: 'changeReport' }, { step: 'districtReceipt' }] },
    NO_CHANGE: { title: '经确认无变化', positive: true, requires: [{ step: 'noChangeConfirmation' }] },
  },
  distinct: [
    ...apart('applicant-is-no-decider', '登记人不得认定、确认、接收本人登记的变更', 'APPLICANT', ['classification', 'noChangeConfirmation', 'districtReceipt']),
    ...apart('no-change-is-confirmed-by-another', '无变化不得由拟定人确认', 'noChangeConfirmation', ['classification']),
    ...apart('reporter-does-not-receive', '报告人不得接收报告', 'districtReceipt', ['changeReport', 'report']),
  ],
  holds: { by: UNIT_OVERSEERS },
  withdrawUntil: 'NEVER',
});
