import type { CaseEvent } from '@workflows/kit/journal';
import type { OrganisationType, PositionCode } from '@libs/domain/positions';
import type { Revisions } from './caches';
import type { Dataset } from './desk';
import type { CaseRow, ClockRow, DecisionRow, GrantRow, IdempotencyRow, RecusalRow, RevisionRow, StepRow, TaskRow } from './rows';
import type { StandIn } from './stand-ins';

export interface Holding {
  readonly position: PositionCode;
  readonly orgId: string;
  readonly dept: string | null;
}
export interface Holder extends Holding {
  readonly personId: string;
  readonly name: string;
}
export interface Member {
  readonly body: string;
  readonly bodyId: string;
  readonly personId: string;
  readonly name: string;
  readonly chair: boolean;
}
export interface Org {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
}
export interface HeldPosition extends Holding {
  readonly orgCode: string;
  readonly orgType: OrganisationType;
}
/** Who acts, with what they hold now by the database's clock. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly active: boolean;
  readonly assignments: readonly HeldPosition[];
  /** Positions of others in which they stand in for them now, as far as the case is concerned. */
  readonly standsIn: readonly StandIn[];
}

/** A grant of another case, with what its validity is computed from. */
export interface LoadedBase {
  readonly grant: GrantRow;
  readonly process: string;
  readonly caseStatus: CaseRow['status'];
  readonly stopped: boolean;
}

/** A case under its lock, as `LOAD` gives it, with who could act in its seats. */
export interface LoadedCase {
  readonly now: number;
  readonly revisions: Revisions;
  readonly case: CaseRow;
  readonly journal: readonly CaseEvent[];
  readonly revision: Omit<RevisionRow, 'data'> | null;
  readonly steps: StepRow[];
  readonly tasks: TaskRow[];
  /** Without opinions, evidence and facts, in the order in which they were made; none that were voided. */
  readonly decisions: DecisionRow[];
  /** Who is out of the case: neither roster nor members have them. */
  readonly recusals: Pick<RecusalRow, 'person_id'>[];
  /** Those that still run, and those that stopped after somebody was reminded or told: a step that was returned goes on where they stood. */
  readonly clocks: ClockRow[];
  readonly grants: GrantRow[];
  readonly datasets: readonly Dataset[];
  /** Grants of other cases: those that a form mentions, and that on which this one rests. */
  readonly bases: readonly LoadedBase[];
  /** Persons to whom it was copied, and those whose decisions were voided: what they know they may go on knowing. */
  readonly copiedTo: readonly string[];
  readonly formerDeciders: readonly string[];
  /** Held now, in the case's organisation, the commission and the centre. */
  readonly roster: readonly Holder[];
  readonly members: readonly Member[];
  readonly orgs: readonly Org[];
  readonly actor: Actor | null;
  readonly kept: IdempotencyRow | null;
}

/** What a take-back needs of a case beside what every act does. */
export interface FormerState {
  /** The instant of the event that is taken back. */
  readonly at: number;
  /** Those that were cancelled. */
  readonly steps: readonly StepRow[];
  /** Those that the event stopped. */
  readonly clocks: readonly ClockRow[];
  /** Want ids of the effects that were ever claimed. */
  readonly claimed: readonly string[];
  /** Ids of the steps whose outcome a member has dissented from. */
  readonly dissented: readonly string[];
}

export interface LoadedStart {
  readonly now: number;
  readonly revisions: Revisions;
  /** The running number of the case to come. */
  readonly number: number;
  readonly datasets: readonly Dataset[];
  readonly bases: readonly LoadedBase[];
  readonly actor: Omit<Actor, 'standsIn'> | null;
}
