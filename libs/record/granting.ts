/** The granting transaction's own look at what a grant requires: in SQL, at the rows that are about to be committed. */
import type { PoolClient } from 'pg';
import { applies, outcomesOf } from '@workflows/kit/definition';
import type { CaseWork } from './case-work';
import { decidedDigest } from './judgements';
import { UNMET_REQUIREMENTS } from './statements';

/** A grant opens without all that it requires. No path may lead here, so the case is stopped. */
export class UnmetRequirementError extends Error {}

/** @throws UnmetRequirementError unless each requirement was decided by a person, positively, on what is current */
export async function checkGranting(client: PoolClient, work: CaseWork): Promise<void> {
  for (const { key, after } of work.granting.splice(0)) {
    const unmet = await unmetOf(client, work, key, after);
    if (unmet.length) throw new UnmetRequirementError(`${key} without ${unmet.join(', ')}`);
  }
}

async function unmetOf(client: PoolClient, work: CaseWork, key: string, after: number): Promise<string[]> {
  const { definition, picture } = work;
  const required = (definition.grants[key]?.requires ?? []).filter((requirement) => applies(requirement, picture.facts));
  // After a suspension, what the story asked anew has to be newer than it; the rest stands as it stood.
  const renewed = required.filter(({ step }) => after === 0 || picture.settled.some((one) => one.key === step && one.standing && one.seq > after));
  const asked = renewed.map(({ step }) => ({ step, positive: positiveOutcomes(work, step), digest: currentDigest(work, step), after }));
  const { rows } = await client.query<{ step: string }>(UNMET_REQUIREMENTS, [work.case.id, JSON.stringify(asked)]);
  return rows.map(({ step }) => step);
}

function positiveOutcomes({ definition }: CaseWork, step: string): string[] {
  const spec = definition.steps[step];
  return Object.entries(spec ? outcomesOf(spec) : {}).flatMap(([outcome, { positive }]) => (positive ? [outcome] : []));
}

/** The digest that a decision must have to be one on what is current. */
function currentDigest(work: CaseWork, key: string): string | null {
  const step = work.loaded.steps.filter((row) => row.key === key && row.status === 'SETTLED').at(-1);
  if (!step) return null;
  const current = work.shownDigest(step);
  // What let the case in, and what was approved after a revision that was made, stand on what was shown then.
  const stands = work.definition.steps[key]?.admits === true || step.revised_digest === current;
  return stands ? (decidedDigest(work.loaded, step) ?? null) : current;
}
