import { Field, Form } from '@libs/forms/field';
import { IsFlag, IsFormatted, IsText, Nested } from '@libs/forms/rules';
import { ORG_CODE } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';
import { IsCarriedForm } from '../http/json-object';
import { ActingAsRequest } from '../record/acts.dto';

export class ProcessTypeQuery {
  @Field('仅本人可发起的', { optional: true }) @IsFlag() startable?: boolean;
}

export class DatasetQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('代码或名称包含', { optional: true }) @IsText(100) q?: string;
  @Field('数据提供单位代码', { optional: true, help: '向其他单位申请的流程必填。' }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
}

@Form('预览')
export class PreviewRequest {
  @Field('申请表') @IsCarriedForm() form: Record<string, unknown>;
  @Field('单位代码', { optional: true }) @IsFormatted(ORG_CODE, 32) orgCode?: string;
  @Field('以何岗位办理', { optional: true }) @Nested(() => ActingAsRequest) actingAs?: ActingAsRequest;
}
