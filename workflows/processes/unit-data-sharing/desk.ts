/** How the forms of channel A become facts, and what the registers take note of. */
import { startOfDay } from '@libs/domain/calendar';
import { deskOf } from '@libs/forms/desk';
import type { Checked, FieldError, FormReading, Moment, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { RegisterEntry } from '@libs/record/registers/entries';
import { processOf } from '@workflows/kit/fold';
import { fieldError } from '../shared/datasets';
import { constraintFacts } from '../shared/form.delivery';
import { wayFacts } from '../shared/form.processing';
import { filingOf, readClosure, readDelivery, readImpact, readPreparation, readReceipt, readUsage, recipientCopies, returnedCopies } from '../shared/provision-readings';
import { applicationErrors, applicationFacts, endsWithin, evidenceReadings } from '../shared/readings';
import { unitDataSharing } from './definition';
import { FORMS, MODES, type UnitDataSharingForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'sharing.maxPeriodDays';

/** What a unit does with its own data is a use within it (第十八条). */
const ofOwnUnit = ({ starter, orgId }: Surroundings): FieldError[] =>
  starter?.orgId === orgId ? [fieldError('sharing.providingUnit', 'OWN_UNIT', '本单位使用本单位的数据，按敏感数据使用办理（第十八条）', 'Your own unit: using its data within it is another process')] : [];

/** The data sets are those of the unit to which the request is addressed. */
function readForm(form: UnitDataSharingForm, around: Surroundings): Checked<FormReading> {
  const errors = [...ofOwnUnit(around), ...applicationErrors(form, around, MAX_PERIOD)];
  if (errors.length) return { errors };
  const { mode } = form.sharing;
  return {
    value: {
      facts: { ...applicationFacts(form, around), ...constraintFacts(form.delivery), ...wayFacts(form.processing), requestedFrom: startOfDay(form.period.from), mode },
      flags: { ...form.guards, crossBorder: form.processing.crossBorder },
      title: `${form.project.name}（${MODES[mode]} ${form.data.datasetIds.length} 项数据）`,
    },
  };
}

/** The form of a moment is one that this desk has passed. */
const formOf = ({ form }: Moment): UnitDataSharingForm => form as unknown as UnitDataSharingForm;

const recipientOf = (moment: Moment): string => formOf(moment).recipients.receivingUnit ?? '';
const delivery = (moment: Moment): readonly RegisterEntry[] => recipientCopies(moment, recipientOf(moment));
const closure = (moment: Moment): readonly RegisterEntry[] => returnedCopies(moment, recipientOf(moment));

export const unitDataSharingDesk: ProcessDesk = deskOf({
  process: processOf(unitDataSharing, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: UnitDataSharingForm) => form.data.datasetIds,
  readForm,
  readEvidence: evidenceReadings({
    impactAnalysis: readImpact,
    unitApproval: endsWithin('requestedUntil'),
    leaderApproval: endsWithin('validUntil'),
    deliveryPreparation: readPreparation,
    filingReceipt: readReceipt,
    delivery: readDelivery,
    usageReview: readUsage,
    closure: readClosure,
  }),
  dataOf: 'NAMED_UNIT',
  addressedTo: ({ sharing }) => ({ code: sharing.providingUnit, path: 'sharing.providingUnit' }),
  registers: { ...filingOf('SHARING'), delivery, closure },
});
