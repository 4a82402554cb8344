/** What an application for data comes to, and what its period and authorisations are checked against. */
import { civilDateOf, endOfDay, plusDays } from '@libs/domain/calendar';
import { durationText } from '@libs/domain/duration';
import { instantOf, isCalendarDate } from '@libs/forms/calendar-date';
import { durationOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, Plain, Surroundings } from '@libs/record/desk';
import type { FactValues } from '@workflows/kit/definition';
import { belowCatalogue, fieldError, notInCatalogue, sensitivityDenied, strictestLevel } from './datasets';
import { notLaterThanToday } from './days';
import type { SharedData, SharedLevel } from './form.data';
import type { SharedPeriod } from './form.period';

interface Application {
  readonly data: SharedData;
  readonly level: SharedLevel;
  readonly period: Pick<SharedPeriod, 'from' | 'to'>;
}

/** @param longest the policy row, in calendar days, that bounds a period */
export const applicationErrors = (form: Application, around: Surroundings, longest: string): FieldError[] => [
  ...notInCatalogue('data.datasetIds', form.data.datasetIds, around),
  ...belowCatalogue('level.declaredLevel', form.level.declaredLevel, around),
  ...sensitivityDenied('data.sensitive', form.data.sensitive, around),
  ...periodErrors(form.period, around, longest),
];

function periodErrors(period: Application['period'], { now, policies }: Surroundings, longest: string): FieldError[] {
  const today = civilDateOf(now);
  const most = durationOf(policies, longest);
  if (most.unit !== 'CALENDAR_DAY') throw new Error(`the policy ${longest} is counted in days`);
  return [
    ...(period.to < today ? [fieldError('period.to', 'IN_THE_PAST', '使用期限已过', 'The period is over')] : []),
    ...(period.to > plusDays(period.from, most.amount) ? [fieldError('period.to', 'PERIOD_TOO_LONG', `单次使用期限最长 ${durationText(most)}`, `At most ${most.amount} days`)] : []),
  ];
}

/** The facts of every application for data: what is asked for, at which level, until when. */
export const applicationFacts = ({ data, level, period }: Application, around: Pick<Surroundings, 'datasets'>): FactValues => ({
  level: strictestLevel(level.declaredLevel, around),
  sensitive: data.sensitive || around.datasets.some(({ sensitive }) => sensitive),
  subjectCount: data.subjectCount,
  datasetIds: data.datasetIds,
  requestedUntil: endOfDay(period.to),
});

/** A day ends at 24:00; an instant is taken as it is. */
const endOf = (text: string): number | undefined => (isCalendarDate(text) ? endOfDay(text) : instantOf(text));

/**
 * The end of an authorisation, given as a day or an instant: in the future, and not beyond `most`, which was asked for or
 * authorised before. Nothing where none is given.
 */
export function readValidUntil(given: unknown, most: unknown, now: number): Checked<FactValues> {
  if (typeof given !== 'string') return { value: {} };
  const validUntil = endOf(given);
  if (validUntil === undefined) return { errors: [fieldError('validUntil', 'NOT_A_DATE', '不是存在的日期', 'Not an existing date')] };
  if (validUntil <= now) return { errors: [fieldError('validUntil', 'IN_THE_PAST', '授权有效期须在将来', 'Must lie in the future')] };
  if (typeof most === 'number' && validUntil > most) return { errors: [fieldError('validUntil', 'BEYOND_REQUEST', '不得超过申请的使用期限', 'Must not go beyond the period that was asked for')] };
  return { value: { validUntil } };
}

type Reading = (outcome: string, evidence: Plain, around: Surroundings) => Checked<FactValues>;

/** What the evidence of a process's steps means, by step; the others yield nothing. */
export const evidenceReadings =
  (readings: Readonly<Record<string, Reading>>) =>
  (step: string, outcome: string, evidence: Plain | undefined, around: Surroundings): Checked<FactValues> =>
    readings[step]?.(outcome, evidence ?? {}, around) ?? { value: {} };

/** An approval that carries its end, within what `fact` allows. */
export const endsWithin =
  (fact: string): Reading =>
  (_outcome, evidence, { facts, now }) =>
    laterThan(facts['requestedFrom'], readValidUntil(evidence['validUntil'], facts[fact], now));

/** What begins later does not end before. */
function laterThan(from: unknown, read: Checked<FactValues>): Checked<FactValues> {
  if ('errors' in read || typeof from !== 'number' || typeof read.value['validUntil'] !== 'number' || read.value['validUntil'] > from) return read;
  return { errors: [fieldError('validUntil', 'BEFORE_PERIOD', '授权有效期须晚于申请的起始日', 'Must end after the period that was asked for begins')] };
}

/** Something that is written down once it has been done: the day lies not in the future. */
export const doneBy =
  (path: string): Reading =>
  (_outcome, evidence, { now }) => {
    const errors = notLaterThanToday(evidence, now, path);
    return errors.length ? { errors } : { value: {} };
  };
