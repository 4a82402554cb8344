/** Whether the steps of a case can still be decided when they have to be: the rule of `seating.ts`, asked at every instant at which somebody comes or goes. */
import type { LoadedCase } from './loaded';
import { recused, without } from './recused';
import type { Roster } from './roster';
import { instantOf } from './rows';
import { shortagesOf, type Seating, type Shortage, type StepShortage } from './seating';

/** Somebody is not there from one instant to another; the end does not belong to it. In milliseconds since the epoch. */
export interface Absence {
  readonly personId: string;
  readonly from: number;
  readonly to: number;
}

export interface Look {
  readonly now: number;
  readonly roster: Roster;
  readonly absences: readonly Absence[];
  /** Named in open tasks, and gone: their account is closed, or they hold nothing any more. */
  readonly gone: ReadonlySet<string>;
  /** How far it looks beyond due instants. */
  readonly until: number;
  /** Keys of the steps that are not open yet, in the order in which they come. */
  readonly ahead: readonly string[];
}

export interface Prospect extends Shortage {
  readonly step: StepShortage['step'];
  /** The instant from which on nobody can decide it, up to its due instant or as far as is looked. */
  readonly from: number;
}

/** Of each step open or ahead that will not be decided in time: from when on, and why. */
export function prospectsOf({ definition, loaded }: Seating, look: Look): Prospect[] {
  const farthest = Math.max(look.until, ...loaded.steps.flatMap(({ status, due_at }) => (status === 'OPEN' && due_at !== null ? [instantOf(due_at)] : [])));
  const moments = momentsOf(loaded, look, farthest).map((at) => {
    const away = new Set([...look.gone, ...look.absences.filter(({ from, to }) => from <= at && at < to).map(({ personId }) => personId)]);
    const around = without(new Set([...recused(loaded), ...away]), look.roster.around(loaded.case.org_id, at));
    return { at, short: shortagesOf({ definition, loaded: { ...loaded, ...around }, away }, look.ahead) };
  });
  const steps = new Map(moments.flatMap(({ short }) => short).map((one) => [placeOf(one), one.step]));
  return [...steps].flatMap(([place, step]) => {
    const short = moments.map(({ at, short: all }) => ({ at, found: all.find((one) => placeOf(one) === place) }));
    const found = horizonsOf(loaded, step.id, look).flatMap((horizon) => tailOf(short, horizon));
    const [first] = found.sort((a, b) => a.from - b.from);
    return first ? [{ step, ...first }] : [];
  });
}

const placeOf = ({ step: { id, key } }: Pick<StepShortage, 'step'>): string => `${id} ${key}`;

/** Now, and whenever after it somebody comes or goes. */
function momentsOf(loaded: LoadedCase, { now, roster, absences }: Look, farthest: number): number[] {
  const turns = [...roster.turns(loaded.case.org_id, now, farthest), ...absences.flatMap(({ from, to }) => [from, to])];
  return [...new Set([now, ...turns.filter((at) => at > now && at <= farthest)])].sort((a, b) => a - b);
}

/** Until when a step has to be decided; where that is close, past or nowhere said, it is looked beyond. */
function horizonsOf({ steps }: LoadedCase, stepId: string, { now, until }: Look): number[] {
  const due = steps.find(({ id }) => id === stepId)?.due_at ?? null;
  if (due === null || instantOf(due) <= now) return [until];
  return instantOf(due) > until ? [instantOf(due)] : [instantOf(due), until];
}

/** What is lacking at the horizon, since when without a break; nothing where the step can be decided then. */
function tailOf(short: readonly { readonly at: number; readonly found: StepShortage | undefined }[], horizon: number): (Shortage & { readonly from: number })[] {
  const before = short.filter(({ at }) => at <= horizon);
  const sound = before.findLastIndex(({ found }) => found === undefined);
  const first = before[sound + 1];
  return first?.found ? [{ from: first.at, cause: first.found.cause, needed: first.found.needed, eligible: first.found.eligible }] : [];
}
