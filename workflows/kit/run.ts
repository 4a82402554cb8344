/** The interpreter: feeds a story one event after another, each to quiescence, and says what the story wants then. */
import { assertNever } from '@libs/domain/assert-never';
import { outcomesOf, type Definition, type FactValue, type OutcomeSpec, type StepSpec } from './definition';
import { DivergedError, StoryError } from './errors';
import type { CaseEvent, GrantEnd } from './journal';
import { Memory, Scope, type Answer, type GrantState, type Review, type RunningBranch, type Slot } from './memory';
import { Scheduler } from './scheduler';
import type { Branch } from './story';
import type { Ended, EndedGrant, Picture, WantKind } from './want';
import { idOf, WantBook } from './want-book';
import { TellingWords } from './words';

/** Ends of a case that no story names. */
export const KIT_TERMINALS = { withdrawn: 'WITHDRAWN', terminated: 'TERMINATED', voided: 'VOIDED', expired: 'EXPIRED', rejected: 'REJECTED' } as const;

/** Ends that administrators give to a case of any process: no definition names them. */
const TITLES_OF_ANY: Readonly<Record<string, string>> = { [KIT_TERMINALS.terminated]: '已终止', [KIT_TERMINALS.voided]: '已作废' };

/** The Chinese title of an end. */
export const titleOfTerminal = ({ terminals }: Definition, outcome: string): string => terminals[outcome]?.title ?? TITLES_OF_ANY[outcome] ?? outcome;

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

  readonly strands = new Scheduler();
  private readonly root = new Scope();
  private readonly memory = new Memory();
  private readonly book = new WantBook(this);
  private readonly spawned: { id: string; key: string; subject?: string }[] = [];
  private readonly grants: EndedGrant[] = [];
  private readonly late: number[] = [];
  private begun = false;
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
    if (this.ended) {
      this.late.push(event.seq);
      return;
    }
    this.take(event);
    await this.strands.quiet();
    this.book.dropUnasked();
  }

  picture(): Picture {
    return {
      seq: this.seq,
      now: this.now,
      facts: { ...this.facts },
      wants: this.ended ? [] : this.book.wants(),
      settled: this.book.settled(),
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
          if (!this.ended) this.strands.fail(new StoryError('a story ends with end()'));
        });
      case 'factsChanged':
        this.merge(event.facts);
        this.makeStale(event.stale);
        return this.restart(this.outermostReviews());
      case 'withdrawn':
        return this.endCase(KIT_TERMINALS.withdrawn);
      case 'terminated':
        return this.endCase(KIT_TERMINALS.terminated);
      case 'voided':
        return this.endCase(KIT_TERMINALS.voided);
      case 'takenBack':
        throw new DivergedError('take-back is resolved before the fold');
      default:
        return this.takeForWant(event);
    }
  }

  private takeForWant(event: Extract<CaseEvent, { id: string }>): void {
    const slot = this.book.waiting(event.id);
    if (!slot) {
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

  /** Answers a slot; the strand that waits for it goes on, unless the answer is one that it must not hear. */
  private answer(slot: Slot, outcome: string, then: Answer['then'] = 'GO', silent = false): void {
    const answer = this.book.answer(slot, outcome, then);
    const { resume } = slot;
    slot.resume = undefined;
    if (resume && !silent) this.strands.later(() => resume(answer));
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
      if (one.answer.then === 'CORRECT') this.book.unsettle(one);
      else one.answer.awaitsCorrection = false;
    }
    const touched = this.makeStale(stale);
    this.restart([review, ...touched]);
  }

  /** Forgets the answers of these ids; returns the running reviews in which they have to be asked again. */
  private makeStale(ids: readonly string[]): Review[] {
    const touched = new Set<Review>();
    for (const id of ids) {
      const slot = this.book.slot(id);
      if (slot.answer) this.book.unsettle(slot);
      let review = slot.memory.review;
      while (review && !review.running) review = review.outer;
      if (review) touched.add(review);
    }
    return [...touched];
  }

  private repeat(slot: Slot): void {
    const nth = slot.n;
    this.book.ask(slot);
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
    this.grants.push({ id: idOf(slot), key: slot.key, reason });
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
    for (const slot of memory.allSlots()) if (slot.open) this.book.own(slot, scope);
    const correction = this.book.place(memory, 'CORRECTION', review.key);
    this.book.own(correction, scope);
    if (!correction.open) this.book.ask(correction);
  }

  private restart(reviews: readonly Review[]): void {
    const chosen = new Set(reviews);
    for (const review of chosen) {
      let covered = review.outer;
      while (covered && !chosen.has(covered)) covered = covered.outer;
      if (covered || !review.running || review.outer?.frozen) continue;
      for (const slot of review.memory.allSlots()) if (slot.kind === 'GATE' && slot.answer) this.book.unsettle(slot);
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
    for (const { grant } of this.book.open()) if (grant) for (const memory of memoriesDuring(grant)) look(memory);
    return found;
  }

  // ---- what words do ----

  /** Asks for something: returns at once what stands already, else opens it and waits for its event. */
  ask(branch: RunningBranch, kind: WantKind, key: string, subject?: string): Promise<Answer> {
    const slot = this.claim(branch, kind, key, subject);
    if (slot.answer) return Promise.resolve(slot.answer);
    return this.strands.wait(branch, (resume) => (slot.resume = resume));
  }

  /** The slot of this asking, owned by the branch's scope and opened unless it was answered. */
  claim(branch: RunningBranch, kind: WantKind, key: string, subject?: string): Slot {
    const slot = this.book.place(branch.memory, kind, key, subject);
    this.book.own(slot, branch.scope);
    if (!slot.answer && !slot.open) this.book.askOnce(slot);
    return slot;
  }

  spawn(branch: RunningBranch, key: string, subject?: string): void {
    const slot = this.book.place(branch.memory, 'CHILD', key, subject);
    if (slot.answer) return;
    this.spawned.push({ id: this.book.ask(slot), key, subject });
    Object.assign(slot, { open: false, answer: { outcome: 'SPAWNED', then: 'GO', seq: this.seq, awaitsCorrection: false } });
  }

  /** Starts a strand of the story; `done` runs when it is through. */
  launch(body: Body, scope: Scope, memory: Memory, done: () => void): void {
    this.strands.launch((branch) => body(new TellingWords(this, branch)), scope, memory, done);
  }

  /** Ends a scope: its strands never go on, and what they wanted is no longer asked. */
  kill(scope: Scope): void {
    for (const one of scope.within()) {
      for (const slot of one.slots) Object.assign(slot, { asked: false, resume: undefined });
      one.slots.clear();
    }
    this.strands.kill(scope);
  }

  /** Ends a scope because its strand is through: an open statutory duty in it must not be forgotten that way. */
  leave(scope: Scope): void {
    for (const one of scope.within()) this.refuseOpenDuties(one.slots, 'use all()');
    this.kill(scope);
  }

  endByStory(terminal: string): void {
    this.refuseOpenDuties(this.book.open().filter(({ asked }) => asked), `the end ${terminal} is too early`);
    this.endCase(terminal);
  }

  // ---- inner ----

  private refuseOpenDuties(slots: Iterable<Slot>, hint: string): void {
    for (const slot of slots)
      if (slot.open && this.isStatutory(slot)) throw this.strands.fail(new StoryError(`${idOf(slot)} is a statutory duty and still open: ${hint}`));
  }

  private endCase(outcome: string): void {
    if (!Object.hasOwn(this.definition.terminals, outcome) && !Object.hasOwn(TITLES_OF_ANY, outcome)) throw this.strands.fail(new StoryError(`no terminal ${outcome}`));
    this.ended = { outcome, seq: this.seq, at: this.now };
    for (const slot of this.book.open()) if (slot.grant) this.grants.push({ id: idOf(slot), key: slot.key, reason: 'REVOKED' });
    this.strands.end();
    this.kill(this.root);
  }

  private isStatutory(slot: Slot): boolean {
    const { steps, children } = this.definition;
    return (slot.kind === 'CHILD' ? children[slot.key]?.limit : steps[slot.key])?.clocks?.some((clock) => clock.statutory) ?? false;
  }

  private merge(facts: Readonly<Record<string, FactValue>>): void {
    for (const key of Object.keys(facts)) {
      if (!Object.hasOwn(this.definition.facts, key)) throw new DivergedError(`${key} is no fact of ${this.definition.id}`);
      const value = facts[key];
      if (value !== undefined) this.facts[key] = value;
    }
  }
}
