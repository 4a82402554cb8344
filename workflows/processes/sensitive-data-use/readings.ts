/** What the forms of the use of sensitive data mean, in every version of it. */
import type { Checked, FormReading, Surroundings } from '@libs/record/desk';
import { applicationErrors, applicationFacts, endsWithin, evidenceReadings } from '../shared/readings';
import type { SensitiveDataUseForm } from './form';

export const MAX_PERIOD = 'use.maxPeriodDays';

/** 第十八条 is about use within the unit: the data sets are those of the applicant's own. */
export function readForm(form: SensitiveDataUseForm, around: Surroundings): Checked<FormReading> {
  const errors = applicationErrors(form, around, MAX_PERIOD);
  if (errors.length) return { errors };
  return {
    value: {
      facts: applicationFacts(form, around),
      flags: { ...form.guards, crossBorder: form.processing.crossBorder },
      title: `${form.project.name}（使用 ${form.data.datasetIds.length} 项数据）`,
    },
  };
}

/** 第十八条: an authorisation carries its end, within the period that was asked for; the group leader may only shorten it. */
export const AUTHORIZATIONS = { secondaryAuthorization: endsWithin('requestedUntil'), leaderAuthorization: endsWithin('validUntil') };
export const readAuthorizations = evidenceReadings(AUTHORIZATIONS);
