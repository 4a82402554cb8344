/** How a registered change becomes facts, what it is checked against, and what the registers take from it. */
import { civilDateOf, startOfDay } from '@libs/domain/calendar';
import { deskOf } from '@libs/forms/desk';
import { GRADING_KEYS } from '@libs/policy/grading-tables';
import { codesOf, type PolicyValues } from '@libs/policy/typed-values';
import type { Checked, FieldError, FormReading, Plain, ProcessDesk, Surroundings } from '@libs/record/desk';
import type { FactValues } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { unconfirmed } from '../shared/confirmed';
import { fieldError, notInCatalogue, strictestLevel } from '../shared/datasets';
import { unlisted } from '../shared/points';
import { gradingErrors } from '../shared/suggesting';
import { catalogueChange } from './definition';
import { FORMS, type CatalogueChangeForm } from './form';
import type { ChangeClassification, ChangedResource } from './form.evidence';
import { CHANGE_KINDS, type ChangeKind } from './form.options';
import type { ChangeDetails } from './form.sections';
import { REGISTERS } from './registers';
import { story } from './story';

const BASIC_FIELDS = 'grading.basicInfoFields';

function readForm(form: CatalogueChangeForm, around: Surroundings): Checked<FormReading> {
  const { guards, change } = form;
  const errors = [...resourceErrors(change, around), ...dayErrors(change, around)];
  if (errors.length) return { errors };
  const kind = kindOf(change, around.policies);
  return {
    value: {
      facts: { changeKind: kind, changedAt: startOfDay(change.changedAt), level: strictestLevel('GENERAL', around), resourceId: change.resourceId, datasetIds: datasetsOf(form) },
      flags: { ...guards, aggregatesToSecret: guards.aggregatesToSecret || change.derived?.secretAfterFusion === true, crossBorder: false },
      title: `数据目录变更（${CHANGE_KINDS[kind]}，${change.changedAt}）`,
    },
  };
}

const datasetsOf = ({ change }: CatalogueChangeForm): string[] => [change.resourceId, ...(change.derived?.sourceIds ?? [])];

/** 第三十条（三） leaves open what 基本情况 is: the policy says it. */
function kindOf({ subject, changedFields = [] }: ChangeDetails, policies: PolicyValues): ChangeKind {
  if (subject !== 'EXISTING') return subject;
  const basic = codesOf(policies, BASIC_FIELDS);
  return changedFields.some((field) => basic.includes(field)) ? 'BASIC' : 'OTHER';
}

/** What changed stands in the catalogue of the unit; what was derived does not yet, but what it was made from does. */
function resourceErrors({ subject, resourceId, derived }: ChangeDetails, around: Surroundings): FieldError[] {
  const { resourceId: registered } = around.facts;
  if (registered !== undefined && registered !== resourceId) return [fieldError('change.resourceId', 'INCONSISTENT', '补正不得改为另一项数据资源', 'A correction is about the same resource')];
  const known = around.datasets.find(({ id }) => id === resourceId);
  if (subject !== 'DERIVED') return known?.orgId === around.orgId ? [] : [fieldError('change.resourceId', 'NOT_IN_CATALOGUE', '本单位数据资源目录中没有此资源', 'Not a resource of your unit’s catalogue')];
  const taken = known && registered === undefined ? [fieldError('change.resourceId', 'ALREADY_IN_CATALOGUE', '目录中已有此资源', 'The catalogue has this resource already')] : [];
  return [...taken, ...notInCatalogue('change.derived.sourceIds', derived?.sourceIds ?? [], around)];
}

const dayErrors = ({ changedAt }: ChangeDetails, { now }: Surroundings): FieldError[] =>
  changedAt > civilDateOf(now) ? [fieldError('change.changedAt', 'IN_THE_FUTURE', '变化尚未发生', 'The change lies in the future')] : [];

function readEvidence(step: string, outcome: string, evidence: Plain | undefined, around: Surroundings): Checked<FactValues> {
  // The evidence of a step has the shape of its class: `checkEvidence` has passed it.
  const given = (evidence ?? {}) as unknown;
  if (step === 'classification') return outcome === 'CLASSIFIED' ? readClassification(given as ChangeClassification, around) : { value: {} };
  const errors = step === 'description' ? describedErrors(given as ChangedResource, around) : receiptErrors(step, outcome, evidence);
  return errors.length ? { errors } : { value: {} };
}

/** Between 基本情况 and 其他情况 a person decides; what eases the duty needs its reason. */
function readClassification({ kind, reason }: ChangeClassification, { facts }: Surroundings): Checked<FactValues> {
  const registered = facts['changeKind'];
  const open: readonly unknown[] = registered === 'BASIC' || registered === 'OTHER' ? ['BASIC', 'OTHER'] : [registered];
  if (!open.includes(kind)) return { errors: [fieldError('kind', 'INCONSISTENT', '与登记的变更事项不一致；须更改的，退回补正', 'Not what was registered: return it where it has to change')] };
  if (registered === 'BASIC' && kind === 'OTHER' && reason === undefined) return { errors: [fieldError('reason', 'REQUIRED', '登记的内容属于基本情况，认定为其他情况须说明理由', 'Basic information was registered: say why it is none')] };
  return { value: { changeKind: kind } };
}

/** What is graded anew is the resource that changed, and the grading can take it as it stands. */
function describedErrors({ resource }: ChangedResource, around: Surroundings): FieldError[] {
  const { basicInfo, processingInfo, grading } = resource;
  if (basicInfo.resourceId !== around.facts['resourceId']) return [fieldError('resource.basicInfo.resourceId', 'INCONSISTENT', '不是所登记变化的数据资源', 'Not the resource whose change was registered')];
  return [
    ...(processingInfo.crossBorder ? [fieldError('resource.processingInfo.crossBorder', 'NEEDS_SPECIAL_REVIEW', '涉及数据出境的，请另行发起分类分级，经特别审查后办理（第三十九条）', 'Data that crosses the border is graded in a case of its own, behind a special review')] : []),
    ...(around.facts['changeKind'] === 'DERIVED' && grading.derivedFrom === undefined ? [fieldError('resource.grading.derivedFrom', 'REQUIRED', '衍生数据须列明来源数据（第二十八条）', 'Derived data names its sources')] : []),
    ...gradingErrors('resource', resource, around),
  ];
}

const receiptErrors = (step: string, outcome: string, evidence: Plain | undefined): FieldError[] => {
  if (step !== 'districtReceipt') return [];
  return outcome === 'RETURN' ? unlisted(evidence) : unconfirmed(['contentClear', 'measuresStated'], evidence);
};

export const catalogueChangeDesk: ProcessDesk = deskOf({
  process: processOf(catalogueChange, story),
  forms: FORMS,
  pins: [BASIC_FIELDS, ...GRADING_KEYS],
  datasetsOf,
  readForm,
  readEvidence,
  suggests: (step, { form, policies }) => (step === 'classification' ? { kind: kindOf(form.change, policies), basicInfoFields: codesOf(policies, BASIC_FIELDS) } : undefined),
  registers: REGISTERS,
});
