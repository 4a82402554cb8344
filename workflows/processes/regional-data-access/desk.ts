/** How the forms of channel B become facts. The case is the centre's: its data, its platforms. */
import { startOfDay } from '@libs/domain/calendar';
import { deskOf } from '@libs/forms/desk';
import type { Checked, FormReading, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import { processOf } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { fieldError } from '../shared/datasets';
import { constraintFacts } from '../shared/form.delivery';
import { wayFacts } from '../shared/form.processing';
import { readImpact, readPreparation, readUsage } from '../shared/provision-readings';
import { applicationErrors, applicationFacts, doneBy, endsWithin, evidenceReadings } from '../shared/readings';
import { regionalDataAccess } from './definition';
import { FORMS, type RegionalDataAccessForm } from './form';
import { story } from './story';

const MAX_PERIOD = 'channelB.maxPeriodDays';

function readForm(form: RegionalDataAccessForm, around: Surroundings): Checked<FormReading> {
  const errors = applicationErrors(form, around, MAX_PERIOD);
  if (errors.length) return { errors };
  return {
    value: {
      facts: { ...applicationFacts(form, around), ...constraintFacts(form.delivery), ...wayFacts(form.processing), requestedFrom: startOfDay(form.period.from) },
      flags: { ...form.guards, crossBorder: form.processing.crossBorder },
      title: `${form.project.name}（获取 ${form.data.datasetIds.length} 项区归集数据）`,
    },
  };
}

const OPINIONS = { dataAvailable: '所需数据未归集', technicallyFeasible: '平台不能满足', securityAdequate: '安全措施不足', scopeMinimal: '超出最小范围' } as const;

/** What the centre finds feasible is so in every respect. */
function readOpinion(outcome: string, evidence: Plain): Checked<FactValues> {
  const wanting = Object.entries(OPINIONS).filter(([path]) => evidence[path] !== true);
  if (outcome !== 'FEASIBLE' || wanting.length === 0) return { value: {} };
  return { errors: wanting.map(([path, zh]) => fieldError(path, 'INCONSISTENT', `${zh}，意见不能为可行`, 'Not feasible in this respect')) };
}

const readPlatform = (_outcome: string, { platform }: Plain): Checked<FactValues> => ({ value: typeof platform === 'string' ? { platform } : {} });

export const regionalDataAccessDesk: ProcessDesk = deskOf({
  process: processOf(regionalDataAccess, story),
  forms: FORMS,
  pins: [MAX_PERIOD],
  datasetsOf: (form: RegionalDataAccessForm) => form.data.datasetIds,
  readForm,
  readEvidence: evidenceReadings({
    centerOpinion: readOpinion,
    impactAnalysis: readImpact,
    districtReview: endsWithin('requestedUntil'),
    districtDecision: endsWithin('validUntil'),
    platformChoice: readPlatform,
    accessProvisioning: readPreparation,
    usageAudit: readUsage,
    accessRemoval: doneBy('removedOn'),
    closure: doneBy('closedOn'),
  }),
  dataOf: 'CENTER',
  addressedTo: () => ({ type: 'DISTRICT_CENTER' }),
});
