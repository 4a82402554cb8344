import { Field } from '@libs/forms/field';
import { IsChoice, IsFormatted, IsId, IsText } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

export const KINDS = { DESTRUCTION: '数据销毁证明' };
const SORTS = { NEWEST: '最近出具的在前', OLDEST: '最早出具的在前', UNIT: '按单位' };
export type CertificateSort = keyof typeof SORTS;

export class CertificateQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('类别', { optional: true }) @IsChoice(KINDS) kind?: string;
  @Field('办件', { optional: true }) @IsId() caseId?: string;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('证明编号、办件编号或事项包含', { optional: true }) @IsText(100) q?: string;
  @Field('排序', { optional: true }) @IsChoice(SORTS) sort?: CertificateSort;
}

export class CertificateFormat {
  @Field('格式，也可用 Accept 请求', { optional: true }) @IsChoice({ json: 'JSON', pdf: 'PDF' }) format?: 'json' | 'pdf';
}
