/** The words of the kit, bound to one branch of one run. */
import type { Definition, FactValue } from './definition';
import { StoryError } from './errors';
import type { DiversionEnd, GrantEnd } from './journal';
import { Memory, Review, Scope, type GrantState, type RunningBranch } from './memory';
import type { Run } from './run';
import type { Ask, Branch, ChildEnded, Duty, FactsOf, GrantEnded, GrantTerms, Repeated, Settled, Words } from './story';

/** The promise of a branch that is dead: it never goes on. */
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

type D = Definition;

export class TellingWords implements Words<D> {
  constructor(
    private readonly run: Run,
    private readonly branch: RunningBranch,
  ) {}

  get facts(): FactsOf<D> {
    return this.run.facts;
  }

  get now(): number {
    return this.run.now;
  }

  approve(key: string, ask?: Ask): Promise<Settled<never>> {
    return this.step('APPROVE', key, ask);
  }
  complete(key: string, ask?: Ask): Promise<Settled<never>> {
    return this.step('COMPLETE', key, ask);
  }
  session(key: string, ask?: Ask): Promise<Settled<never>> {
    return this.step('SESSION', key, ask);
  }

  all(...branches: Branch<D>[]): Promise<void> {
    if (!this.run.strands.say(this.branch)) return never();
    if (branches.length === 0) return Promise.resolve();
    return this.run.strands.wait<void>(this.branch, (resume) => {
      let left = branches.length;
      for (const body of branches) {
        if (!this.branch.scope.alive) return;
        const scope = new Scope(this.branch.scope);
        this.run.launch(body, scope, this.branch.memory, () => {
          this.run.leave(scope);
          if (--left === 0) resume();
        });
      }
    });
  }

  review(key: string, body: Branch<D>): Promise<void> {
    if (!this.run.strands.say(this.branch)) return never();
    const { memory, scope: outer } = this.branch;
    const place = `${key}#${memory.next(`review ${key}`)}`;
    const review = memory.reviews.get(place) ?? new Review(key, memory.review ? `${memory.review.label}/${place}` : place, memory);
    memory.reviews.set(place, review);
    return this.run.strands.wait<void>(this.branch, (resume) => {
      const scope = new Scope(outer);
      review.scope = scope;
      review.start = () => {
        const inner = new Scope(scope);
        review.body = inner;
        this.run.launch(body, inner, review.memory, () => {
          this.run.leave(scope);
          resume();
        });
      };
      this.run.enter(review);
    });
  }

  during(body: Branch<D>, ...duties: Duty<D>[]): Promise<void> {
    // What a duty's last step finds out may call for another one: all of them wait until nothing goes on any more.
    let going = 1;
    const waiting = new Set(duties);
    const isOver = (facts: FactsOf<D>): boolean => going === 0 && ![...waiting].some(({ when }) => when(facts));
    const owed = duties.map((duty) => async (c: Words<D>) => {
      await c.when((facts) => duty.when(facts) || isOver(facts));
      waiting.delete(duty);
      if (!duty.when(c.facts)) return;
      going++;
      await duty.then(c);
      going--;
    });
    return this.all(...owed, async (c) => {
      await body(c);
      going--;
    });
  }

  beside(branch: Branch<D>): void {
    if (this.run.strands.say(this.branch)) this.startBeside(branch);
  }

  when(predicate: (facts: FactsOf<D>) => boolean): Promise<void> {
    if (!this.run.strands.say(this.branch)) return never();
    return this.run.strands.when(this.branch, () => predicate(this.facts));
  }

  onDemand(key: string, then?: Repeated<D>): void {
    if (!this.run.strands.say(this.branch)) return;
    const slot = this.run.claim(this.branch, 'ON_DEMAND', key);
    slot.onEvent = then && ((nth) => this.startBeside((c) => then(c, String(nth))));
  }

  every(key: string, body: Repeated<D>): void {
    if (!this.run.strands.say(this.branch)) return;
    const slot = this.run.claim(this.branch, 'PERIOD', key);
    slot.onEvent = (nth) => this.startBeside((c) => body(c, String(nth)));
  }

  async granted(key: string, terms: GrantTerms<D>, body?: Branch<D>): Promise<GrantEnded> {
    if (!this.run.strands.say(this.branch)) return never();
    const { run, branch } = this;
    if (branch.memory.review) throw new StoryError(`${key}: a grant inside a review would be asked again by a correction`);
    const numberOf = (fact: string): number => {
      const value: FactValue | undefined = run.facts[fact];
      if (typeof value !== 'number') throw new StoryError(`${key}: the fact ${fact} is not set`);
      return value;
    };
    const slot = run.claim(branch, 'GRANT', key);
    const scope = new Scope(branch.scope);
    const { reauthorize } = terms;
    const grant: GrantState = {
      ...(terms.from !== undefined && run.facts[terms.from] !== undefined && { from: numberOf(terms.from) }),
      until: numberOf(terms.until),
      cap: terms.cap === undefined ? undefined : numberOf(terms.cap),
      ordered: false,
      reauthorizing: false,
      scope,
      renewedUntil: () => numberOf(terms.until),
      reauthorize: () => {
        if (!reauthorize) return;
        const inner = new Scope(scope);
        grant.reauthorization = inner;
        run.launch(reauthorize, inner, new Memory(branch.memory, undefined, slot), () => {
          run.leave(inner);
          grant.reauthorizing = false;
          grant.until = grant.renewedUntil();
        });
      },
    };
    slot.grant = grant;
    if (body) run.launch(body, new Scope(scope), new Memory(branch.memory, undefined, slot), () => undefined);
    const { outcome } = await run.strands.wait<{ outcome: string }>(branch, (resume) => (slot.resume = resume));
    // A grant is answered by `grantEnded` alone.
    const reason = outcome as GrantEnd;
    return { reason, revoked: reason === 'REVOKED', by: grant.endedBy };
  }

  async child(key: string, ask?: Ask): Promise<ChildEnded> {
    if (!this.run.strands.say(this.branch)) return never();
    const { outcome } = await this.run.ask(this.branch, 'CHILD', key, ask?.for);
    return { outcome };
  }

  children(key: string, subjects: readonly string[]): Promise<void> {
    return this.all(...subjects.map((subject) => async (c: Words<D>) => void (await c.child(key, { for: subject }))));
  }

  spawn(key: string, ask?: Ask): void {
    if (this.run.strands.say(this.branch)) this.run.spawn(this.branch, key, ask?.for);
  }

  async gate(key: string): Promise<void> {
    if (!this.run.strands.say(this.branch)) return never();
    await this.run.ask(this.branch, 'GATE', key);
  }

  async divert(key: string): Promise<DiversionEnd> {
    if (!this.run.strands.say(this.branch)) return never();
    // A diversion is answered by `diversionEnded` alone.
    return (await this.run.ask(this.branch, 'DIVERSION', key)).outcome as DiversionEnd;
  }

  async effect(key: string): Promise<void> {
    if (!this.run.strands.say(this.branch)) return never();
    await this.run.ask(this.branch, 'EFFECT', key);
  }

  end(terminal: string): Promise<never> {
    if (!this.run.strands.say(this.branch)) return never();
    return this.run.strands.wait<never>(this.branch, () => this.run.endByStory(terminal));
  }

  private async step(kind: 'APPROVE' | 'COMPLETE' | 'SESSION', key: string, ask?: Ask): Promise<Settled<never>> {
    if (!this.run.strands.say(this.branch)) return never();
    const { outcome } = await this.run.ask(this.branch, kind, key, ask?.for);
    // The definition lists the outcomes; the run refuses any other as DIVERGED.
    return { outcome: outcome as never };
  }

  private startBeside(body: Branch<D>): void {
    const { scope, memory } = this.branch;
    if (scope.alive) this.run.launch(body, new Scope(scope), memory, () => undefined);
  }
}
