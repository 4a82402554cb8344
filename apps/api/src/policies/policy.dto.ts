import { Field, Form } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsCalendarDate, IsChoice, IsFlag, IsText } from '@libs/forms/rules';
import type { BasisClass } from '@libs/policy/policy';
import { IsJsonObject } from '../http/json-object';
import { PageCursor, PageLimit } from '../http/paging';

export class PolicyQuery {
  @PageLimit() limit?: number;
  @PageCursor() cursor?: string;
  @Field('键名或名称包含', { optional: true }) @IsText(100) q?: string;
}

const BASIS_TITLES: Readonly<Record<BasisClass, string>> = { S: '细则原文', F: '全文核对', F2: '二手来源', R: '记忆未核', D: '系统设定' };

@Form('政策数值', onlyReadInFull)
export class PolicyRequest {
  @Field('数值', { help: '类型、计量单位与比较方式须与现行数值一致' }) @IsJsonObject() value: Record<string, unknown>;
  @Field('施行日期') @IsCalendarDate() effectiveFrom: string;
  @Field('依据') @IsText(500) basis: string;
  @Field('依据的可靠程度') @IsChoice(BASIS_TITLES) basisClass: BasisClass;
  @Field('已核对原文') @IsFlag() verified: boolean;
  @Field('说明', { optional: true }) @IsText(2000) note?: string;
}

/** Only a figure that was read in the full text of its source is verified. */
function onlyReadInFull({ verified, basisClass }: PolicyRequest): readonly FormProblem[] {
  return verified && basisClass !== 'S' && basisClass !== 'F' ? [{ path: 'verified', code: 'INCONSISTENT' }] : [];
}
