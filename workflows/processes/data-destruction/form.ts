/** 第二十条: the application for the destruction of data, and what its steps ask for. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import type { FormProblem } from '@libs/forms/problem';
import { SharedGuards } from '../shared/form.guards';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

/** The data of one day may be meant: from and to are both included. */
function timeRangeRuns({ data: { timeRange } }: DataDestructionForm): readonly FormProblem[] {
  if (!timeRange || timeRange.to >= timeRange.from) return [];
  return [{ path: 'data.timeRange.to', code: 'NOT_AFTER', params: { otherZh: '时间范围的起始日', otherEn: '"data.timeRange.from"' } }];
}

function sensitiveIsPersonal({ data: { personal, sensitive } }: DataDestructionForm): readonly FormProblem[] {
  return sensitive && !personal ? [{ path: 'data.personal', code: 'INCONSISTENT', params: { otherZh: '是否含个人敏感信息', otherEn: 'data.sensitive' } }] : [];
}

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('数据销毁申请表', timeRangeRuns, sensitiveIsPersonal)
export class DataDestructionForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => sections.DestructionApplicant) applicant: sections.DestructionApplicant;
  @Field('申请') @Nested(() => sections.DestructionRequest) request: sections.DestructionRequest;
  @Field('数据') @Nested(() => sections.DestructionData) data: sections.DestructionData;
  @Field('副本明细') @Nested(() => sections.DestructionCopies) copies: sections.DestructionCopies;
  @Field('前置核查') @Nested(() => sections.DestructionChecks) checks: sections.DestructionChecks;
  @Field('销毁方式') @Nested(() => sections.DestructionMethod) method: sections.DestructionMethod;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: DataDestructionForm, evidence: { ...evidence } } as const;
