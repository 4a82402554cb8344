/** Where a step stands, counted from rows: its outcomes, its rule with the numbers of the case, and who has voted. */
import { stepStanding, type StepStanding } from '@libs/domain/added-seats';
import type { TallyRule as CountedRule, VoteEffect } from '@libs/domain/tally';
import { countOf, ratioOf, type PolicyValues } from '@libs/policy/typed-values';
import { outcomesOf, type Definition, type OutcomeSpec, type TallyRule } from '@workflows/kit/definition';
import type { LoadedCase } from './loaded';
import type { StepRow, TaskRow } from './rows';
import { ruleOf } from './seats';

export const RESUBMIT: OutcomeSpec = { title: '提交补正', then: 'GO', positive: true, reasonRequired: false };

/** The outcomes of a task: those of its step, or the resubmission of a correction. */
export const outcomesOfStep = ({ definition }: { readonly definition: Definition }, step: Pick<StepRow, 'kind' | 'key'>): Readonly<Record<string, OutcomeSpec>> => {
  if (step.kind === 'CORRECTION') return { RESUBMIT };
  const spec = definition.steps[step.key];
  return spec ? outcomesOf(spec) : {};
};

/** What counting a step needs; a case under its lock and one that is only read have it. */
export interface Counted {
  readonly definition: Definition;
  readonly loaded: { readonly case: Pick<LoadedCase['case'], 'policies'>; readonly tasks: readonly TaskRow[]; readonly decisions: readonly Pick<LoadedCase['decisions'][number], 'step_id' | 'task_id' | 'outcome' | 'voided_at'>[] };
}

/** @param tasks those of the step, and others that are about to be its */
export function standingOf({ definition, loaded }: Counted, step: Pick<StepRow, 'id' | 'kind' | 'key'>, tasks: readonly TaskRow[] = seatsOn(loaded, step)): StepStanding {
  const seats = tasks.map(({ id, added, added_to }) => ({ id, ...(added !== null && added_to !== null && { added: { when: added, to: added_to } }) }));
  const votes = loaded.decisions.filter(({ step_id, voided_at }) => step_id === step.id && voided_at === null).flatMap(({ task_id, outcome }) => (task_id === null ? [] : [{ seat: task_id, outcome }]));
  return stepStanding(countedRule(ruleOf(step, definition), loaded.case.policies), seats, votes, effectsOf(outcomesOfStep({ definition }, step)));
}

/** The tasks of a step that count: those that were cancelled are no seats of it any more. */
export const seatsOn = ({ tasks }: { readonly tasks: readonly TaskRow[] }, step: Pick<StepRow, 'id'>): TaskRow[] => tasks.filter(({ step_id, status }) => step_id === step.id && status !== 'CANCELLED');

const effectsOf = (outcomes: Readonly<Record<string, OutcomeSpec>>): Record<string, VoteEffect> =>
  Object.fromEntries(Object.entries(outcomes).map(([name, { then }]) => [name, then === 'END' ? 'REFUSE' : then === 'CORRECT' ? 'RETURN' : 'AGREE']));

/** The tally rule with the numbers of the case's pinned policies. */
function countedRule(rule: TallyRule, policies: PolicyValues): CountedRule {
  switch (rule.kind) {
    case 'AT_LEAST':
      return { kind: 'AT_LEAST', n: countOf(policies, rule.policy) };
    case 'RATIO_OF_ALL':
    case 'RATIO_OF_PRESENT':
      return { kind: rule.kind, ratio: ratioOf(policies, rule.policy), present: countOf(policies, rule.present) };
    default:
      return rule;
  }
}
