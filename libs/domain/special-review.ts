/** 特别审查（第二、三十九条）: what leaves the ordinary course, and why. */

/** The process to which it is diverted. */
export const SPECIAL_REVIEW = 'special-review-gate';

export const DIVERSION_CAUSES = {
  CROSS_BORDER: '数据跨境流动',
  AGGREGATION_CHECK: '汇聚融合，须核查是否属于国家秘密事项',
  STATE_SECRET: '含有国家秘密信息',
  AGGREGATED_SECRET: '汇聚关联后属于国家秘密事项',
} as const;
export type DiversionCause = keyof typeof DIVERSION_CAUSES;

/** What never comes back, whatever is answered: the regulation is about 非涉密 data alone (第二条). */
export const SECRET_CAUSES: readonly DiversionCause[] = ['STATE_SECRET', 'AGGREGATED_SECRET'];

/** Whether an unfinished form already declares a secret in the section that all forms begin with: it is not kept then. */
export function declaresSecret(form: Readonly<Record<string, unknown>>): boolean {
  const { guards } = form;
  if (typeof guards !== 'object' || guards === null) return false;
  return ['containsStateSecret', 'aggregatesToSecret'].some((flag) => Reflect.get(guards, flag) === true);
}

interface Declared {
  readonly containsStateSecret: boolean;
  readonly aggregatesToSecret: boolean;
  readonly crossBorder: boolean;
}

/** Why a submission is turned away, the gravest cause first; `undefined` where nothing of the kind is declared. */
export function diversionCause({ containsStateSecret, aggregatesToSecret, crossBorder }: Declared): DiversionCause | undefined {
  if (containsStateSecret) return 'STATE_SECRET';
  if (aggregatesToSecret) return 'AGGREGATED_SECRET';
  return crossBorder ? 'CROSS_BORDER' : undefined;
}
