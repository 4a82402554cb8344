/** What a process can say, read and reach at all: found by exploring until nothing new is heard. */
import { outcomesOf, type Definition } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { isJudgement, type Want } from '@workflows/kit/want';
import { explore, type Exploration, type Transition } from './explore';
import { combining } from './imagine';
import { COMBINATIONS, inOrder, startsOf } from './starts';
import { overheard, type Overheard } from './watch';

export interface Survey extends Overheard {
  /** Terminals in which an explored path ended. */
  readonly ended: ReadonlySet<string>;
  /** Steps that offer a return while no review is there to correct it. */
  readonly uncorrectable: ReadonlySet<string>;
  /** The last round, in which nothing new was read. */
  readonly exploration: Exploration;
}

export interface SurveyOptions {
  readonly maxStates?: number;
  readonly together?: number;
  /** Sees every transition of every round. */
  readonly visit?: (transition: Transition) => void;
}

/** Explores in the canonical order, first undisturbed, then with re-grades and suspensions, until no new fact is read. */
export async function survey(process: Process, { maxStates, together = 2, visit = () => undefined }: SurveyOptions = {}): Promise<Survey> {
  const { definition } = process;
  const heard: Overheard = { said: new Set(), read: new Set(requiredFacts(definition)) };
  const ended = new Set<string>();
  const uncorrectable = new Set<string>();
  const listening = overheard(process, heard);
  const listen = (disturbed: boolean): Promise<Exploration> => {
    const steering = new Set(heard.read);
    const options = { starts: startsOf(definition, steering), sampling: combining(steering, COMBINATIONS), rank: inOrder, disturbed, together: disturbed ? together : 0, remembers: false, maxStates };
    return explore(listening, options, (transition) => {
      const { after } = transition;
      visit(transition);
      if (after.ended) ended.add(after.ended.outcome);
      for (const want of after.wants) if (want.review === undefined && offersReturn(definition, want)) uncorrectable.add(want.key);
    });
  };
  await listen(false);
  let known: number;
  let exploration: Exploration;
  do {
    known = heard.read.size;
    exploration = await listen(true);
  } while (known < heard.read.size);
  return { ...heard, ended, uncorrectable, exploration };
}

/** The facts that requirements name. */
function requiredFacts({ grants, terminals }: Definition): string[] {
  const requirements = [...Object.values(grants), ...Object.values(terminals)].flatMap(({ requires }) => requires ?? []);
  return requirements.flatMap(({ when, each }) => [...Object.keys(when ?? {}), ...(each ? [each.fact] : [])]);
}

function offersReturn(definition: Definition, { kind, key }: Want): boolean {
  const step = definition.steps[key];
  if (!step || !isJudgement(kind)) return false;
  return Object.values(outcomesOf(step)).some(({ then }) => then === 'CORRECT' || then === 'REVISE');
}
