/** How the forms of the use of sensitive data become facts, and what they are checked against beyond their own fields. */
import { deskOf } from '@libs/forms/desk';
import type { ProcessDesk } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import { readClosure } from '../shared/provision-readings';
import { evidenceReadings } from '../shared/readings';
import { sensitiveDataUse } from './definition';
import { FORMS, type SensitiveDataUseForm } from './form';
import { AUTHORIZATIONS, MAX_PERIOD, readForm } from './readings';
import { story } from './story';
import { sensitiveDataUseDesk1 } from './versions/1/desk';

export const sensitiveDataUseDesk: ProcessDesk = deskOf({
  process: processOf(sensitiveDataUse, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: SensitiveDataUseForm) => form.data.datasetIds,
  readForm,
  readEvidence: evidenceReadings({ ...AUTHORIZATIONS, closure: readClosure }),
  former: [sensitiveDataUseDesk1],
});
