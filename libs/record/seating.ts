/**
 * Whether the steps of a case can be decided by those who could sit on them: one rule for the flag of a step, for what a
 * recusal leaves behind, and for the look ahead. Standing agents are nobody of their own here, and who is asked for an
 * opinion is none who decides.
 */
import { assertNever } from '@libs/domain/assert-never';
import { canStaffDistinctly, type RoleCandidates } from '@libs/domain/distinct-staffing';
import type { SeparationRule } from '@libs/domain/separation-of-duties';
import type { Tally } from '@libs/domain/tally';
import type { Definition, TallyRule } from '@workflows/kit/definition';
import { brokenRule } from './acts/separating';
import { bindingRules } from './gate-check';
import type { LoadedCase } from './loaded';
import type { StepRow, TaskRow } from './rows';
import { holdersOf, isSeat, missingSeats, ofPosition, ruleOf, seatsOf, type SeatedStep } from './seats';
import { seatsOn, standingOf } from './standing';

export const SHORTAGES = [
  /** Nobody holds a seat. */
  'UNSTAFFED',
  /** Fewer people than the rule of the step needs; the quorum of a session among them. */
  'TOO_FEW',
  /** Enough people, but not enough who may: the others have acted, or have to act, where the same person must not. */
  'NOT_DISTINCT',
] as const;
export type ShortageCause = (typeof SHORTAGES)[number];

export interface Shortage {
  readonly cause: ShortageCause;
  /** People that the step needs in all, and those that it has or could have. */
  readonly needed: number;
  readonly eligible: number;
}
export interface StepShortage extends Shortage {
  readonly step: SeatedStep & Pick<StepRow, 'subject'>;
}

/** A case with who could sit in it: under its lock, or as it will stand at another instant. */
export interface Seating {
  readonly definition: Definition;
  readonly loaded: LoadedCase;
  /** Named in open tasks, and not there to act: the roster and the bodies are without them. */
  readonly away?: ReadonlySet<string>;
}

/** What people settle, one seat or many. */
export const PEOPLES: ReadonlySet<string> = new Set(['APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION']);

/** Each open step that cannot be decided, and each step ahead that could not: taken one after another, each beside those before it. */
export function shortagesOf(seating: Seating, ahead: readonly string[] = []): StepShortage[] {
  const { definition, loaded } = seating;
  const open = loaded.steps.filter(({ status, kind }) => status === 'OPEN' && PEOPLES.has(kind)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const rules = [...bindingRules(definition, loaded.case.policies), ...oneSeatEach(seating, open)];
  const filled: RoleCandidates[] = [];
  const found: StepShortage[] = [];
  for (const step of [...open, ...ahead.flatMap((key) => aheadOf(seating, key))]) {
    const { shortage, roles, needed } = staffingOf(seating, step);
    // What is asked once a subject binds nobody for another subject.
    const others = filled.filter(({ role }) => role !== step.key);
    const bound = roles.filter(({ role }) => rules.some(({ among }) => among.includes(role)));
    if (shortage) found.push({ step, ...shortage });
    else if (canStaffDistinctly(rules, [...others, ...bound])) filled.splice(0, filled.length, ...others, ...bound);
    else found.push({ step, cause: 'NOT_DISTINCT', needed, eligible: personsIn(roles) });
  }
  return found;
}

/** Whether somebody sits on every seat of an open step, and its rule can be met; who may not for what they did elsewhere is not looked at. */
export function isStaffed(seating: Seating, step: StepRow): boolean {
  const { shortage } = staffingOf(seating, step);
  return shortage === undefined || shortage.cause === 'NOT_DISTINCT';
}

interface Staffing {
  readonly shortage?: Shortage;
  readonly roles: readonly RoleCandidates[];
  readonly needed: number;
}

/** Seats of which so many have to decide. */
interface Demand {
  readonly tasks: readonly TaskRow[];
  readonly needed: number;
}

/** What a step still needs, and who there is for it. */
function staffingOf(seating: Seating, step: SeatedStep): Staffing {
  const { definition, loaded } = seating;
  const missing = missingSeats(step, definition, loaded, loaded.now).map(({ task }) => task);
  const seats = [...seatsOn(loaded, step), ...missing];
  const own = seats.filter(({ added }) => added === null);
  const open = seats.filter(({ status }) => status === 'OPEN');
  const people = new Map(open.map((task) => [task.id, candidatesFor(seating, step, task)]));
  const peopleOf = (tasks: readonly TaskRow[]): string[] => [...new Set(tasks.flatMap(({ id }) => people.get(id) ?? []))];

  const { kind } = ruleOf(step, definition);
  const counted = standingOf(seating, step, seats).own;
  const needed = kind === 'RATIO_OF_ALL' || kind === 'RATIO_OF_PRESENT' ? counted.presentNeeded : counted.needed;
  const vacant = open.some((task) => task.position !== null && task.person_id === null && peopleOf([task]).length === 0);
  // Nobody is left to decide, whatever the votes of the others come to.
  if (own.length === 0 || open.length === 0 || vacant) return { shortage: { cause: 'UNSTAFFED', needed, eligible: 0 }, roles: [], needed };

  const added = open.filter((task) => task.added !== null);
  const demands = [...ownDemands(kind, counted, open.filter((task) => task.added === null)), ...added.map((task) => ({ tasks: [task], needed: 1 }))];
  const there = (persons: number, demand: Pick<Demand, 'needed'>): number => persons + needed - demand.needed;
  const short = demands.find((demand) => peopleOf(demand.tasks).length < demand.needed);
  if (short) return { shortage: { cause: 'TOO_FEW', needed, eligible: there(peopleOf(short.tasks).length, short) }, roles: [], needed };

  const voted = added.length === 0 ? [] : loaded.decisions.filter(({ step_id, voided_at }) => step_id === step.id && voided_at === null).map(({ actor_id }) => actor_id);
  const mayDecide = (task: TaskRow): string[] => (people.get(task.id) ?? []).filter((person) => !voted.includes(person) && brokenRule(seating, step, [person, ...task.chain]) === undefined);
  const roles = demands.map((demand) => ({ role: step.key, persons: [...new Set(demand.tasks.flatMap(mayDecide))], needed: demand.needed }));
  const undistinct = roles.find((role) => role.persons.length < role.needed);
  if (undistinct) return { shortage: { cause: 'NOT_DISTINCT', needed, eligible: there(undistinct.persons.length, undistinct) }, roles: [], needed };
  return { roles, needed };
}

const personsIn = (roles: readonly RoleCandidates[]): number => new Set(roles.flatMap(({ persons }) => persons)).size;

/** What the rule of a step asks of its own open seats, as its votes stand. */
function ownDemands(kind: TallyRule['kind'], counted: Tally, own: readonly TaskRow[]): Demand[] {
  if (counted.settled) return [];
  switch (kind) {
    case 'ONE':
      return [{ tasks: own, needed: 1 }];
    case 'ALL':
    case 'IN_TURN':
      return own.map((task) => ({ tasks: [task], needed: 1 }));
    case 'AT_LEAST':
      return [{ tasks: own, needed: counted.needed - counted.agreed }];
    case 'RATIO_OF_ALL':
    case 'RATIO_OF_PRESENT':
      return [{ tasks: own, needed: Math.max(0, counted.presentNeeded - counted.present) }];
    default:
      return assertNever(kind);
  }
}

/** Who could decide this task, whatever they did elsewhere in the case. */
function candidatesFor({ definition, loaded, away }: Seating, step: SeatedStep, task: TaskRow): string[] {
  const { person_id, position, body_id } = task;
  if (position !== null) {
    const holders = loaded.roster.filter((holder) => isSeat(holder, task));
    const seat = seatsOf(step, definition).find((one) => 'position' in one && one.position === position);
    // Where nobody of the department is left, another one of the unit sits for it.
    const others = holders.length === 0 && ofPosition(task) && seat && 'position' in seat ? holdersOf(seat.position, loaded) : holders;
    const persons = others.map(({ personId }) => personId);
    return person_id === null ? persons : persons.filter((person) => person === person_id);
  }
  if (person_id === null || away?.has(person_id)) return [];
  return body_id === null || loaded.members.some(({ personId, bodyId }) => personId === person_id && bodyId === body_id) ? [person_id] : [];
}

/** Where seats were added, nobody fills two of one step. */
const oneSeatEach = ({ loaded }: Seating, open: readonly StepRow[]): SeparationRule[] =>
  open.filter((step) => seatsOn(loaded, step).some(({ added }) => added !== null)).map(({ key }) => ({ id: 'one-seat-each', title: '', among: [key], onceEach: true }));

/** A step of which nothing is there yet. */
function aheadOf({ definition, loaded }: Seating, key: string): StepShortage['step'][] {
  const spec = definition.steps[key];
  return spec ? [{ id: '', case_id: loaded.case.id, kind: spec.kind, key, subject: null }] : [];
}
