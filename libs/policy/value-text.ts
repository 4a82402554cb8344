import { assertNever } from '@libs/domain/assert-never';
import { durationText } from '@libs/domain/duration';
import { codeLabel } from './code-labels';
import type { Comparison, PolicyValue } from './policy';

const COMPARISON_WORDS: Record<Comparison, string> = { '>=': '不少于 ', '>': '超过 ', '<=': '不超过 ' };

const compared = (comparison: Comparison | undefined): string => (comparison === undefined ? '' : COMPARISON_WORDS[comparison]);

/** `10-01` -> `10 月 1 日` */
function dayText(monthDay: string): string {
  const [month, day] = monthDay.split('-').map(Number);
  return `${month} 月 ${day} 日`;
}

/** A policy value in Chinese words, for people. */
export function policyValueText(value: PolicyValue): string {
  switch (value.type) {
    case 'DURATION':
      return compared(value.comparison) + durationText(value);
    case 'DURATIONS':
      return `到期前 ${value.values.map(durationText).join('、')}`;
    case 'COUNT':
      return `${compared(value.comparison)}${value.value.toLocaleString('en-US')} ${value.unit}`;
    case 'RATIO':
      return `${compared(value.comparison)}${value.of ?? ''} ${value.numerator}/${value.denominator}`.trim();
    case 'FLAG':
      return value.value ? '是' : '否';
    case 'CODE':
      return codeLabel(value.value);
    case 'CODES':
      return value.values.map(codeLabel).join('、');
    case 'DATE_OF_YEAR':
      return `${dayText(value.from)}至 ${dayText(value.to)}`;
    default:
      return assertNever(value);
  }
}
