/** The section that the use application alone has; the others are those of every application for data (`shared/`). */
import { Field } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsFlag, IsText, Nested } from '@libs/forms/rules';
import { SharedDesensitizationPlan } from '../shared/form.data';
import { ENVIRONMENTS, METHODS, type Environment, type Method } from '../shared/form.processing';
import * as options from './form.options';

export class UseProcessing {
  @Field('提供方式') @IsChoice(METHODS) method: Method;
  @Field('频次', { optional: true }) @IsText(100) frequency?: string;
  @Field('处理环境') @IsChoice(ENVIRONMENTS) environment: Environment;

  @Field('数据出域理由', { when: ['environment', 'OUT_OF_DOMAIN'], help: '第四条：原始数据不出域；出域须单独说明理由。' })
  @IsText(1000)
  outOfDomainReason?: string;

  @Field('存储位置') @IsText(200) storageLocation: string;

  @Field('操作类型', { help: '批量修改、复制、下载等重要操作另须专项授权（第十八条）。' })
  @IsChoiceList(options.OPERATIONS)
  operations: options.Operation[];

  @Field('脱敏方案') @Nested(() => SharedDesensitizationPlan) desensitizationPlan: SharedDesensitizationPlan;
  @Field('是否出境') @IsFlag() crossBorder: boolean;
}
