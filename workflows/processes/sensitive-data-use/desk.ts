/** How the forms of the use of sensitive data become facts, and what they are checked against beyond their own fields. */
import { deskOf } from '@libs/forms/desk';
import type { Checked, FormReading, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import { applicationErrors, applicationFacts, endsWithin, evidenceReadings } from '../shared/readings';
import { sensitiveDataUse } from './definition';
import { FORMS, type SensitiveDataUseForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'use.maxPeriodDays';

/** 第十八条 is about use within the unit: the data sets are those of the applicant's own. */
function readForm(form: SensitiveDataUseForm, around: Surroundings): Checked<FormReading> {
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

export const sensitiveDataUseDesk: ProcessDesk = deskOf({
  process: processOf(sensitiveDataUse, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: SensitiveDataUseForm) => form.data.datasetIds,
  readForm,
  // 第十八条: an authorisation carries its end, within the period that was asked for; the group leader may only shorten it.
  readEvidence: evidenceReadings({ secondaryAuthorization: endsWithin('requestedUntil'), leaderAuthorization: endsWithin('validUntil') }),
});
