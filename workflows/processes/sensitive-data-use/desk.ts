/** How the forms of the use of sensitive data become facts, and what they are checked against beyond their own fields. */
import { civilDateOf, endOfDay, plusDays } from '@libs/domain/calendar';
import { durationText } from '@libs/domain/duration';
import { instantOf, isCalendarDate } from '@libs/forms/calendar-date';
import { deskOf } from '@libs/forms/desk';
import { durationOf } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { belowCatalogue, fieldError, notInCatalogue, strictestLevel } from '../shared/datasets';
import { sensitiveDataUse } from './definition';
import { FORMS, type SensitiveDataUseForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'use.maxPeriodDays';

function readForm(form: SensitiveDataUseForm, around: Surroundings): Checked<FormReading> {
  const { data, level } = form;
  // 第十八条 is about use within the unit.
  const errors = [...notInCatalogue('data.datasetIds', data.datasetIds, around), ...belowCatalogue('level.declaredLevel', level.declaredLevel, around), ...periodErrors(form, around)];
  if (errors.length) return { errors };
  return {
    value: {
      facts: {
        level: strictestLevel(level.declaredLevel, around),
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

function periodErrors({ period }: SensitiveDataUseForm, { now, policies }: Surroundings): FieldError[] {
  const today = civilDateOf(now);
  const most = durationOf(policies, MAX_PERIOD);
  if (most.unit !== 'CALENDAR_DAY') throw new Error(`the policy ${MAX_PERIOD} is counted in days`);
  return [
    ...(period.to < today ? [fieldError('period.to', 'IN_THE_PAST', '使用期限已过', 'The period is over')] : []),
    ...(period.to > plusDays(period.from, most.amount) ? [fieldError('period.to', 'PERIOD_TOO_LONG', `单次使用期限最长 ${durationText(most)}`, `At most ${most.amount} days`)] : []),
  ];
}

/** A day ends at 24:00; an instant is taken as it is. */
const endOf = (text: string): number | undefined => (isCalendarDate(text) ? endOfDay(text) : instantOf(text));

/** 第十八条: an authorisation carries its end, within the period that was asked for. */
function readEvidence(step: string, _outcome: string, evidence: Readonly<Record<string, unknown>> | undefined, { facts, now }: Surroundings): Checked<FactValues> {
  const given = step === 'secondaryAuthorization' || step === 'leaderAuthorization' ? evidence?.['validUntil'] : undefined;
  if (typeof given !== 'string') return { value: {} };
  const validUntil = endOf(given);
  if (validUntil === undefined) return { errors: [fieldError('validUntil', 'NOT_A_DATE', '不是存在的日期', 'Not an existing date')] };
  if (validUntil <= now) return { errors: [fieldError('validUntil', 'IN_THE_PAST', '授权有效期须在将来', 'Must lie in the future')] };
  const most = step === 'leaderAuthorization' ? facts['validUntil'] : facts['requestedUntil'];
  if (typeof most === 'number' && validUntil > most) return { errors: [fieldError('validUntil', 'BEYOND_REQUEST', '不得超过申请的使用期限', 'Must not go beyond the period that was asked for')] };
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
