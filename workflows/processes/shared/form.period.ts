import { Field } from '@libs/forms/field';
import type { FormProblem } from '@libs/forms/problem';
import { IsCalendarDate, IsChoice } from '@libs/forms/rules';

export const EXPIRY_DISPOSITIONS = { DESTROY: '销毁', RETURN: '归还', RENEW: '延期' } as const;
export type ExpiryDisposition = keyof typeof EXPIRY_DISPOSITIONS;

export class SharedPeriod {
  @Field('使用期限起') @IsCalendarDate() from: string;
  @Field('使用期限止') @IsCalendarDate() to: string;
  @Field('到期处置') @IsChoice(EXPIRY_DISPOSITIONS) expiryDisposition: ExpiryDisposition;
}

/** Dates are `YYYY-MM-DD`, so the order of their texts is the order of their days. */
export function periodRuns({ period }: { readonly period: SharedPeriod }): readonly FormProblem[] {
  if (period.to > period.from) return [];
  return [{ path: 'period.to', code: 'NOT_AFTER', params: { otherZh: '「使用期限起」', otherEn: '"period.from"' } }];
}
