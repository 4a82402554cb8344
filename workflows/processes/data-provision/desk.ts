/** How the forms of a provision become facts, and what the registers take note of. */
import { civilDateOf, endOfDay, plusMonths, startOfDay } from '@libs/domain/calendar';
import { durationText } from '@libs/domain/duration';
import { deskOf } from '@libs/forms/desk';
import { durationOf } from '@libs/policy/typed-values';
import type { Checked, FormReading, Moment, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { RegisterEntry } from '@libs/record/registers/entries';
import { processOf } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { fieldError } from '../shared/datasets';
import { inOrder, notLaterThanToday } from '../shared/days';
import { constraintFacts } from '../shared/form.delivery';
import { wayFacts } from '../shared/form.processing';
import { readClosure, readDelivery, readImpact, readPreparation, recipientCopies, returnedCopies } from '../shared/provision-readings';
import { applicationErrors, applicationFacts, endsWithin, evidenceReadings } from '../shared/readings';
import { dataProvision } from './definition';
import { FORMS, type DataProvisionForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'provision.maxPeriodDays';
const RECORD_KEPT = 'retention.provisionRecord';

function readForm(form: DataProvisionForm, around: Surroundings): Checked<FormReading> {
  const errors = applicationErrors(form, around, MAX_PERIOD);
  if (errors.length) return { errors };
  return {
    value: {
      facts: { ...applicationFacts(form, around), ...constraintFacts(form.delivery), ...wayFacts(form.processing), requestedFrom: startOfDay(form.period.from) },
      flags: { ...form.guards, crossBorder: form.processing.crossBorder },
      title: `${form.project.name}（提供 ${form.data.datasetIds.length} 项数据）`,
    },
  };
}

/** What was permitted is agreed for as long as it lasts. */
function readAgreement(_outcome: string, evidence: Plain, { facts, now }: Surroundings): Checked<FactValues> {
  const { validUntil } = evidence;
  const permitted = facts['validUntil'];
  const errors = [
    ...notLaterThanToday(evidence, now, 'signedOn'),
    ...inOrder(evidence, 'signedOn', 'validUntil', '签订日期'),
    ...(typeof validUntil === 'string' && typeof permitted === 'number' && endOfDay(validUntil) < permitted ? [fieldError('validUntil', 'ENDS_TOO_EARLY', '协议有效期不得早于批准的有效期', 'The agreement may not end before the permission')] : []),
  ];
  return errors.length ? { errors } : { value: {} };
}

/** The record is kept as long as the law asks for, counted from its day. */
function readRecord(_outcome: string, evidence: Plain, { now, policies, facts }: Surroundings): Checked<FactValues> {
  const { keptUntil, firstDeliveredOn, lastDeliveredOn, deliveries, records } = evidence;
  const least = durationOf(policies, RECORD_KEPT);
  if (least.unit !== 'MONTH') throw new Error(`the policy ${RECORD_KEPT} is counted in months`);
  const delivered = deliveries !== 0;
  const errors = [
    ...(!delivered && facts['delivered'] === true ? [fieldError('deliveries', 'INCONSISTENT', '已有交付记录，交付次数不得为零', 'A delivery was recorded')] : []),
    ...(!delivered && records !== 0 ? [fieldError('records', 'INCONSISTENT', '未交付的，累计条数为零', 'Nothing was delivered')] : []),
    ...(typeof keptUntil === 'string' && keptUntil < plusMonths(civilDateOf(now), least.amount) ? [fieldError('keptUntil', 'ENDS_TOO_EARLY', `提供记录至少保存 ${durationText(least)}`, `Kept for ${least.amount} months at least`)] : []),
    ...Object.entries({ firstDeliveredOn, lastDeliveredOn }).flatMap(([path, day]) => (delivered === (day !== undefined) ? [] : [fieldError(path, 'INCONSISTENT', '交付日期与交付次数不一致', 'Contradicts the number of deliveries')])),
    ...notLaterThanToday(evidence, now, 'firstDeliveredOn', 'lastDeliveredOn'),
    ...inOrder(evidence, 'firstDeliveredOn', 'lastDeliveredOn', '首次交付日期'),
  ];
  return errors.length ? { errors } : { value: {} };
}

/** The form of a moment is one that this desk has passed. */
const formOf = ({ form }: Moment): DataProvisionForm => form as unknown as DataProvisionForm;

const recipientOf = (moment: Moment): string => formOf(moment).recipients.receivingUnit ?? '';
const delivery = (moment: Moment): readonly RegisterEntry[] => recipientCopies(moment, recipientOf(moment));
const closure = (moment: Moment): readonly RegisterEntry[] => returnedCopies(moment, recipientOf(moment));

export const dataProvisionDesk: ProcessDesk = deskOf({
  process: processOf(dataProvision, story),
  forms: FORMS,
  pins: [MAX_PERIOD, RECORD_KEPT],
  datasetsOf: (form: DataProvisionForm) => form.data.datasetIds,
  readForm,
  readEvidence: evidenceReadings({
    impactAnalysis: readImpact,
    unitApproval: endsWithin('requestedUntil'),
    leaderApproval: endsWithin('validUntil'),
    agreement: readAgreement,
    deliveryPreparation: readPreparation,
    delivery: readDelivery,
    provisionRecord: readRecord,
    closure: readClosure,
  }),
  registers: { delivery, closure },
});
