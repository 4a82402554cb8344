/** How the forms of an open project become facts, what they are checked against, and what the registers take note of. */
import { deskOf } from '@libs/forms/desk';
import type { Checked, FormReading, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { fieldError } from '../shared/datasets';
import { constraintFacts } from '../shared/form.delivery';
import { filingOf, readImpact, readPreparation, readReceipt } from '../shared/provision-readings';
import { applicationErrors, applicationFacts, doneBy, endsWithin, evidenceReadings } from '../shared/readings';
import { openDataDualReview } from './definition';
import { FORMS, type OpenDataDualReviewForm } from './form';
import { fromSharing } from './from-sharing';
import { story } from './story';

const MAX_PERIOD = 'open.maxPeriodDays';

function readForm(form: OpenDataDualReviewForm, around: Surroundings): Checked<FormReading> {
  const errors = applicationErrors(form, around, MAX_PERIOD);
  if (errors.length) return { errors };
  const { delivery, guards, project } = form;
  return {
    value: {
      facts: { ...applicationFacts(form, around), ...constraintFacts(delivery.constraints), openType: delivery.openType },
      flags: { ...guards, crossBorder: delivery.crossBorder },
      title: `${project.name}（开放 ${form.data.datasetIds.length} 项数据）`,
    },
  };
}

/** 上海市数据条例 第四十一条: what must not be opened is not approved, and nothing is opened more widely than was asked for. */
function readTechnicalReview(outcome: string, { openType }: Plain, { facts }: Surroundings): Checked<FactValues> {
  if (typeof openType !== 'string') return { value: {} };
  if (openType === 'NON_OPEN')
    return outcome === 'APPROVE' ? { errors: [fieldError('openType', 'INCONSISTENT', '属于非开放的，不得同意', 'What must not be opened is not approved')] } : { value: {} };
  if (facts['openType'] === 'CONDITIONAL' && openType === 'UNCONDITIONAL')
    return { errors: [fieldError('openType', 'BEYOND_REQUEST', '申请为有条件开放，不得改为无条件开放', 'It was asked to be opened under conditions')] };
  return { value: outcome === 'APPROVE' ? { openType } : {} };
}

export const openDataDualReviewDesk: ProcessDesk = deskOf({
  process: processOf(openDataDualReview, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: OpenDataDualReviewForm) => form.data.datasetIds,
  readForm,
  readEvidence: evidenceReadings({
    // A session that is written up has been held.
    ethicsOpinion: doneBy('reviewedOn'),
    technicalReview: readTechnicalReview,
    impactAnalysis: readImpact,
    unitSignOff: endsWithin('requestedUntil'),
    leaderSignOff: endsWithin('validUntil'),
    setUp: readPreparation,
    filingReceipt: readReceipt,
  }),
  fromParent: fromSharing,
  registers: filingOf('OPENING'),
});
