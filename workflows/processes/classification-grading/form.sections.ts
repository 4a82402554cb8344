import { Field } from '@libs/forms/field';
import { IsText, MustBeTrue } from '@libs/forms/rules';

/** 第三十条（一）: 全面梳理. */
export class GradingDeclaration {
  @Field('已全面梳理，无遗漏') @MustBeTrue() complete: boolean;
  @Field('内容真实、准确') @MustBeTrue() truthful: boolean;
  @Field('不含数据样本和个人信息') @MustBeTrue() noSamples: boolean;
  @Field('签字') @IsText(50) signature: string;
}
