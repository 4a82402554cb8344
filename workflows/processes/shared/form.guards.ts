import { Field } from '@libs/forms/field';
import { IsFlag, IsFormatted } from '@libs/forms/rules';

/** `QD-2026-000123`, as cases are numbered. */
export const CASE_NUMBER = /^QD-\d{4}-\d{6,9}$/;

/** 第二条, 第三十九条: what is declared before anything else is read. */
export class SharedGuards {
  @Field('是否涉及国家秘密（第二条：本细则仅适用于非涉密数据）')
  @IsFlag()
  containsStateSecret: boolean;

  @Field('汇聚关联后是否属于国家秘密事项（第三十九条）')
  @IsFlag()
  aggregatesToSecret: boolean;

  @Field('特别审查办件编号', { optional: true, help: '涉及数据跨境流动、已经特别审查准予继续的，填该办件的编号（第三十九条）。' })
  @IsFormatted(CASE_NUMBER, 20)
  clearanceRef?: string;
}
