/** Version 1, kept whole for the cases that began under it: nothing of them is destroyed in a case of its own. Never changed. */
import { deskOf } from '@libs/forms/desk';
import type { ProcessDesk } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import { MAX_PERIOD, readAuthorizations, readForm } from '../../readings';
import { sensitiveDataUse } from './definition';
import { FORMS, type SensitiveDataUseForm } from './form';
import { story } from './story';

export const sensitiveDataUseDesk1: ProcessDesk = deskOf({
  process: processOf(sensitiveDataUse, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: SensitiveDataUseForm) => form.data.datasetIds,
  readForm,
  readEvidence: readAuthorizations,
});
