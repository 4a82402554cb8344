/**
 * The words of a story. A story is a pure function over them: it may branch on facts and on what a word answers, and on nothing else.
 */
import type { Definition, FactOf, FactValue, SESSION_OUTCOMES, StepKind, APPROVE_OUTCOMES, COMPLETE_OUTCOMES, OutcomeSpec } from './definition';
import type { DiversionEnd, GrantEnd } from './journal';

type KeysOf<D extends Definition, G extends keyof Definition> = Extract<keyof D[G], string>;
type StepsOf<D extends Definition, K extends StepKind> = {
  [S in KeysOf<D, 'steps'>]: D['steps'][S]['kind'] extends K ? S : never;
}[KeysOf<D, 'steps'>];
type GoingOn<O> = { [K in keyof O]: O[K] extends { then: 'GO' | 'REVISE' | 'SUSPEND' | 'RENEW' } ? K : never }[keyof O];
type OutcomesOf<D extends Definition, S extends keyof D['steps'], Default> = D['steps'][S] extends { outcomes: infer O extends Record<string, OutcomeSpec> }
  ? GoingOn<O>
  : GoingOn<Default>;

export type FactsOf<D extends Definition> = { readonly [F in keyof D['facts']]: FactOf<D['facts'][F]> };

/** What a settled step answers to the story. */
export interface Settled<O = string> {
  readonly outcome: O;
}
export interface GrantEnded {
  readonly reason: GrantEnd;
  readonly revoked: boolean;
  /** The outcome of a step during the grant that revoked it; `undefined` where it was revoked by an order. */
  readonly by?: string;
}
export interface ChildEnded {
  readonly outcome: string;
}
export interface Ask {
  /** The subject of a step that is asked once for each of several things; an id, never free text. */
  readonly for?: string;
}

export interface GrantTerms<D extends Definition> {
  /** The fact that holds the instant at which it begins to be valid; at once where that has passed, or is not set. */
  readonly from?: KeysOf<D, 'facts'>;
  /** The fact that holds the instant at which the grant ends by itself. */
  readonly until: KeysOf<D, 'facts'>;
  /** The fact that holds how often it may be used. */
  readonly cap?: KeysOf<D, 'facts'>;
  /** What must be decided anew after a suspension because a level rose. */
  readonly reauthorize?: Branch<D>;
}

export type Branch<D extends Definition> = (c: Words<D>) => Promise<void>;
/** What follows each of several like events; `nth` counts them from 1 and serves as the subject of what is asked then. */
export type Repeated<D extends Definition> = (c: Words<D>, nth: string) => Promise<void>;

/** What the facts may call for at some time, or never. */
export interface Duty<D extends Definition> {
  readonly when: (facts: FactsOf<D>) => boolean;
  readonly then: Branch<D>;
}
/** A process, told: what is wanted after each event, and how it ends. */
export type Story<D extends Definition> = Branch<D>;

export interface Words<D extends Definition> {
  /** The facts as of the last event. A fact that nothing has set yet reads as `undefined`. */
  readonly facts: FactsOf<D>;
  /** The instant of the last event, in milliseconds since the epoch. */
  readonly now: number;

  /** A judgement. REJECT ends the case, RETURN corrects. */
  approve<S extends StepsOf<D, 'APPROVE'>>(key: S, ask?: Ask): Promise<Settled<OutcomesOf<D, S, typeof APPROVE_OUTCOMES>>>;
  /** Evidence, an assessment, a notice, an external reference; may yield facts. */
  complete<S extends StepsOf<D, 'COMPLETE'>>(key: S, ask?: Ask): Promise<Settled<OutcomesOf<D, S, typeof COMPLETE_OUTCOMES>>>;
  /** A body with quorum, recusals, votes and four outcomes. */
  session<S extends StepsOf<D, 'SESSION'>>(key: S, ask?: Ask): Promise<Settled<OutcomesOf<D, S, typeof SESSION_OUTCOMES>>>;

  /** Branches side by side, joined when all are through. */
  all(...branches: Branch<D>[]): Promise<void>;
  /** A body whose steps may be returned for correction. Done when everything asked in the last pass stands. */
  review(key: KeysOf<D, 'reviews'>, body: Branch<D>): Promise<void>;
  /** Runs `body`; a duty begins as soon as the facts call for it, once. Done when the body and every duty that began are. */
  during(body: Branch<D>, ...duties: Duty<D>[]): Promise<void>;
  /** Runs beside the rest until its scope ends. */
  beside(branch: Branch<D>): void;
  /** Waits until the facts say so. */
  when(predicate: (facts: FactsOf<D>) => boolean): Promise<void>;
  /** Offers a repeatable act until its scope ends; `then` runs beside the rest after each act. */
  onDemand(key: StepsOf<D, 'ON_DEMAND'>, then?: Repeated<D>): void;
  /** Runs `body` each time the period is over, until its scope ends. */
  every(key: KeysOf<D, 'periods'>, body: Repeated<D>): void;

  /** Opens a grant and waits until it ends; `body` runs beside it while it lives. */
  granted(key: KeysOf<D, 'grants'>, terms: GrantTerms<D>, body?: Branch<D>): Promise<GrantEnded>;

  /** A linked case; waits for its end. */
  child(key: KeysOf<D, 'children'>, ask?: Ask): Promise<ChildEnded>;
  /** One linked case a subject; waits for all. */
  children(key: KeysOf<D, 'children'>, subjects: readonly string[]): Promise<void>;
  /** A linked case that nobody waits for. */
  spawn(key: KeysOf<D, 'children'>, ask?: Ask): void;

  /** Checks that can change over time; goes on when they pass. */
  gate(key: KeysOf<D, 'gates'>): Promise<void>;
  /** The special review outside the ordinary approvers. */
  divert(key: KeysOf<D, 'diversions'>): Promise<DiversionEnd>;
  /** Touches the outside, once. */
  effect(key: KeysOf<D, 'effects'>): Promise<void>;
  /** Ends the case. Nothing after it runs. */
  end(terminal: KeysOf<D, 'terminals'>): Promise<never>;
}

export type { FactValue };
