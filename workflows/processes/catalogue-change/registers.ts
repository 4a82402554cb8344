/** What the registers take from a change: the change itself, the derived resource, what it does to the grading, and the report. */
import type { Moment } from '@libs/record/desk';
import type { ChangeEntry, FilingEntry, GradingEntry, RegisterEntry, ResourceEntry } from '@libs/record/registers/entries';
import { pointsOf } from '../shared/points';
import type { CatalogueChangeForm } from './form';
import type { ChangeDetails, DerivedData } from './form.sections';

// The form of a moment has passed `checkForm`.
const changeOf = ({ form }: Moment): ChangeDetails => (form as unknown as CatalogueChangeForm).change;

const causeOf = ({ subject, trigger, derived }: ChangeDetails): string => (subject === 'NATIONAL' ? 'NATIONAL_REQUIREMENT' : (trigger ?? derived?.derivation ?? 'OTHER'));

function changed(moment: Moment, status: ChangeEntry['status']): ChangeEntry {
  const change = changeOf(moment);
  const kind = moment.facts['changeKind'];
  if (kind !== 'BASIC' && kind !== 'OTHER' && kind !== 'DERIVED' && kind !== 'NATIONAL') throw new Error(`no kind of change: ${String(kind)}`);
  return { register: 'CHANGE', resourceId: change.resourceId, kind, trigger: causeOf(change), changedAt: change.changedAt, status };
}

const derivedResource = (id: string, { code, name, category, dept, sourceIds, derivation, subjectCount, sensitive }: DerivedData): ResourceEntry => ({
  register: 'RESOURCE',
  id,
  code,
  name,
  category,
  dept,
  derivedFrom: sourceIds,
  derivation,
  subjectCount,
  sensitive,
});

/** 第二十八条: derived data is registered, ungraded and so of no use, with the change. */
function registered(moment: Moment): RegisterEntry[] {
  const { resourceId, derived } = changeOf(moment);
  return [...(derived ? [derivedResource(resourceId, derived)] : []), changed(moment, 'OPEN')];
}

/** From now on the resource may not be used, shared or opened until it is graded anew (G6). What was never graded stays so. */
function pending(moment: Moment): GradingEntry[] {
  const { resourceId } = changeOf(moment);
  const graded = moment.datasets.some(({ id, gradingStatus }) => id === resourceId && gradingStatus === 'GRADED');
  if (!graded || moment.facts['changeKind'] === 'OTHER') return [];
  return [{ register: 'GRADING', resourceId, gradingStatus: 'REGRADE_PENDING', basis: `重新定级中（第二十七条、第三十条（三）），办件 ${moment.number}` }];
}

const report = (status: FilingEntry['status'], points?: readonly string[]): FilingEntry => ({ register: 'FILING', kind: 'CHANGE_REPORT', status, ...(points?.length && { points }) });

export const REGISTERS: Readonly<Record<string, (moment: Moment) => readonly RegisterEntry[]>> = {
  started: registered,
  registration: registered,
  classification: (moment) => (moment.outcome === 'CLASSIFIED' ? [changed(moment, 'OPEN'), ...pending(moment)] : []),
  changeReport: () => [report('SUBMITTED')],
  report: () => [report('SUBMITTED')],
  districtReceipt: (moment) => [moment.outcome === 'APPROVE' ? report('RECEIVED') : report('RETURNED', pointsOf(moment, 'districtReceipt'))],
  REGRADED: (moment) => [changed(moment, 'REGRADED')],
  REPORTED: (moment) => [changed(moment, 'REPORTED')],
  NO_CHANGE: (moment) => [changed(moment, 'NO_CHANGE')],
};
