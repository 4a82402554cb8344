/** 第十八条: the application for the use of sensitive or important data, and what its steps ask for. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import type { FormProblem } from '@libs/forms/problem';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

/** Dates are `YYYY-MM-DD`, so the order of their texts is the order of their days. */
function periodRuns({ period }: SensitiveDataUseForm): readonly FormProblem[] {
  if (period.to > period.from) return [];
  return [{ path: 'period.to', code: 'NOT_AFTER', params: { otherZh: '「使用期限起」', otherEn: '"period.from"' } }];
}

/** The data of one day may be asked for: from and to are both included. */
function timeRangeRuns({ data }: SensitiveDataUseForm): readonly FormProblem[] {
  if (data.timeRange.to >= data.timeRange.from) return [];
  const params = { otherZh: '时间范围的起始日', otherEn: '"data.timeRange.from"' };
  return [{ path: 'data.timeRange.to', code: 'NOT_AFTER', params }];
}

/** 核心数据 is 重要数据 as well. */
function importanceAgrees({ level }: SensitiveDataUseForm): readonly FormProblem[] {
  if (level.important === (level.declaredLevel !== 'GENERAL')) return [];
  return [{ path: 'level.important', code: 'INCONSISTENT', params: { otherZh: '最高数据级别', otherEn: 'level.declaredLevel' } }];
}

/** 个人信息保护法 第五十五条: sensitive personal information is handled only after an impact assessment [F]. */
function impactAssessed({ data, purpose }: SensitiveDataUseForm): readonly FormProblem[] {
  return data.sensitive && purpose.piaRef === undefined ? [{ path: 'purpose.piaRef', code: 'REQUIRED' }] : [];
}

/** The top-level members are the sections: the digest of a section is the digest of its member. */
@Form('敏感数据和重要数据使用申请表', periodRuns, timeRangeRuns, importanceAgrees, impactAssessed)
export class SensitiveDataUseForm {
  @Field('前置申明') @Nested(() => sections.UseGuards) guards: sections.UseGuards;
  @Field('申请人') @Nested(() => sections.UseApplicant) applicant: sections.UseApplicant;
  @Field('项目') @Nested(() => sections.UseProject) project: sections.UseProject;
  @Field('用途') @Nested(() => sections.UsePurpose) purpose: sections.UsePurpose;
  @Field('数据') @Nested(() => sections.UseData) data: sections.UseData;
  @Field('级别') @Nested(() => sections.UseLevel) level: sections.UseLevel;
  @Field('处理') @Nested(() => sections.UseProcessing) processing: sections.UseProcessing;
  @Field('接收') @Nested(() => sections.UseRecipients) recipients: sections.UseRecipients;
  @Field('期限') @Nested(() => sections.UsePeriod) period: sections.UsePeriod;
  @Field('承诺') @Nested(() => sections.UseCommitment) commitment: sections.UseCommitment;
}

/** The forms of the process; evidence classes by the names that the definition uses. */
export const FORMS = { form: SensitiveDataUseForm, evidence: { ...evidence } } as const;
