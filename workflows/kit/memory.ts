/** What a run remembers: scopes that live and end, and the slots in which wants are asked, answered and asked again. */
import type { OutcomeThen } from './definition';
import type { WantKind } from './want';

/** A scope: what was started in it ends with it. */
export class Scope {
  alive = true;
  readonly inner = new Set<Scope>();
  readonly branches = new Set<RunningBranch>();
  readonly slots = new Set<Slot>();

  constructor(readonly outer?: Scope) {
    outer?.inner.add(this);
  }

  /** This scope and all within it. */
  *within(): Generator<Scope> {
    yield this;
    for (const scope of this.inner) yield* scope.within();
  }
}

/** One strand of the story. It runs, or waits for exactly one word. */
export class RunningBranch {
  state: 'RUNNING' | 'WAITING' | 'DONE' | 'DEAD' = 'RUNNING';
  constructor(
    readonly scope: Scope,
    readonly memory: Memory,
  ) {
    scope.branches.add(this);
  }
}

export interface Answer {
  readonly outcome: string;
  readonly then: OutcomeThen;
  readonly seq: number;
  /** Waits for the correction that it asked for. */
  awaitsCorrection: boolean;
}

export interface GrantState {
  readonly from?: number;
  until: number;
  readonly cap?: number;
  /** Suspended by a person's order. */
  ordered: boolean;
  /** Suspended until the reauthorization is through. */
  reauthorizing: boolean;
  /** The outcome of a step during the grant that ended it. */
  endedBy?: string;
  readonly scope: Scope;
  reauthorization?: Scope;
  readonly renewedUntil: () => number;
  readonly reauthorize: () => void;
}

/** The n-th asking of one key (and subject) in one pass of its memory. */
export class Slot {
  id?: string;
  n = 0;
  since = 0;
  openedAt = 0;
  /** Waits for an event. */
  open = false;
  /** Asked in the current pass: an open slot that is not asked any more is dropped. */
  asked = false;
  answer?: Answer;
  resume?: (answer: Answer) => void;
  /** What a repeatable want starts after each event; `nth` counts the events from 1. */
  onEvent?: (nth: number) => void;
  grant?: GrantState;

  constructor(
    readonly kind: WantKind,
    readonly key: string,
    readonly subject: string | undefined,
    readonly memory: Memory,
  ) {}

  get path(): string {
    return this.subject === undefined ? this.key : `${this.key}/${this.subject}`;
  }

  forget(): void {
    this.id = undefined;
    this.open = false;
    this.answer = undefined;
    this.resume = undefined;
  }
}

/** The slots of a review, of what is said during a grant, or of the whole story: they outlive the passes of the body. */
export class Memory {
  readonly slots = new Map<string, Slot>();
  readonly reviews = new Map<string, Review>();
  private asked = new Map<string, number>();

  constructor(
    readonly outer?: Memory,
    readonly review?: Review,
    /** The grant whose body or reauthorization this is. */
    readonly grant?: Slot,
  ) {}

  /** Begins a new pass: the first asking of a key finds its first slot again. */
  beginPass(): void {
    this.asked = new Map();
  }

  /** Which asking of this path in this pass it is, from 1. */
  next(path: string): number {
    const nth = (this.asked.get(path) ?? 0) + 1;
    this.asked.set(path, nth);
    return nth;
  }

  *allSlots(): Generator<Slot> {
    yield* this.slots.values();
    for (const review of this.reviews.values()) yield* review.memory.allSlots();
  }

  /** The grant during which this is remembered. */
  get duringGrant(): Slot | undefined {
    return this.grant ?? this.outer?.duringGrant;
  }
}

/** A review: its slots stay while its body is told again after each correction. */
export class Review {
  readonly memory: Memory;
  /** Lives as long as the word `review` waits. */
  scope?: Scope;
  /** Lives as long as one pass of the body. */
  body?: Scope;
  start: () => void = () => undefined;

  constructor(
    readonly key: string,
    readonly label: string,
    readonly enclosing: Memory,
  ) {
    this.memory = new Memory(enclosing, this);
  }

  get running(): boolean {
    return this.scope?.alive ?? false;
  }

  /** The next review outwards. */
  get outer(): Review | undefined {
    for (let memory: Memory | undefined = this.enclosing; memory; memory = memory.outer) if (memory.review) return memory.review;
    return undefined;
  }

  get awaitsCorrection(): boolean {
    for (const slot of this.memory.slots.values()) if (slot.answer?.awaitsCorrection) return true;
    return false;
  }

  /** An enclosing review waits for its correction: nothing new opens in here either. */
  get frozen(): boolean {
    return this.awaitsCorrection || (this.outer?.frozen ?? false);
  }
}
