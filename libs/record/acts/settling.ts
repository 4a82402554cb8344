/** A step that settles on a decision that was made earlier: other seats had to be heard, or one of them is gone. */
import type { PoolClient } from 'pg';
import { digestOf } from '@libs/domain/digests';
import type { FactValues } from '@workflows/kit/definition';
import { SYSTEM } from '../by';
import type { CaseWork } from '../case-work';
import type { Plain } from '../desk';
import type { Acting } from '../record';
import type { StepRow } from '../rows';
import { standingOf } from '../standing';
import { mustHaveOneFromElsewhere } from './elsewhere';

interface Basis {
  readonly evidence?: Plain;
  readonly facts?: FactValues;
}

/** What the decision brought along on whose vote an outcome rests; nothing where nobody voted for it. */
export async function basisOf(client: PoolClient, work: CaseWork, { seat }: { readonly seat?: string }): Promise<Basis> {
  const decision = seat === undefined ? undefined : work.loaded.decisions.find(({ task_id, voided_at }) => task_id === seat && voided_at === null);
  if (!decision) return {};
  const { rows } = await client.query<{ evidence: Plain | null; facts: FactValues | null }>('SELECT evidence, facts FROM decisions WHERE id = $1', [decision.id]);
  return { evidence: rows[0]?.evidence ?? undefined, facts: rows[0]?.facts ?? undefined };
}

/** Settles an open step that has become decided by what happened to its seats, by the system: nobody decided just now. */
export async function settleIfDecided({ work, client }: Pick<Acting, 'work' | 'client'>, step: StepRow, cause: string): Promise<void> {
  if (step.status !== 'OPEN') return;
  const { settled } = standingOf(work, step);
  if (!settled) return;
  await mustHaveOneFromElsewhere(client, work, step, settled.outcome);
  const { evidence, facts } = await basisOf(client, work, settled);
  step.evidence_digest = evidence ? digestOf(evidence) : null;
  const details = { stepKey: step.key, want: step.want_id, outcome: settled.outcome, cause };
  await work.append({ type: 'settled', id: step.want_id, outcome: settled.outcome, facts }, { action: 'STEP_SETTLED', by: SYSTEM, details });
}
