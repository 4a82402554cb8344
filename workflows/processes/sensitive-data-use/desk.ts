/** How the forms of the use of sensitive data become facts, and what they are checked against beyond their own fields. */
import { civilDateOf, endOfDay, plusDays } from '@libs/domain/calendar';
import { durationText } from '@libs/domain/duration';
import { compareLevels, protectiveLevel, strictest } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import { instantOf, isCalendarDate } from '@libs/forms/calendar-date';
import { deskOf } from '@libs/forms/desk';
import { durationOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { sensitiveDataUse } from './definition';
import { FORMS, type SensitiveDataUseForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'use.maxPeriodDays';

const error = (path: string, code: string, zh: string, en: string): FieldError => ({ path, code, message: { zh, en } });

function readForm(form: SensitiveDataUseForm, around: Surroundings): Checked<FormReading> {
  const errors = [...datasetErrors(form, around), ...levelErrors(form, around), ...periodErrors(form, around)];
  if (errors.length) return { errors };
  return {
    value: {
      facts: {
        level: levelOf(form, around),
        sensitive: form.data.sensitive || around.datasets.some(({ sensitive }) => sensitive),
        subjectCount: form.data.subjectCount,
        datasetIds: form.data.datasetIds,
        requestedUntil: endOfDay(form.period.to),
      },
      flags: { ...form.guards, crossBorder: form.processing.crossBorder },
      title: `${form.project.name}（使用 ${form.data.datasetIds.length} 项数据）`,
    },
  };
}

/** The data sets must stand in the catalogue of the applicant's own unit: 第十八条 is about use within the unit. */
const datasetErrors = ({ data }: SensitiveDataUseForm, { datasets, orgId }: Surroundings): FieldError[] =>
  data.datasetIds.flatMap((id, index) =>
    datasets.some((dataset) => dataset.id === id && dataset.orgId === orgId)
      ? []
      : [error(`data.datasetIds[${index}]`, 'NOT_IN_CATALOGUE', '本单位数据资源目录中没有此数据集', 'Not a data set of your unit’s catalogue')],
  );

/** 就高从严: the strictest of the levels under which the data sets are protected and the level that was declared. */
const levelOf = ({ level }: SensitiveDataUseForm, { datasets }: Surroundings): DataLevel => strictest([level.declaredLevel, ...levelsOf(datasets)]) ?? level.declaredLevel;

const levelsOf = (datasets: Surroundings['datasets']): DataLevel[] => datasets.map((dataset) => protectiveLevel(dataset)).filter((level) => level !== 'UNGRADED');

function levelErrors({ level }: SensitiveDataUseForm, { datasets }: Surroundings): FieldError[] {
  const known = strictest(levelsOf(datasets));
  if (!known || compareLevels(level.declaredLevel, known) >= 0) return [];
  return [error('level.declaredLevel', 'BELOW_CATALOGUE', '不得低于所选数据集在目录中的级别', 'Must not be below the catalogue’s level of the chosen data sets')];
}

function periodErrors({ period }: SensitiveDataUseForm, { now, policies }: Surroundings): FieldError[] {
  const today = civilDateOf(now);
  const most = durationOf(policies, MAX_PERIOD);
  if (most.unit !== 'CALENDAR_DAY') throw new Error(`the policy ${MAX_PERIOD} is counted in days`);
  return [
    ...(period.to < today ? [error('period.to', 'IN_THE_PAST', '使用期限已过', 'The period is over')] : []),
    ...(period.to > plusDays(period.from, most.amount) ? [error('period.to', 'PERIOD_TOO_LONG', `单次使用期限最长 ${durationText(most)}`, `At most ${most.amount} days`)] : []),
  ];
}

/** A day ends at 24:00; an instant is taken as it is. */
const endOf = (text: string): number | undefined => (isCalendarDate(text) ? endOfDay(text) : instantOf(text));

/** 第十八条: an authorisation carries its end, within the period that was asked for. */
function readEvidence(step: string, _outcome: string, evidence: Readonly<Record<string, unknown>> | undefined, { facts, now }: Surroundings): Checked<FactValues> {
  const given = step === 'secondaryAuthorization' || step === 'leaderAuthorization' ? evidence?.['validUntil'] : undefined;
  if (typeof given !== 'string') return { value: {} };
  const validUntil = endOf(given);
  if (validUntil === undefined) return { errors: [error('validUntil', 'NOT_A_DATE', '不是存在的日期', 'Not an existing date')] };
  if (validUntil <= now) return { errors: [error('validUntil', 'IN_THE_PAST', '授权有效期须在将来', 'Must lie in the future')] };
  const most = step === 'leaderAuthorization' ? facts['validUntil'] : facts['requestedUntil'];
  if (typeof most === 'number' && validUntil > most) return { errors: [error('validUntil', 'BEYOND_REQUEST', '不得超过申请的使用期限', 'Must not go beyond the period that was asked for')] };
  return { value: { validUntil } };
}

export const sensitiveDataUseDesk: ProcessDesk = deskOf({
  process: processOf(sensitiveDataUse, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: SensitiveDataUseForm) => form.data.datasetIds,
  readForm,
  readEvidence,
});
