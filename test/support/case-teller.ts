import { HOUR_MS } from '@libs/domain/calendar';
import { outcomesOf, type FactValues } from '@workflows/kit/definition';
import { Fold } from '@workflows/kit/fold';
import type { NewCaseEvent } from '@workflows/kit/journal';
import type { Picture, Want } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import { T0 } from './journals';

const pathOf = ({ key, subject }: { key: string; subject?: string }): string => (subject === undefined ? key : `${key}/${subject}`);

/** Tells a case act by act, naming steps as a person would: `verification/copy-1`, without the number of its asking. */
export class CaseTeller {
  private readonly folding: Fold;
  private seq = 0;

  private constructor(private readonly process: ReturnType<typeof processFor>) {
    this.folding = new Fold(process);
  }

  static async begin(id: string, facts: FactValues): Promise<CaseTeller> {
    const told = new CaseTeller(processFor(id));
    await told.feed({ type: 'started', facts });
    return told;
  }

  get picture(): Picture {
    return this.folding.picture();
  }

  get ended(): string | undefined {
    return this.picture.ended?.outcome;
  }

  /** Paths of what is wanted now, sorted; a correction as `correction of <review>`. */
  get wanted(): string[] {
    return this.picture.wants.map((want) => (want.kind === 'CORRECTION' ? `correction of ${want.key}` : pathOf(want))).sort();
  }

  async feed(event: NewCaseEvent): Promise<void> {
    this.seq++;
    await this.folding.feed({ ...event, seq: this.seq, at: T0 + this.seq * HOUR_MS });
  }

  /** Settles these steps one after another, each with the first of its outcomes; passes gates and does effects as well. */
  async through(...paths: string[]): Promise<void> {
    for (const path of paths) {
      const want = this.want(path);
      if (want.kind === 'GATE') await this.feed({ type: 'gatePassed', id: want.id });
      else if (want.kind === 'EFFECT') await this.feed({ type: 'effectDone', id: want.id });
      else await this.settle(path);
    }
  }

  async settle(path: string, outcome?: string, facts?: FactValues): Promise<void> {
    const { id, key } = this.want(path);
    const step = this.process.definition.steps[key];
    const usual = step && Object.keys(outcomesOf(step))[0];
    await this.feed({ type: 'settled', id, outcome: outcome ?? usual ?? 'DONE', facts });
  }

  /** An on-demand act. */
  async act(key: string, facts?: FactValues): Promise<void> {
    await this.feed({ type: 'acted', id: this.want(key).id, facts });
  }

  async elapse(period: string): Promise<void> {
    await this.feed({ type: 'elapsed', id: this.want(period).id });
  }

  async resubmit(review: string, ...stale: string[]): Promise<void> {
    const standing = this.picture.settled.filter((one) => one.standing && stale.includes(pathOf(one)));
    await this.feed({ type: 'resubmitted', id: this.want(review, 'CORRECTION').id, stale: standing.map(({ id }) => id) });
  }

  async endGrant(key: string, reason: 'EXPIRED' | 'REVOKED' | 'HANDED_BACK'): Promise<void> {
    await this.feed({ type: 'grantEnded', id: this.want(key, 'GRANT').id, reason });
  }

  async endChild(path: string, outcome: string): Promise<void> {
    await this.feed({ type: 'childEnded', id: this.want(path, 'CHILD').id, outcome });
  }

  want(path: string, kind?: Want['kind']): Want {
    const found = this.picture.wants.find((one) => pathOf(one) === path && (kind ? one.kind === kind : one.kind !== 'CORRECTION'));
    if (!found) throw new Error(`${path} is not wanted; wanted: ${this.wanted.join(', ')}`);
    return found;
  }
}
