/** 第二十九、三十条: the list of data resources that a unit sorts, classifies and grades, and what its steps ask for. */
import { Field, Form } from '@libs/forms/field';
import { item } from '@libs/forms/guard';
import type { FormProblem } from '@libs/forms/problem';
import { Nested, NestedList } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedGuards } from '../shared/form.guards';
import { SharedResource, SharedSystem } from '../shared/form.resource';
import * as evidence from './form.evidence';
import * as sections from './form.sections';
import { resourceProblems } from '../shared/resource-checks';

const repeats = (values: readonly string[], index: number): boolean => values.indexOf(values[index] ?? '') < index;

/** A resource, its code and a system stand in one row each; a resource is in a system that is listed. */
function rowsDiffer({ resources, systems = [] }: ClassificationGradingForm): readonly FormProblem[] {
  const ids = resources.map(({ basicInfo }) => basicInfo.resourceId);
  const codes = resources.map(({ basicInfo }) => basicInfo.code);
  const names = systems.map(({ name }) => name);
  const duplicate = (path: string): FormProblem => ({ path, code: 'DUPLICATE' });
  return [
    ...names.flatMap((_, index) => (repeats(names, index) ? [duplicate(`${item('systems', index)}.name`)] : [])),
    ...resources.flatMap((resource, index) => {
      const at = item('resources', index);
      return [
        ...(repeats(ids, index) ? [duplicate(`${at}.basicInfo.resourceId`)] : []),
        ...(repeats(codes, index) ? [duplicate(`${at}.basicInfo.code`)] : []),
        ...resourceProblems(at, resource, names),
      ];
    }),
  ];
}

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('数据分类分级清单', rowsDiffer)
export class ClassificationGradingForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('网络系统', { optional: true, help: '所涉资源在网络系统中的，逐一列明（第三十条（一））。' }) @NestedList(() => SharedSystem, { items: 50 }) systems?: SharedSystem[];
  @Field('数据资源') @NestedList(() => SharedResource, { items: 50 }) resources: SharedResource[];
  @Field('申报声明') @Nested(() => sections.GradingDeclaration) declaration: sections.GradingDeclaration;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: ClassificationGradingForm, evidence: { ...evidence } } as const;
