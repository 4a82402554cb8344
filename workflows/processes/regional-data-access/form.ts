/** 第三十四条第二款: what a data user asks of the centre: 目的、方式、范围、类别、期限. */
import { Field, Form } from '@libs/forms/field';
import { Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedCommitment } from '../shared/form.commitment';
import { impactAssessed, importanceAgrees, SharedData, SharedLevel, timeRangeRuns } from '../shared/form.data';
import { DeliveryConstraints, domainAgrees } from '../shared/form.delivery';
import { SharedGuards } from '../shared/form.guards';
import { periodRuns, SharedPeriod } from '../shared/form.period';
import { SharedProcessing } from '../shared/form.processing';
import { SharedProject, SharedPurpose } from '../shared/form.project';
import { DeliveryPreparation, DeliveryVerification, ImpactAnalysis, ProvisionApproval, ProvisionLeaderApproval, ProvisionRiskAssessment, UsageReview } from '../shared/form.provision';
import { receivingUnitNamed, SharedRecipients } from '../shared/form.recipients';
import * as evidence from './form.evidence';

@Form<RegionalDataAccessForm>('区归集数据获取申请表', periodRuns, timeRangeRuns, importanceAgrees, impactAssessed, receivingUnitNamed, domainAgrees)
export class RegionalDataAccessForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('项目') @Nested(() => SharedProject) project: SharedProject;
  @Field('用途') @Nested(() => SharedPurpose) purpose: SharedPurpose;
  @Field('数据') @Nested(() => SharedData) data: SharedData;
  @Field('级别') @Nested(() => SharedLevel) level: SharedLevel;
  @Field('处理') @Nested(() => SharedProcessing) processing: SharedProcessing;
  @Field('交付约束（第四条）') @Nested(() => DeliveryConstraints) delivery: DeliveryConstraints;
  @Field('接收') @Nested(() => SharedRecipients) recipients: SharedRecipients;
  @Field('期限') @Nested(() => SharedPeriod) period: SharedPeriod;
  @Field('承诺') @Nested(() => SharedCommitment) commitment: SharedCommitment;
}

export const FORMS = {
  form: RegionalDataAccessForm,
  evidence: { ...evidence, ImpactAnalysis, ProvisionRiskAssessment, ProvisionApproval, ProvisionLeaderApproval, DeliveryPreparation, DeliveryVerification, UsageReview },
} as const;
