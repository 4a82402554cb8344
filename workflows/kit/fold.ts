/** The state of a story: `fold(story, journal)`. Take-back is resolved here: the fold skips the cancelled pair and starts from zero. */
import type { Definition } from './definition';
import { DivergedError } from './errors';
import type { CaseEvent } from './journal';
import { Run } from './run';
import type { Story } from './story';
import type { Picture } from './want';

/** A process as the interpreter takes it. */
export interface Process {
  readonly definition: Definition;
  readonly story: Story<Definition>;
}

/** Binds a story to its definition and forgets their literal types, which only the story itself needs. */
export function processOf<D extends Definition>(definition: D, story: Story<D>): Process {
  // A story of D says only words with keys of D, all of which are words of the wider Definition.
  return { definition, story: story as unknown as Story<Definition> };
}

export class Fold {
  private run: Run;
  private readonly journal: CaseEvent[] = [];

  constructor(private readonly process: Process) {
    this.run = this.fresh();
  }

  /** @throws DivergedError, StoryError; the fold is of no further use then */
  async feed(event: CaseEvent): Promise<void> {
    this.journal.push(event);
    if (event.type !== 'takenBack') return this.run.feed(event);
    this.run = this.fresh();
    for (const one of effective(this.journal)) await this.run.feed(one);
    this.run.seq = event.seq;
    this.run.now = Math.max(this.run.now, event.at);
  }

  picture(): Picture {
    return this.run.picture();
  }

  private fresh(): Run {
    return new Run(this.process.definition, this.process.story);
  }
}

/** The picture after a whole journal. */
export async function fold(process: Process, journal: readonly CaseEvent[]): Promise<Picture> {
  const folding = new Fold(process);
  for (const event of journal) await folding.feed(event);
  return folding.picture();
}

/** The journal without what was taken back. Only the newest entry that still counts can be taken back. */
export function effective(journal: readonly CaseEvent[]): CaseEvent[] {
  const counted: CaseEvent[] = [];
  for (const event of journal) {
    if (event.type !== 'takenBack') counted.push(event);
    else if (counted.pop()?.seq !== event.cancels) throw new DivergedError(`entry ${event.cancels} is not the newest`);
  }
  return counted;
}
