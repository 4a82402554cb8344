/** What a case will be asked for if everything goes well. */
import type { FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { isJudgement } from '@workflows/kit/want';
import { follow } from './route';
import { givenFacts, inOrder } from './starts';

/**
 * Keys of the steps of the main route, in order, under the facts that the case has by now: what a step found out as well as
 * what the application gave. Instants that a step sets are left to be imagined, as the whole route is.
 * @throws StoryError, DivergedError where the facts are not what the process expects
 */
export async function stepsOf(process: Process, facts: FactValues): Promise<readonly string[]> {
  const { definition } = process;
  const given = new Set(givenFacts(definition));
  const start = Object.fromEntries(Object.entries(facts).filter(([name]) => given.has(name) || definition.facts[name]?.kind !== 'instant'));
  const { opened } = await follow(process, { start, yields: {}, outcomes: {}, happens: new Set(), grantEnd: 'EXPIRED', reauthorizes: false }, inOrder);
  return [...new Set(opened.filter(({ kind }) => isJudgement(kind)).map(({ key }) => key))];
}
