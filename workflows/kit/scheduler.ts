/**
 * Runs the strands of a story, one at a time. Quiescence is counted, not slept for: strands that run are counted, and zero
 * is quiet. What is resumed is resumed in a fixed order, so the same events always give the same picture, in Node and in
 * the workflow sandbox alike.
 */
import { StoryError } from './errors';
import { RunningBranch, type Memory, type Scope } from './memory';

/** How many words a story may say after one event. */
const STEP_BUDGET = 5_000;

interface Waiting {
  readonly predicate: () => boolean;
  readonly scope: Scope;
  readonly resume: () => void;
}

export class Scheduler {
  private whens: Waiting[] = [];
  private ready: (() => void)[] = [];
  private running = 0;
  private whenIdle?: () => void;
  private words = 0;
  private failure?: unknown;

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

  /** Stops the branch until the predicate holds. Predicates are looked at in the order in which they were registered. */
  when(branch: RunningBranch, predicate: () => boolean): Promise<void> {
    return this.wait(branch, (resume) => this.whens.push({ predicate, scope: branch.scope, resume: () => resume(undefined) }));
  }

  /** Starts a strand; `done` runs when it is through. */
  launch(start: (branch: RunningBranch) => Promise<void>, scope: Scope, memory: Memory, done: () => void): void {
    const branch = new RunningBranch(scope, memory);
    this.running++;
    start(branch).then(
      () => this.finish(branch, done),
      (error: unknown) => this.finish(branch, () => this.fail(error)),
    );
  }

  /** Resumes something once everything that runs now is at rest. */
  later(resume: () => void): void {
    this.ready.push(resume);
  }

  /** Ends a scope: its strands never go on. */
  kill(scope: Scope): void {
    for (const one of scope.within()) {
      one.alive = false;
      for (const branch of one.branches) {
        if (branch.state === 'RUNNING') this.rest();
        if (branch.state !== 'DONE') branch.state = 'DEAD';
      }
    }
    scope.outer?.inner.delete(scope);
  }

  /** Remembers the first failure of the story; the event that brought it fails with it. */
  fail(error: unknown): unknown {
    this.failure ??= error;
    return error;
  }

  /** Resumes one thing after another until nothing runs and nothing is left to resume. @throws the story's first failure */
  async quiet(): Promise<void> {
    this.words = 0;
    for (;;) {
      while (this.running > 0) await new Promise<void>((resolve) => (this.whenIdle = resolve));
      if (this.failure !== undefined) throw this.failure;
      const next = this.ready.shift() ?? this.takeWhen();
      if (!next) return;
      next();
    }
  }

  /** The story is over: nothing is resumed any more. */
  end(): void {
    this.ready = [];
    this.whens = [];
  }

  private takeWhen(): (() => void) | undefined {
    this.whens = this.whens.filter(({ scope }) => scope.alive);
    const index = this.whens.findIndex(({ predicate }) => predicate());
    return index < 0 ? undefined : this.whens.splice(index, 1)[0]?.resume;
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
}
