/** How a list of data resources becomes facts, what it is checked against, and what the registers take from its review. */
import { compareLevels, protectiveLevel, strictest } from '@libs/domain/grading';
import type { DataLevel } from '@libs/domain/positions';
import { deskOf } from '@libs/forms/desk';
import type { Checked, Dataset, FieldError, FormReading, Moment, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { CatalogueEntry, FilingEntry, GradingEntry } from '@libs/record/registers/entries';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { fieldError } from '../shared/datasets';
import { unconfirmed } from '../shared/confirmed';
import { pointsOf, unlisted } from '../shared/points';
import { districtInventoryReview } from './definition';
import { FORMS, type DistrictInventoryForm } from './form';
import { listFromGrading } from './from-grading';
import type { Determination, InventoryItem } from './form.sections';
import { story } from './story';

function readForm(form: DistrictInventoryForm, around: Surroundings): Checked<FormReading> {
  const errors = form.items.flatMap((item, index) => itemErrors(item, `items[${index}]`, around));
  if (errors.length) return { errors };
  return {
    value: {
      facts: { level: strictest(form.items.map(({ proposedLevel }) => proposedLevel)) ?? 'GENERAL', datasetIds: form.items.map(({ resourceId }) => resourceId) },
      flags: { ...form.guards, crossBorder: false },
      title: `${form.submission.title}（${form.items.length} 项）`,
    },
  };
}

/** A row is about a resource of the unit, and proposes nothing below what the register protects it at (就高从严). */
function itemErrors({ resourceId, proposedLevel }: InventoryItem, path: string, { datasets, orgId }: Surroundings): FieldError[] {
  const dataset = datasets.find(({ id }) => id === resourceId);
  if (dataset?.orgId !== orgId) return [fieldError(`${path}.resourceId`, 'NOT_IN_CATALOGUE', '该单位数据资源目录中没有此资源', 'Not a resource of the unit’s catalogue')];
  const known = protectiveLevel(dataset);
  if (known === 'UNGRADED' || compareLevels(proposedLevel, known) >= 0) return [];
  return [fieldError(`${path}.proposedLevel`, 'BELOW_CATALOGUE', '不得低于目录登记的级别', 'Must not be below the level in the register')];
}

/** What must hold where the district accepts a list; what does not is returned. */
const CONFIRMED: Readonly<Record<string, readonly string[]>> = {
  completeness: ['basicInfo', 'responsibleParty', 'processingInfo', 'securityInfo', 'classified'],
  listReview: ['categoriesConsistent', 'levelsConsistent', 'cataloguesAgree'],
};

function readEvidence(step: string, outcome: string, evidence: Plain | undefined, around: Surroundings): Checked<FactValues> {
  const returned = outcome === 'RETURN' || outcome === 'RETURN_LIST';
  const errors = [...(returned ? unlisted(evidence) : unconfirmed(CONFIRMED[step], evidence)), ...(step === 'nationalDecision' && outcome === 'DONE' ? determinationErrors(determinationsIn(evidence), around) : [])];
  return errors.length ? { errors } : { value: {} };
}

/** What is determined stands in the list, and nothing that was proposed upward is left out. */
function determinationErrors(determinations: readonly Determination[], { facts, datasets }: Surroundings): FieldError[] {
  const { datasetIds } = facts;
  const listed = datasets.filter(({ id }) => Array.isArray(datasetIds) && datasetIds.includes(id));
  const open = listed.filter((dataset) => isBeyondGeneral(dataset) && !determinations.some(({ resourceId }) => resourceId === dataset.id));
  return [
    ...determinations.flatMap(({ resourceId }, index) => (listed.some(({ id }) => id === resourceId) ? [] : [fieldError(`determinations[${index}].resourceId`, 'NOT_IN_LIST', '清单中没有此资源', 'Not a resource of this list')])),
    ...(open.length > 0 ? [fieldError('determinations', 'TOO_FEW', `${open.length} 项核心、重要数据没有确定结果`, `${open.length} core or important resource(s) are not determined`)] : []),
  ];
}

const isBeyondGeneral = (dataset: Dataset): boolean => ['IMPORTANT', 'CORE'].includes(protectiveLevel(dataset));

// The evidence of a step has the shape of its class: `checkEvidence` has passed it.
const determinationsIn = (evidence: Plain | undefined): readonly Determination[] => (evidence?.['determinations'] ?? []) as readonly Determination[];
const itemsOf = ({ form }: Moment): readonly InventoryItem[] => (form as unknown as DistrictInventoryForm).items;
const proposed = (moment: Moment): readonly InventoryItem[] => itemsOf(moment).filter(({ proposedLevel }) => proposedLevel !== 'GENERAL');
const documentNoOf = ({ evidence }: Moment, step: string): string => String(evidence[step]?.['documentNo']);

const filing = (status: FilingEntry['status'], points: readonly string[] = []): FilingEntry => ({ register: 'FILING', kind: 'INVENTORY', status, ...(points.length > 0 && { points }) });
const catalogued = (resourceId: string, level: DataLevel, entry: Pick<CatalogueEntry, 'source' | 'status' | 'documentNo'>): CatalogueEntry => ({ register: 'CATALOGUE', resourceId, level, ...entry });
const determined = ({ resourceId, level }: Determination, basis: string): GradingEntry => ({ register: 'GRADING', resourceId, determinedLevel: level, gradingStatus: 'GRADED', basis });

export const districtInventoryReviewDesk: ProcessDesk = deskOf({
  process: processOf(districtInventoryReview, story),
  forms: FORMS,
  pins: [],
  datasetsOf: (form: DistrictInventoryForm) => form.items.map(({ resourceId }) => resourceId),
  readForm,
  readEvidence,
  fromParent: listFromGrading,
  addressedTo: ({ submission }: DistrictInventoryForm) => ({ code: submission.unitCode, path: 'submission.unitCode' }),
  registers: {
    started: () => [filing('SUBMITTED')],
    completion: () => [filing('SUBMITTED')],
    completeness: (moment) => (moment.outcome === 'RETURN' ? [filing('RETURNED', pointsOf(moment, 'completeness'))] : []),
    listReview: (moment) => [moment.outcome === 'ACCEPT' ? filing('RECEIVED') : filing('RETURNED', pointsOf(moment, 'listReview'))],
    aggregation: (moment) => itemsOf(moment).map(({ resourceId, proposedLevel }) => catalogued(resourceId, proposedLevel, { source: 'UNIT', status: 'ACCEPTED' })),
    proposal: (moment) => proposed(moment).map(({ resourceId, proposedLevel }) => catalogued(resourceId, proposedLevel, { source: 'UNIT', status: 'PROPOSED', documentNo: documentNoOf(moment, 'proposal') })),
    nationalDecision: (moment) => {
      const documentNo = documentNoOf(moment, 'nationalDecision');
      return determinationsIn(moment.evidence['nationalDecision']).flatMap((one) => [
        catalogued(one.resourceId, one.level, { source: 'NATIONAL', status: 'DETERMINED', documentNo }),
        determined(one, `国家主管部门确定（第二十三条），${documentNo}`),
      ]);
    },
  },
});
