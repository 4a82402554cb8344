import { Field } from '@libs/forms/field';
import { IsChoice, IsFlag, IsText, Nested } from '@libs/forms/rules';
import { SharedDesensitizationPlan } from './form.data';

export const METHODS = { DATABASE_ANALYSIS: '库内分析', INTERFACE: '接口', FILE: '文件' } as const;
export type Method = keyof typeof METHODS;

export const ENVIRONMENTS = { IN_DOMAIN: '域内', OUT_OF_DOMAIN: '域外' } as const;
export type Environment = keyof typeof ENVIRONMENTS;

/** 处理, where data leaves the hands of who holds it; whether raw data leaves the domain stands in the constraints of the delivery. */
export class SharedProcessing {
  @Field('提供方式') @IsChoice(METHODS) method: Method;
  @Field('频次', { optional: true }) @IsText(100) frequency?: string;
  @Field('处理环境') @IsChoice(ENVIRONMENTS) environment: Environment;
  @Field('存储位置') @IsText(200) storageLocation: string;
  @Field('脱敏方案') @Nested(() => SharedDesensitizationPlan) desensitizationPlan: SharedDesensitizationPlan;
  @Field('是否出境') @IsFlag() crossBorder: boolean;
}

/** Of a grant's scope: in which way, and where, the data is given. */
export const wayFacts = ({ method, environment }: SharedProcessing): Readonly<{ method: Method; environment: Environment }> => ({ method, environment });
