import { Field, Form } from '@libs/forms/field';
import { IsChoice, IsFlag, IsFormatted, IsId, IsText, IsTextList } from '@libs/forms/rules';
import { POSITIONS, STOOD_IN_FOR } from '@libs/domain/positions';
import { INSTANT } from '../http/codes';
import { PageCursor, PageLimit } from '../http/paging';

const TITLES = Object.fromEntries(STOOD_IN_FOR.map((code) => [code, POSITIONS[code].title]));

export class StandingAgentQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('被代理人或代理人', { optional: true }) @IsId() personId?: string;
  @Field('是否只列现行与将来的；默认为是', { optional: true }) @IsFlag() current?: boolean;
}

/** That a reason is needed is the answer of the act, in its place among the others. */
@Form('设定代理')
export class StandingAgentRequest {
  @Field('被代理人', { optional: true, help: '空缺则为本人' }) @IsId() principalId?: string;
  @Field('代理人') @IsId() agentId: string;
  @Field('所代理的岗位', { optional: true, help: '空缺则为可以代理的全部岗位' }) @IsChoice(TITLES) position?: string;
  @Field('所代理的流程', { optional: true, help: '空缺则为全部流程' }) @IsTextList({ items: 40, max: 64 }) processTypes?: string[];
  @Field('所代理办件的单位代码', { optional: true, help: '空缺则为全部单位' }) @IsTextList({ items: 100, max: 32 }) units?: string[];
  @Field('起', { optional: true, help: '空缺则即时生效' }) @IsFormatted(INSTANT, 40) from?: string;
  @Field('止') @IsFormatted(INSTANT, 40) until: string;
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}

@Form('终止代理')
export class EndStandingAgentRequest {
  @Field('理由', { optional: true }) @IsText(2000) reason?: string;
}
