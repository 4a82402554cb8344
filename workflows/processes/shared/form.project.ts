/** 项目 and 用途, as on every application for data (forms.md A7). */
import { Field } from '@libs/forms/field';
import { IsCalendarDate, IsChoice, IsText } from '@libs/forms/rules';

export const USE_TYPES = {
  MEDICAL_QUALITY: '医疗质量',
  RESEARCH: '科研',
  TEACHING: '教学',
  PUBLIC_HEALTH: '公共卫生',
  MANAGEMENT: '管理',
  EXTERNAL_PROVISION: '对外提供',
} as const;
export type UseType = keyof typeof USE_TYPES;

export class SharedProject {
  @Field('项目/课题名称') @IsText(200) name: string;
  @Field('课题编号', { optional: true }) @IsText(64) number?: string;
  @Field('伦理批件号', { optional: true }) @IsText(64) ethicsApprovalNo?: string;
  @Field('伦理批件有效期至', { optional: true }) @IsCalendarDate() ethicsValidUntil?: string;
  @Field('使用类型') @IsChoice(USE_TYPES) useType: UseType;
}

export class SharedPurpose {
  @Field('使用目的') @IsText(2000) purpose: string;
  @Field('应用场景', { optional: true }) @IsText(2000) scenario?: string;
  @Field('必要性说明（最少够用）') @IsText(2000) necessity: string;
  @Field('法律依据') @IsText(1000) legalBasis: string;
  @Field('授权同意情况', { optional: true, help: '同意书或授权文件的编号。' }) @IsText(200) consentRef?: string;

  @Field('个人信息保护影响评估编号', { optional: true, help: '处理敏感个人信息前须完成影响评估（个人信息保护法第五十五条）。' })
  @IsText(100)
  piaRef?: string;
}
