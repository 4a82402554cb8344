/** What 第三十二条 demands beyond the paper: 条件 and 程序; 目的、范围、类别、方式、期限 stand in their sections of the paper. */
import { Field } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsChoice, IsFormatted, IsText } from '@libs/forms/rules';
import { PHONE } from './form.applicant';
import type { SharedData } from './form.data';

/** 个人信息保护法 第二十三条: personal information is provided to others with a consent of its own [F]. */
export const CONSENT_BASES = {
  OBTAINED: '已取得个人单独同意',
  NOT_PERSONAL: '不含个人信息或者已匿名化',
  STATUTORY: '法律、行政法规规定无需同意',
} as const;
export type ConsentBasis = keyof typeof CONSENT_BASES;

export class ProvisionTerms {
  @Field('提供条件') @IsText(2000) conditions: string;
  @Field('提供程序') @IsText(2000) procedure: string;
  @Field('接收方联系人') @IsText(50) recipientContact: string;
  @Field('接收方联系电话') @IsFormatted(PHONE, 20) recipientPhone: string;
  @Field('同意情况') @IsChoice(CONSENT_BASES) consentBasis: ConsentBasis;
  @Field('单独同意书编号', { when: ['consentBasis', 'OBTAINED'] }) @IsText(200) separateConsentRef?: string;
  @Field('无需同意的法定依据', { when: ['consentBasis', 'STATUTORY'] }) @IsText(500) statutoryBasis?: string;
}

/** Sensitive personal information is personal. */
export function consentAgrees({ data, provision }: { readonly data: SharedData; readonly provision: ProvisionTerms }): readonly FormProblem[] {
  if (!data.sensitive || provision.consentBasis !== 'NOT_PERSONAL') return [];
  return [{ path: 'provision.consentBasis', code: 'INCONSISTENT', params: { otherZh: '是否含个人敏感信息', otherEn: 'data.sensitive' } }];
}
