/** 第三十二条: what is provided to whom: 目的、范围、类别、条件、方式、期限、程序. */
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
import * as shared from '../shared/form.provision';
import { receivingUnitNamed, SharedRecipients } from '../shared/form.recipients';
import { consentAgrees, ProvisionTerms } from '../shared/form.terms';
import { ProvisionAgreement, ProvisionRecord } from './form.evidence';

@Form<DataProvisionForm>('数据提供申请表', periodRuns, timeRangeRuns, importanceAgrees, impactAssessed, receivingUnitNamed, domainAgrees, consentAgrees)
export class DataProvisionForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('申请人') @Nested(() => SharedApplicant) applicant: SharedApplicant;
  @Field('项目') @Nested(() => SharedProject) project: SharedProject;
  @Field('用途') @Nested(() => SharedPurpose) purpose: SharedPurpose;
  @Field('数据') @Nested(() => SharedData) data: SharedData;
  @Field('级别') @Nested(() => SharedLevel) level: SharedLevel;
  @Field('处理') @Nested(() => SharedProcessing) processing: SharedProcessing;
  @Field('提供条件与程序（第三十二条）') @Nested(() => ProvisionTerms) provision: ProvisionTerms;
  @Field('交付约束（第四条）') @Nested(() => DeliveryConstraints) delivery: DeliveryConstraints;
  @Field('接收') @Nested(() => SharedRecipients) recipients: SharedRecipients;
  @Field('期限') @Nested(() => SharedPeriod) period: SharedPeriod;
  @Field('承诺') @Nested(() => SharedCommitment) commitment: SharedCommitment;
}

const { BusinessReview, ImpactAnalysis, MinimalityReview, ProvisionRiskAssessment, ProvisionApproval, ProvisionLeaderApproval } = shared;
const { DeliveryPreparation, DeliveryVerification, DeliveryRecord, ProvisionClosure } = shared;

export const FORMS = {
  form: DataProvisionForm,
  evidence: {
    BusinessReview,
    ImpactAnalysis,
    MinimalityReview,
    ProvisionRiskAssessment,
    ProvisionApproval,
    ProvisionLeaderApproval,
    ProvisionAgreement,
    DeliveryPreparation,
    DeliveryVerification,
    DeliveryRecord,
    ProvisionRecord,
    ProvisionClosure,
  },
} as const;
