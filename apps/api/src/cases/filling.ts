/** What helps to fill in a step: its form, what stands already, and what the rules suggest. */
import type { Plain, ProcessDesk } from '@libs/record/desk';
import type { CaseRead } from './case.read';

export interface Filling {
  readonly evidenceSchema?: Plain;
  /** The evidence to begin with: the form as it stands, where the step holds it anew. */
  readonly prefill?: Plain;
  /** What the rules suggest, with reasons; never a decision. */
  readonly suggestion?: Plain;
}

export function fillingOf({ case: { facts, policies }, revision }: Pick<CaseRead, 'case' | 'revision'>, desk: ProcessDesk, step: string): Filling {
  const schema = desk.evidenceSchema(step);
  const revises = desk.process.definition.steps[step]?.revises;
  const suggestion = desk.suggests?.(step, { form: revision.data, facts, policies });
  return { ...(schema && { evidenceSchema: schema }), ...(revises !== undefined && { prefill: { [revises]: revision.data } }), ...(suggestion && { suggestion }) };
}
