/** What a unit owes whom of an incident (第十条; regulation.md §5.2), as the register of obligations has it: when it was due, when it was done. */
import { instantOf } from '@libs/forms/calendar-date';
import type { Moment, Plain } from '@libs/record/desk';
import type { ObligationEntry, RegisterEntry } from '@libs/record/registers/entries';
import { incidentResponse } from './definition';

type Step = keyof typeof incidentResponse.steps;

/** To whom. What is no report, notice or further duty of the unit is not here. */
const OWED_TO: Partial<Record<Step, string>> = {
  districtReport: '区卫生健康委（信息化管理科）',
  followUpReport: '区卫生健康委和原报告渠道',
  cyberspaceReport: '上海市委网信办（属地省级网信部门）',
  ciiReport: '关键信息基础设施保护工作部门',
  ciiPoliceReport: '公安机关',
  policeReport: '公安机关',
  personalInfoReport: '履行个人信息保护职责的部门',
  subjectNotice: '受影响的个人',
  orderedNotice: '受影响的个人',
  partyNotice: '利害关系人',
  minorsNotice: '网信等部门、未成年人及其监护人',
  secrecyReport: '同级保密行政管理部门、上级主管部门',
  vulnerabilityReport: '有关主管部门',
  publicWarning: '公众',
  summaryReport: '原报告渠道、区卫生健康委',
  planRevision: '本单位（应急预案）',
};

/** Steps whose settling may bring an obligation about, or end one. What follows in the same branch of the story opens none. */
const NOTED: readonly string[] = Object.keys(incidentResponse.steps).filter((key) => !['planActivation', 'containment', 'eradication', 'eradicationVerification', 'accountabilityDecision'].includes(key));

/** Ends before anything more is owed; what was still open falls away with them. */
const ENDS = ['FALSE_ALARM', 'TERMINATED', 'VOIDED'] as const;

const isOwed = (key: string): key is Step => Object.hasOwn(OWED_TO, key);

const obligation = (key: Step, rest: Pick<ObligationEntry, 'status' | 'dueAt' | 'fulfilledAt' | 'receiptNo'>): ObligationEntry => {
  const { title, article } = incidentResponse.steps[key];
  return { register: 'OBLIGATION', key, title, article, to: OWED_TO[key] ?? '', ...rest };
};

const opened = ({ open, now }: Moment): ObligationEntry[] =>
  open.flatMap(({ key, openedAt, dueAt }) => (isOwed(key) && openedAt === now ? [obligation(key, { status: 'OPEN', ...(dueAt !== undefined && { dueAt }) })] : []));

/** A report is made when it was sent, not when it was noted here. */
const fulfilled = (key: string, { evidence, now }: Moment): ObligationEntry[] =>
  isOwed(key) ? [obligation(key, { status: 'FULFILLED', fulfilledAt: sentAt(evidence[key]) ?? now, ...receiptOf(evidence[key]) })] : [];

function sentAt(evidence: Plain | undefined): number | undefined {
  const all = [evidence?.['sentAt'], evidence?.['guardiansToldAt'], ...sendings(evidence).map((one) => one['sentAt'])];
  const instants = all.flatMap((text) => (typeof text === 'string' ? [instantOf(text) ?? 0] : []));
  return instants.length === 0 ? undefined : Math.max(...instants);
}

function receiptOf(evidence: Plain | undefined): { readonly receiptNo?: string } {
  const receipts = [evidence?.['receiptNo'], evidence?.['documentNo'], ...sendings(evidence).map((one) => one['receiptNo'])].filter((text) => typeof text === 'string');
  return receipts.length === 0 ? {} : { receiptNo: receipts.join('、') };
}

/** The summary goes along several channels. */
const sendings = (evidence: Plain | undefined): readonly Plain[] => {
  const list: unknown = evidence?.['sentTo'];
  return Array.isArray(list) ? list : [];
};

const cancelled = ({ dropped = [] }: Moment): ObligationEntry[] => dropped.flatMap((key) => (isOwed(key) ? [obligation(key, { status: 'CANCELLED' })] : []));

export const registers: Readonly<Record<string, (moment: Moment) => readonly RegisterEntry[]>> = {
  started: opened,
  ...Object.fromEntries(NOTED.map((key) => [key, (moment: Moment) => [...fulfilled(key, moment), ...opened(moment)]])),
  ...Object.fromEntries(ENDS.map((end) => [end, cancelled])),
};
