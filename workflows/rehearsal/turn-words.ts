/** Turns of a route in Chinese, for the condition of a step that appears only under some of them. */
import { assertNever } from '@libs/domain/assert-never';
import { outcomesOf, type Definition, type FactValue } from '@workflows/kit/definition';
import type { Variable } from './variables';

/** The Chinese names of facts and of their values; booleans, numbers and instants need only the fact's name. */
export interface FactWords {
  readonly title: string;
  readonly values?: Readonly<Record<string, string>>;
}
export type FactGlossary = Readonly<Record<string, FactWords>>;

/** Ends of grants and of diversions. */
export const END_WORDS: Readonly<Record<string, string>> = { EXPIRED: '到期', REVOKED: '撤销', HANDED_BACK: '交回', USED_UP: '用尽', CLEARED: '解除', REFERRED_OUT: '移送', BLOCKED: '阻断' };

/** 「级别」为「重要数据」或「核心数据」时 */
export function turnWords(definition: Definition, { kind, key, node }: Variable, values: readonly FactValue[], glossary: FactGlossary): string {
  const either = (word: (value: string) => string): string => values.map((value) => `「${word(String(value))}」`).join('或');
  switch (kind) {
    case 'FACT':
      return factWords(definition, key, values, glossary);
    case 'OUTCOME': {
      const step = definition.steps[key];
      return `「${step?.title ?? key}」结论为${either((value) => (step && outcomesOf(step)[value]?.title) ?? value)}时`;
    }
    case 'HAPPENS': {
      const period = definition.periods[key];
      return period && node !== key ? `每满「${period.title}」周期时` : `办理「${definition.steps[key]?.title ?? key}」后`;
    }
    case 'GATE':
      return `「${definition.gates[key]?.title ?? key}」不通过时`;
    case 'CHILD':
      return `「${definition.children[key]?.title ?? key}」未办成时`;
    case 'DIVERSION':
      return `「${definition.diversions[key]?.title ?? key}」结果为${either((value) => END_WORDS[value] ?? value)}时`;
    case 'GRANT_END':
      return `「${definition.grants[key]?.title ?? key}」被${either((value) => END_WORDS[value] ?? value)}时`;
    case 'REAUTHORIZES':
      return `「${definition.grants[key]?.title ?? key}」期间级别升高时`;
    default:
      return assertNever(kind);
  }
}

function factWords(definition: Definition, key: string, values: readonly FactValue[], glossary: FactGlossary): string {
  const title = glossary[key]?.title ?? key;
  const spec = definition.facts[key];
  switch (spec?.kind) {
    case 'boolean':
      return values.map((value) => `${value === true ? '' : '非'}「${title}」`).join('或') + '时';
    case 'count':
      return `「${title}」达到一定数量时`;
    case 'instant':
      return `「${title}」${values.length > 1 ? '变更' : '已过'}时`;
    case 'id':
    case 'ids':
      return `「${title}」有所增减时`;
    case 'enum':
    case undefined:
      return `「${title}」为${values.map((value) => `「${glossary[key]?.values?.[String(value)] ?? String(value)}」`).join('或')}时`;
    default:
      return assertNever(spec);
  }
}
