/** How a list of resources that is graded becomes facts, what it is checked against, and what the registers take from it. */
import { compareLevels, strictest } from '@libs/domain/grading';
import { deviationOf } from '@libs/domain/grading-engine';
import { DATA_LEVEL_TITLES } from '@libs/domain/positions';
import { deskOf } from '@libs/forms/desk';
import { item } from '@libs/forms/guard';
import { GRADING_KEYS } from '@libs/policy/grading-tables';
import { flagOf } from '@libs/policy/typed-values';
import type { Checked, FormReading, Moment, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { GradingEntry, ResourceEntry } from '@libs/record/registers/entries';
import { processOf } from '@workflows/kit/fold';
import { fieldError } from '../shared/datasets';
import type { SharedResource } from '../shared/form.resource';
import { gradingErrors, suggestionFor } from '../shared/suggesting';
import { classificationGrading } from './definition';
import { FORMS, type ClassificationGradingForm } from './form';
import { listFromChange } from './from-change';
import { story } from './story';

const SECOND_REVIEWER = 'grading.lowering.secondReviewer';
/** So many data sets of a form are looked up. */
const MOST_IDS = 200;

function readForm(form: ClassificationGradingForm, around: Surroundings): Checked<FormReading> {
  const { resources } = form;
  if (idsOf(form).length > MOST_IDS) return { errors: [fieldError('resources', 'TOO_MANY', `一份清单所涉资源和来源数据合计至多 ${MOST_IDS} 项，请分批填报`, `A list names at most ${MOST_IDS} resources and sources: split it`)] };
  const errors = resources.flatMap((resource, index) => gradingErrors(item('resources', index), resource, around));
  if (errors.length) return { errors };
  const level = strictest(resources.map(({ grading }) => grading.proposedLevel)) ?? 'GENERAL';
  return {
    value: {
      facts: {
        level,
        lowered: flagOf(around.policies, SECOND_REVIEWER) && resources.some((resource) => deviationOf(suggestionFor(resource, around), resource.grading.proposedLevel) === 'DOWNWARD'),
        sensitive: resources.some(({ basicInfo }) => basicInfo.sensitive),
        subjectCount: Math.max(...resources.map(({ basicInfo }) => basicInfo.subjectCount)),
        datasetIds: resources.map(({ basicInfo }) => basicInfo.resourceId),
      },
      flags: { ...form.guards, crossBorder: resources.some(({ processingInfo }) => processingInfo.crossBorder) },
      title: `${resources[0]?.basicInfo.name ?? ''}等 ${resources.length} 项数据资源分类分级（建议最高为${DATA_LEVEL_TITLES[level]}）`,
    },
  };
}

const idsOf = ({ resources }: ClassificationGradingForm): string[] => [...new Set(resources.flatMap(({ basicInfo, grading }) => [basicInfo.resourceId, ...(grading.derivedFrom ?? [])]))];

/** The form of a moment has passed `checkForm`. */
const resourcesOf = ({ form }: Moment): readonly SharedResource[] => (form as unknown as ClassificationGradingForm).resources;

const standing = ({ datasets }: Moment, id: string) => datasets.find((dataset) => dataset.id === id);
/** Never graded. */
const isUngraded = (moment: Moment, { basicInfo }: SharedResource): boolean => (standing(moment, basicInfo.resourceId)?.gradingStatus ?? 'UNGRADED') === 'UNGRADED';

const described = ({ basicInfo, responsibleParty, processingInfo, securityInfo, grading }: SharedResource): ResourceEntry => ({
  register: 'RESOURCE',
  id: basicInfo.resourceId,
  code: basicInfo.code,
  name: basicInfo.name,
  dept: responsibleParty.dept,
  category: basicInfo.category,
  sensitive: basicInfo.sensitive,
  subjectCount: basicInfo.subjectCount,
  ...(basicInfo.retainUntil !== undefined && { retainUntil: basicInfo.retainUntil }),
  info: { basicInfo, responsibleParty, processingInfo, securityInfo },
  ...(grading.derivedFrom && { derivedFrom: grading.derivedFrom }),
  ...(grading.derivation && { derivation: grading.derivation }),
});

/** 第二十三、三十条: what stands is described anew when the unit has approved its list and reports it, not when somebody applies. */
const registered = (moment: Moment): ResourceEntry[] => resourcesOf(moment).filter(({ basicInfo }) => !standing(moment, basicInfo.resourceId)).map((resource) => ({ ...described(resource), onlyNew: true }));

/** 建议级别: proposed by the unit, with what the rules suggested and why it deviates; usable again when the grading is through. */
const proposed = (moment: Moment, resource: SharedResource): GradingEntry => ({
  register: 'GRADING',
  resourceId: resource.basicInfo.resourceId,
  proposedLevel: resource.grading.proposedLevel,
  gradingStatus: isUngraded(moment, resource) ? 'UNGRADED' : 'REGRADE_PENDING',
  basis: `单位建议（第二十三条），办件 ${moment.number}`,
  reasons: { ...resource.grading },
});

const graded = (moment: Moment, { basicInfo }: SharedResource): GradingEntry => ({
  register: 'GRADING',
  resourceId: basicInfo.resourceId,
  gradingStatus: 'GRADED',
  basis: `区卫生健康委审核汇总（第六条（一）、第三十条（二）），办件 ${moment.number}`,
});

/** What the authority has determined at a lower level than is proposed now stays pending, and so under the stricter of the two. */
function staysPending(moment: Moment, { basicInfo, grading }: SharedResource): boolean {
  const determined = standing(moment, basicInfo.resourceId)?.determinedLevel;
  return determined !== undefined && compareLevels(grading.proposedLevel, determined) > 0;
}

export const classificationGradingDesk: ProcessDesk = deskOf({
  process: processOf(classificationGrading, story),
  forms: FORMS,
  pins: [SECOND_REVIEWER, ...GRADING_KEYS],
  datasetsOf: idsOf,
  readForm,
  readEvidence: () => ({ value: {} }),
  fromParent: listFromChange,
  registers: {
    started: registered,
    inventory: registered,
    listSubmission: (moment) => resourcesOf(moment).flatMap((resource) => [described(resource), proposed(moment, resource)]),
    EFFECTIVE: (moment) => resourcesOf(moment).map((resource) => graded(moment, resource)),
    PENDING_NATIONAL: (moment) => resourcesOf(moment).filter((resource) => !staysPending(moment, resource)).map((resource) => graded(moment, resource)),
  },
});
