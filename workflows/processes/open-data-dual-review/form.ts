/** 第三十四条第三款: the dossier of an open project, which the ethics committee and the technical review group both look at. */
import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { impactAssessed, importanceAgrees, SharedData, SharedLevel, timeRangeRuns } from '../shared/form.data';
import { SharedGuards } from '../shared/form.guards';
import { SharedPurpose } from '../shared/form.project';
import * as provision from '../shared/form.provision';
import * as evidence from './form.evidence';
import * as sections from './form.sections';

/** Dates are `YYYY-MM-DD`, so the order of their texts is the order of their days. */
function openingRuns({ period }: OpenDataDualReviewForm): readonly FormProblem[] {
  if (period.to > period.from) return [];
  return [{ path: 'period.to', code: 'NOT_AFTER', params: { otherZh: '「开放期限起」', otherEn: '"period.from"' } }];
}

/** 上海市数据条例 第四十一条: what has personal information in it is opened under conditions at most. */
function personalDataUnderConditions({ data, delivery }: OpenDataDualReviewForm): readonly FormProblem[] {
  if (!data.sensitive || delivery.openType === 'CONDITIONAL') return [];
  return [{ path: 'delivery.openType', code: 'INCONSISTENT', params: { otherZh: '是否含个人敏感信息', otherEn: 'data.sensitive' } }];
}

@Form('数据开放项目伦理与技术审核申请表', openingRuns, timeRangeRuns, importanceAgrees, impactAssessed, personalDataUnderConditions)
export class OpenDataDualReviewForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('项目概况') @Nested(() => sections.OpenProject) project: sections.OpenProject;
  @Field('目的和用途') @Nested(() => SharedPurpose) purpose: SharedPurpose;
  @Field('开放数据') @Nested(() => SharedData) data: SharedData;
  @Field('级别') @Nested(() => SharedLevel) level: SharedLevel;
  @Field('伦理材料') @Nested(() => sections.OpenEthics) ethics: sections.OpenEthics;
  @Field('技术材料') @Nested(() => sections.OpenTechnology) technology: sections.OpenTechnology;
  @Field('开放方式和条件') @Nested(() => sections.OpenDelivery) delivery: sections.OpenDelivery;
  @Field('期限') @Nested(() => sections.OpenPeriod) period: sections.OpenPeriod;
  @Field('承诺') @Nested(() => sections.OpenCommitment) commitment: sections.OpenCommitment;
}

const { ImpactAnalysis, ProvisionApproval, ProvisionLeaderApproval, FilingReceipt, DeliveryPreparation, DeliveryVerification } = provision;

export const FORMS = {
  form: OpenDataDualReviewForm,
  evidence: { ...evidence, ImpactAnalysis, ProvisionApproval, ProvisionLeaderApproval, FilingReceipt, DeliveryPreparation, DeliveryVerification },
} as const;
