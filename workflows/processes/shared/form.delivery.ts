import { Field } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsFlag, IsText } from '@libs/forms/rules';
import type { SharedProcessing } from './form.processing';

/** 第四条: 原始数据不出域、数据可用不可见、数据可控可计量. What is granted here binds whoever delivers, and is part of the grant. */
export class DeliveryConstraints {
  @Field('原始数据是否出域', { help: '第四条：原始数据不出域；出域须单独说明理由。' })
  @IsFlag()
  rawDataLeavesDomain: boolean;

  @Field('原始数据出域理由', { when: ['rawDataLeavesDomain', true] })
  @IsText(1000)
  rawDataReason?: string;

  @Field('数据可用不可见') @IsFlag() usableNotVisible: boolean;
  @Field('数据可控可计量') @IsFlag() metered: boolean;
}

/** Raw data that is handled within the domain does not leave it. */
export function domainAgrees({ delivery, processing }: { readonly delivery: DeliveryConstraints; readonly processing: SharedProcessing }): readonly FormProblem[] {
  if (!delivery.rawDataLeavesDomain || processing.environment === 'OUT_OF_DOMAIN') return [];
  return [{ path: 'delivery.rawDataLeavesDomain', code: 'INCONSISTENT', params: { otherZh: '处理环境', otherEn: 'processing.environment' } }];
}

/** Of a grant's scope: whoever serves it is told. */
export const constraintFacts = ({ rawDataLeavesDomain, usableNotVisible, metered }: DeliveryConstraints): Readonly<Record<'rawDataLeavesDomain' | 'usableNotVisible' | 'metered', boolean>> => ({
  rawDataLeavesDomain,
  usableNotVisible,
  metered,
});
