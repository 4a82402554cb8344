/** 第三十四条第一款: what a data user asks of the unit that holds the data: 目的、方式、范围、类别、期限. */
import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsFormatted, Nested } from '@libs/forms/rules';
import { SharedApplicant } from '../shared/form.applicant';
import { SharedCommitment } from '../shared/form.commitment';
import { impactAssessed, importanceAgrees, SharedData, SharedLevel, timeRangeRuns } from '../shared/form.data';
import { DeliveryConstraints, domainAgrees } from '../shared/form.delivery';
import { SharedGuards } from '../shared/form.guards';
import { ORG_CODE } from '../shared/form.organisation';
import { periodRuns, SharedPeriod } from '../shared/form.period';
import { SharedProcessing } from '../shared/form.processing';
import { SharedProject, SharedPurpose } from '../shared/form.project';
import * as evidence from '../shared/form.provision';
import { receivingUnitNamed, SharedRecipients } from '../shared/form.recipients';
import { consentAgrees, ProvisionTerms } from '../shared/form.terms';

export const MODES = { SHARE: '共享', OPEN: '开放' } as const;
export type Mode = keyof typeof MODES;

export class SharingRequest {
  @Field('数据提供单位', { picker: 'organisations', help: '采集该数据的医疗卫生机构的单位代码。' }) @IsFormatted(ORG_CODE, 32) providingUnit: string;
  @Field('共享或者开放', { help: '开放的另须经伦理与技术双审核（第三十四条第三款）。' }) @IsChoice(MODES) mode: Mode;
}

@Form<UnitDataSharingForm>('机构采集数据共享开放申请表', periodRuns, timeRangeRuns, importanceAgrees, impactAssessed, receivingUnitNamed, domainAgrees, consentAgrees)
export class UnitDataSharingForm {
  @Field('前置申明') @Nested(() => SharedGuards) guards: SharedGuards;
  @Field('共享开放（第三十四条）') @Nested(() => SharingRequest) sharing: SharingRequest;
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

const { BusinessReview, ImpactAnalysis, MinimalityReview, ProvisionRiskAssessment, ProvisionApproval, ProvisionLeaderApproval } = evidence;
const { SharingFiling, FilingReceipt, DeliveryPreparation, DeliveryVerification, DeliveryRecord, UsageReview, ProvisionClosure } = evidence;

export const FORMS = {
  form: UnitDataSharingForm,
  evidence: {
    BusinessReview,
    ImpactAnalysis,
    MinimalityReview,
    ProvisionRiskAssessment,
    ProvisionApproval,
    ProvisionLeaderApproval,
    SharingFiling,
    FilingReceipt,
    DeliveryPreparation,
    DeliveryVerification,
    DeliveryRecord,
    UsageReview,
    ProvisionClosure,
  },
} as const;
