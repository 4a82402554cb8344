/**
 * The interpreter: feeds a story one event after another, each to quiescence. Quiescence is counted, not slept for: branches
 * that run are counted, and zero is quiet. One branch is resumed at a time, in a fixed order, so the same journal always
 * gives the same picture, in Node and in the workflow sandbox alike.
 */
import { assertNever } from '@libs/domain/assert-never';
import { outcomesOf, type Definition, type FactValue, type OutcomeSpec, type StepSpec } from './definition';
import { DivergedError, StoryError } from './errors';
import type { CaseEvent, GrantEnd } from './journal';
import { Memory, Review, RunningBranch, Scope, Slot, type Answer, type GrantState } from './memory';
import type { Branch } from './story';
import type { Ended, EndedGrant, Picture, SettledWant, Want, WantKind } from './want';
import { TellingWords } from './words';

/** How many words a story may say after one event. */
const STEP_BUDGET = 5_000;

/** Ends of a case that no story names. */
export const KIT_TERMINALS = { withdrawn: 'WITHDRAWN', terminated: 'TERMINATED', expired: 'EXPIRED', rejected: 'REJECTED' } as const;

type Body = Branch<Definition>;

/** The memories of what is said during a grant: of its body and of its reauthorization. */
function memoriesDuring(grant: GrantState): Set<Memory> {
  const memories = new Set<Memory>();
  for (const scope of grant.scope.within())
    for (const { memory } of scope.branches) {
      let outermost = memory;
      while (!outermost.grant && outermost.outer) outermost = outermost.outer;
      memories.add(outermost);
    }
  return memories;
}

export class Run {
  readonly facts: Record<string, FactValue> = {};
  now = 0;
  seq = 0;

  private readonly root = new Scope();
  private readonly memory = new Memory();
  private readonly byId = new Map<string, Slot>();
  private readonly known = new Set<string>();
  private readonly asked = new Map<string, number>();
  private readonly settled: (SettledWant & { standing: boolean })[] = [];
  private readonly spawned: { id: string; key: string; subject?: string }[] = [];
  private readonly grants: EndedGrant[] = [];
  private readonly late: number[] = [];
  private whens: { predicate: () => boolean; scope: Scope; resume: () => void }[] = [];
  private ready: (() => void)[] = [];
  private begun = false;
  private running = 0;
  private whenIdle?: () => void;
  private words = 0;
  private failure?: unknown;
  private ended?: Ended;

  constructor(
    readonly definition: Definition,
    private readonly story: Body,
  ) {}

  /**
   * Feeds one event and runs the story until it is quiet.
   * @throws DivergedError for an id that was never wanted, or an outcome that its step does not offer
   * @throws StoryError when the story breaks a rule of the kit
   */
  async feed(event: CaseEvent): Promise<void> {
    if (event.seq <= this.seq) throw new DivergedError(`event ${event.seq} after ${this.seq}`);
    this.seq = event.seq;
    this.now = Math.max(this.now, event.at);
    this.words = 0;
    if (this.ended) {
      this.late.push(event.seq);
      return;
    }
    this.take(event);
    await this.settle();
    if (this.failure !== undefined) throw this.failure;
    this.dropUnasked();
  }

  picture(): Picture {
    const wants = this.ended ? [] : [...this.byId.values()].filter((slot) => slot.open).map((slot) => this.want(slot));
    wants.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    return {
      seq: this.seq,
      now: this.now,
      facts: { ...this.facts },
      wants,
      settled: this.settled.map((one) => ({ ...one })),
      spawned: [...this.spawned],
      grants: [...this.grants],
      ended: this.ended,
      late: [...this.late],
    };
  }

  // ---- events ----

  private take(event: CaseEvent): void {
    if ((event.type === 'started') === this.begun) throw new DivergedError('a journal begins with started, once');
    switch (event.type) {
      case 'started':
        this.begun = true;
        this.merge(event.facts);
        return this.launch(this.story, this.root, this.memory, () => {
          if (!this.ended) this.fail(new StoryError('a story ends with end()'));
        });
      case 'factsChanged':
        this.merge(event.facts);
        this.makeStale(event.stale);
        return this.restart(this.outermostReviews());
      case 'withdrawn':
        return this.endCase(KIT_TERMINALS.withdrawn);
      case 'terminated':
        return this.endCase(KIT_TERMINALS.terminated);
      case 'takenBack':
        throw new DivergedError('take-back is resolved before the fold');
      default:
        return this.takeForWant(event);
    }
  }

  private takeForWant(event: Extract<CaseEvent, { id: string }>): void {
    const slot = this.byId.get(event.id);
    if (!slot?.open) {
      if (!this.known.has(event.id)) throw new DivergedError(`${event.id} was never wanted`);
      this.late.push(event.seq);
      return;
    }
    if ('facts' in event && event.facts) this.merge(event.facts);
    switch (event.type) {
      case 'settled':
        return this.settleStep(slot, event.outcome);
      case 'resubmitted':
        return this.resubmit(slot, event.stale);
      case 'expired':
        return this.expire(slot);
      case 'gatePassed':
        return this.answer(slot, 'PASSED');
      case 'gateFailed':
        return this.endCase(this.definition.gates[slot.key]?.failsAs ?? KIT_TERMINALS.rejected);
      case 'childEnded':
      case 'diversionEnded':
        return this.answer(slot, event.outcome);
      case 'effectDone':
        return this.answer(slot, 'DONE');
      case 'acted':
      case 'elapsed':
        return this.repeat(slot);
      case 'grantSuspended':
        return this.suspend(slot, event.reauthorize);
      case 'grantResumed':
        if (slot.grant) slot.grant.ordered = false;
        return;
      case 'grantEnded':
        return this.endGrant(slot, event.reason);
      default:
        return assertNever(event);
    }
  }

  private settleStep(slot: Slot, outcome: string): void {
    const spec = this.outcomeSpec(slot, outcome);
    switch (spec.then) {
      case 'GO':
        return this.answer(slot, outcome);
      case 'END': {
        const grant = slot.memory.duringGrant;
        this.answer(slot, outcome, 'END', true);
        return grant ? this.endGrant(grant, 'REVOKED', outcome) : this.endCase(spec.terminal ?? KIT_TERMINALS.rejected);
      }
      case 'CORRECT':
      case 'REVISE': {
        const review = slot.memory.review;
        if (!review) throw new StoryError(`${slot.id}: ${outcome} outside a review`);
        const wasFrozen = review.frozen;
        this.answer(slot, outcome, spec.then, true);
        if (!wasFrozen) this.enter(review);
        return;
      }
      case 'SUSPEND':
        this.grantAround(slot, outcome).ordered = true;
        return this.answer(slot, outcome);
      case 'RENEW': {
        const grant = this.grantAround(slot, outcome);
        grant.until = grant.renewedUntil();
        return this.answer(slot, outcome);
      }
      default:
        return assertNever(spec.then);
    }
  }

  private grantAround(slot: Slot, outcome: string): GrantState {
    const grant = slot.memory.duringGrant?.grant;
    if (!grant) throw new StoryError(`${slot.id}: ${outcome} outside a grant`);
    return grant;
  }

  private outcomeSpec(slot: Slot, outcome: string): OutcomeSpec {
    const step: StepSpec | undefined = this.definition.steps[slot.key];
    const spec = step && outcomesOf(step)[outcome];
    if (!spec) throw new DivergedError(`${slot.id} has no outcome ${outcome}`);
    return spec;
  }

  private answer(slot: Slot, outcome: string, then: Answer['then'] = 'GO', silent = false): void {
    const review = slot.memory.review;
    slot.open = false;
    slot.answer = { outcome, then, seq: this.seq, awaitsCorrection: then === 'CORRECT' || then === 'REVISE' };
    this.settled.push({ id: this.idOf(slot), key: slot.key, subject: slot.subject, kind: slot.kind, outcome, seq: this.seq, review: review?.label, standing: true });
    const { resume, answer } = slot;
    slot.resume = undefined;
    if (resume && !silent) this.ready.push(() => resume(answer));
  }

  private expire(slot: Slot): void {
    const grant = slot.memory.duringGrant;
    slot.open = false;
    if (grant) this.endGrant(grant, 'EXPIRED');
    else this.endCase(KIT_TERMINALS.expired);
  }

  private resubmit(slot: Slot, stale: readonly string[]): void {
    const review = slot.memory.review;
    if (!review || slot.kind !== 'CORRECTION') throw new DivergedError(`${slot.id} is no correction`);
    slot.forget();
    for (const one of review.memory.slots.values()) {
      if (!one.answer?.awaitsCorrection) continue;
      if (one.answer.then === 'CORRECT') this.unsettle(one);
      else one.answer.awaitsCorrection = false;
    }
    const touched = this.makeStale(stale);
    this.restart([review, ...touched]);
  }

  /** Forgets the answers of these ids; returns the running reviews in which they have to be asked again. */
  private makeStale(ids: readonly string[]): Review[] {
    const touched = new Set<Review>();
    for (const id of ids) {
      const slot = this.byId.get(id);
      if (!slot) throw new DivergedError(`${id} was never wanted`);
      if (slot.answer) this.unsettle(slot);
      let review = slot.memory.review;
      while (review && !review.running) review = review.outer;
      if (review) touched.add(review);
    }
    return [...touched];
  }

  private unsettle(slot: Slot): void {
    for (const one of this.settled) if (one.id === slot.id) one.standing = false;
    slot.forget();
  }

  private repeat(slot: Slot): void {
    const nth = slot.n;
    this.open(slot);
    slot.onEvent?.(nth);
  }

  // ---- grants ----

  private suspend(slot: Slot, reauthorize: boolean): void {
    const { grant } = slot;
    if (!grant) throw new DivergedError(`${slot.id} is no grant`);
    if (!reauthorize) {
      grant.ordered = true;
      return;
    }
    grant.reauthorizing = true;
    if (grant.reauthorization) this.kill(grant.reauthorization);
    grant.reauthorize();
  }

  private endGrant(slot: Slot, reason: GrantEnd, by?: string): void {
    if (!slot.grant) throw new DivergedError(`${slot.id} is no grant`);
    slot.grant.endedBy = by;
    this.kill(slot.grant.scope);
    this.grants.push({ id: this.idOf(slot), key: slot.key, reason });
    this.answer(slot, reason);
  }

  // ---- reviews ----

  /** Begins a pass of a review's body, or opens its correction while one is awaited. */
  enter(review: Review): void {
    const { scope, memory } = review;
    if (!scope) return;
    if (review.body) this.kill(review.body);
    memory.beginPass();
    for (const slot of scope.slots) slot.asked = false;
    scope.slots.clear();
    if (!review.awaitsCorrection) return review.start();
    for (const slot of memory.allSlots()) if (slot.open) this.own(slot, scope);
    const correction = this.slotOf(memory, 'CORRECTION', review.key, undefined);
    this.own(correction, scope);
    if (!correction.open) this.open(correction);
  }

  private restart(reviews: readonly Review[]): void {
    const chosen = new Set(reviews);
    for (const review of chosen) {
      let covered = review.outer;
      while (covered && !chosen.has(covered)) covered = covered.outer;
      if (covered || !review.running || review.outer?.frozen) continue;
      for (const slot of review.memory.allSlots()) if (slot.kind === 'GATE' && slot.answer) this.unsettle(slot);
      this.enter(review);
    }
  }

  private outermostReviews(): Review[] {
    const found: Review[] = [];
    const look = (memory: Memory): void => {
      for (const review of memory.reviews.values()) {
        if (review.running) found.push(review);
        else look(review.memory);
      }
    };
    look(this.memory);
    for (const slot of this.byId.values()) if (slot.grant && slot.open) for (const memory of memoriesDuring(slot.grant)) look(memory);
    return found;
  }

  // ---- what words do ----

  /** A word begins: its branch must be running and alive. Answers false to a branch that is dead: it never goes on. */
  say(branch: RunningBranch): boolean {
    if (branch.state === 'DEAD') return false;
    if (branch.state === 'WAITING') throw this.fail(new StoryError('a second word in a branch that already waits: await each word'));
    if (++this.words > STEP_BUDGET) throw this.fail(new StoryError('a story that does not come to rest'));
    return true;
  }

  /** Stops the branch until `resume` is called. */
  wait<T>(branch: RunningBranch, register: (resume: (value: T) => void) => void): Promise<T> {
    branch.state = 'WAITING';
    this.rest();
    return new Promise((resolve) => {
      register((value) => {
        if (branch.state !== 'WAITING') return;
        branch.state = 'RUNNING';
        this.running++;
        resolve(value);
      });
    });
  }

  /** Asks for something: returns at once what stands already, else opens it and waits for its event. */
  ask(branch: RunningBranch, kind: WantKind, key: string, subject?: string): Promise<Answer> {
    const slot = this.claim(branch, kind, key, subject);
    if (slot.answer) return Promise.resolve(slot.answer);
    return this.wait(branch, (resume) => (slot.resume = resume));
  }

  /** The slot of this asking, owned by the branch's scope and opened unless it was answered. */
  claim(branch: RunningBranch, kind: WantKind, key: string, subject?: string): Slot {
    const slot = this.slotOf(branch.memory, kind, key, subject);
    this.own(slot, branch.scope);
    if (!slot.answer && !slot.open) {
      for (const other of this.byId.values())
        if (other !== slot && other.open && other.asked && other.path === slot.path) throw this.fail(new StoryError(`${slot.path} is asked twice at once`));
      this.open(slot);
    }
    return slot;
  }

  spawn(branch: RunningBranch, key: string, subject?: string): void {
    const slot = this.slotOf(branch.memory, 'CHILD', key, subject);
    if (slot.answer) return;
    this.open(slot);
    slot.open = false;
    slot.answer = { outcome: 'SPAWNED', then: 'GO', seq: this.seq, awaitsCorrection: false };
    this.spawned.push({ id: this.idOf(slot), key, subject });
  }

  when(branch: RunningBranch, predicate: () => boolean): Promise<void> {
    return this.wait(branch, (resume) => this.whens.push({ predicate, scope: branch.scope, resume: () => resume(undefined) }));
  }

  /** Starts a strand of the story; `done` runs when it is through. */
  launch(body: Body, scope: Scope, memory: Memory, done: () => void): void {
    const branch = new RunningBranch(scope, memory);
    this.running++;
    body(new TellingWords(this, branch)).then(
      () => this.finish(branch, done),
      (error: unknown) => this.finish(branch, () => this.fail(error)),
    );
  }

  /** Ends a scope: its branches never go on and its wants are no longer asked. */
  kill(scope: Scope): void {
    for (const one of scope.within()) {
      one.alive = false;
      for (const branch of one.branches) {
        if (branch.state === 'RUNNING') this.rest();
        if (branch.state !== 'DONE') branch.state = 'DEAD';
      }
      for (const slot of one.slots) {
        slot.asked = false;
        slot.resume = undefined;
      }
      one.slots.clear();
    }
    scope.outer?.inner.delete(scope);
  }

  /** Ends a scope because its strand is through: an open statutory duty in it must not be forgotten that way. */
  leave(scope: Scope): void {
    for (const one of scope.within())
      for (const slot of one.slots) if (slot.open && this.isStatutory(slot)) throw this.fail(new StoryError(`${slot.id} is a statutory duty and still open: use all()`));
    this.kill(scope);
  }

  endByStory(terminal: string): void {
    for (const slot of this.byId.values())
      if (slot.open && slot.asked && this.isStatutory(slot)) throw this.fail(new StoryError(`${slot.id} is a statutory duty and still open at the end ${terminal}`));
    this.endCase(terminal);
  }

  fail(error: unknown): unknown {
    this.failure ??= error;
    return error;
  }

  // ---- inner ----

  private endCase(outcome: string): void {
    if (!Object.hasOwn(this.definition.terminals, outcome) && outcome !== KIT_TERMINALS.terminated) throw this.fail(new StoryError(`no terminal ${outcome}`));
    this.ended = { outcome, seq: this.seq, at: this.now };
    for (const slot of this.byId.values())
      if (slot.grant && slot.open) this.grants.push({ id: this.idOf(slot), key: slot.key, reason: 'REVOKED' });
    this.ready = [];
    this.whens = [];
    this.kill(this.root);
  }

  private isStatutory(slot: Slot): boolean {
    return this.definition.steps[slot.key]?.clocks?.some((clock) => clock.statutory) ?? false;
  }

  private merge(facts: Readonly<Record<string, FactValue>>): void {
    for (const key of Object.keys(facts)) {
      if (!Object.hasOwn(this.definition.facts, key)) throw new DivergedError(`${key} is no fact of ${this.definition.id}`);
      const value = facts[key];
      if (value !== undefined) this.facts[key] = value;
    }
  }

  private slotOf(memory: Memory, kind: WantKind, key: string, subject: string | undefined): Slot {
    const path = `${kind === 'CORRECTION' ? 'correction of ' : ''}${key}/${subject ?? ''}`;
    const place = `${path}@${memory.next(path)}`;
    const slot = memory.slots.get(place) ?? new Slot(kind, key, subject, memory);
    memory.slots.set(place, slot);
    return slot;
  }

  private own(slot: Slot, scope: Scope): void {
    slot.asked = true;
    scope.slots.add(slot);
  }

  private open(slot: Slot): void {
    const n = (this.asked.get(slot.path) ?? 0) + 1;
    this.asked.set(slot.path, n);
    slot.n = n;
    slot.id = `${slot.path}#${n}`;
    slot.since = this.seq;
    slot.openedAt = this.now;
    slot.open = true;
    this.byId.set(slot.id, slot);
    this.known.add(slot.id);
  }

  private idOf(slot: Slot): string {
    if (slot.id === undefined) throw new StoryError(`${slot.path} has no id`);
    return slot.id;
  }

  private want(slot: Slot): Want {
    const { grant } = slot;
    return {
      id: this.idOf(slot),
      kind: slot.kind,
      key: slot.key,
      subject: slot.subject,
      n: slot.n,
      since: slot.since,
      openedAt: slot.openedAt,
      review: slot.memory.review?.label,
      grant: grant && { until: grant.until, cap: grant.cap, suspended: grant.ordered || grant.reauthorizing, ordered: grant.ordered, reauthorizing: grant.reauthorizing },
    };
  }

  private dropUnasked(): void {
    for (const [id, slot] of this.byId) {
      if (slot.id !== id) this.byId.delete(id);
      else if (slot.open && !slot.asked) {
        slot.forget();
        this.byId.delete(id);
      }
    }
  }

  private finish(branch: RunningBranch, then: () => void): void {
    if (branch.state === 'DEAD') return;
    branch.state = 'DONE';
    branch.scope.branches.delete(branch);
    try {
      then();
    } catch (error) {
      this.fail(error);
    }
    this.rest();
  }

  private rest(): void {
    this.running--;
    if (this.running === 0) this.whenIdle?.();
  }

  private async idle(): Promise<void> {
    while (this.running > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
  }

  private async settle(): Promise<void> {
    for (;;) {
      await this.idle();
      if (this.failure !== undefined || this.ended) return;
      const next = this.ready.shift() ?? this.takeWhen();
      if (!next) return;
      next();
    }
  }

  private takeWhen(): (() => void) | undefined {
    this.whens = this.whens.filter(({ scope }) => scope.alive);
    const index = this.whens.findIndex(({ predicate }) => predicate());
    return index < 0 ? undefined : this.whens.splice(index, 1)[0]?.resume;
  }
}
