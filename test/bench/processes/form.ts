import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsText, Nested } from '@libs/forms/rules';

export const KINDS = { EXPORT: '导出', QUERY: '查询' } as const;

export class BenchRequest {
  @Field('类别') @IsChoice(KINDS) kind: keyof typeof KINDS;
  @Field('事由') @IsText(2000) reason: string;
}

@Form('基准申请')
export class BenchForm {
  @Field('申请内容', { section: 'request' }) @Nested(() => BenchRequest) request: BenchRequest;
}

/** A form of 1 KB, as the floor's. */
export const FORM_OF_1_KB: BenchForm = { request: { kind: 'EXPORT', reason: 'x'.repeat(980) } };
