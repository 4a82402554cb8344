/**
 * Walks through everything that can happen to a case, within stated bounds: RETURN at most once a path; each supervision period,
 * on-demand act, change by a further revision of the form, kind of suspension, end of a child, re-grade, and outcome of a step that goes on unfavourably or during a grant
 * at most once a path, and so many of these together as the options say; parallel branches in one order at a time. Time stands still, so that equal states are met again and told
 * once.
 */
import type { FactValues } from '@workflows/kit/definition';
import { outcomesOf } from '@workflows/kit/definition';
import { Fold, type Process } from '@workflows/kit/fold';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import type { Picture, Want } from '@workflows/kit/want';
import { answersTo, childOutcomes, IMAGINED_NOW, unasked, type Sampling } from './imagine';

export const MOST_STATES = 40_000;
/** How often one key (and subject) may be asked on a path before the path is cut. */
const MOST_ASKS = 4;

export interface ExploreOptions {
  readonly starts: readonly FactValues[];
  readonly sampling: Sampling;
  /** Of wants that are open at once, the one with the smallest rank is answered first. */
  readonly rank: (want: Want) => number;
  /** Whether re-grades and ordered suspensions happen. */
  readonly disturbed: boolean;
  /** How many of the things that a path may have once it has together: pairs with 2, triples with 3. */
  readonly together: number;
  /** Whether states differ by which keys were asked before and are stale now. */
  readonly remembers: boolean;
  /** More states than this are not looked at, and the exploration says so. `MOST_STATES` unless given. */
  readonly maxStates?: number;
}

export interface Transition {
  /** The path up to and including the event. */
  readonly journal: readonly CaseEvent[];
  readonly event: CaseEvent;
  readonly before?: Picture;
  readonly after: Picture;
}

export interface Defect {
  readonly journal: readonly CaseEvent[];
  readonly message: string;
}

export interface Exploration {
  readonly states: number;
  /** The most states were reached: what lies behind was not looked at. */
  readonly exceeded: boolean;
  /** Paths on which the story broke a rule of the kit, or stood open with nothing that could happen. */
  readonly defects: readonly Defect[];
}

interface Node {
  readonly journal: readonly CaseEvent[];
  readonly picture: Picture;
  readonly spent: ReadonlySet<string>;
  /** Stands where the journal ends. The last child goes on with it. */
  readonly fold: Fold;
}

/** Visits every transition that the bounds allow, each state once. */
export async function explore(process: Process, options: ExploreOptions, visit: (transition: Transition) => void): Promise<Exploration> {
  const walk = new Walk(process, options, visit);
  for (const facts of options.starts) await walk.begin(facts);
  return walk.result();
}

class Walk {
  private readonly seen = new Set<string>();
  private readonly refused = new Set<string>();
  private readonly defects: Defect[] = [];
  private exceeded = false;

  constructor(
    private readonly process: Process,
    private readonly options: ExploreOptions,
    private readonly visit: (transition: Transition) => void,
  ) {}

  result(): Exploration {
    return { states: this.seen.size, exceeded: this.exceeded, defects: this.defects };
  }

  async begin(facts: FactValues): Promise<void> {
    await this.take(new Fold(this.process), [], undefined, new Set(), { type: 'started', facts });
  }

  private async take(fold: Fold, path: readonly CaseEvent[], before: Picture | undefined, spent: ReadonlySet<string>, event: NewCaseEvent): Promise<void> {
    const stamped: CaseEvent = { ...event, seq: path.length + 1, at: IMAGINED_NOW };
    const journal = [...path, stamped];
    try {
      await fold.feed(stamped);
    } catch (error) {
      this.defects.push({ journal, message: error instanceof Error ? error.message : String(error) });
      return;
    }
    const picture = fold.picture();
    this.visit({ journal, event: stamped, before, after: picture });
    await this.descend({ journal, picture, spent, fold });
  }

  private async descend(node: Node): Promise<void> {
    if (node.picture.ended) return;
    const key = stateKey(node, this.options.remembers);
    if (this.seen.has(key)) return;
    if (this.seen.size >= (this.options.maxStates ?? MOST_STATES)) {
      this.exceeded = true;
      return;
    }
    this.seen.add(key);
    let events: NewCaseEvent[];
    try {
      events = this.next(node);
    } catch (error) {
      this.defects.push({ journal: node.journal, message: error instanceof Error ? error.message : String(error) });
      return;
    }
    for (const [index, event] of events.entries()) {
      const fold = index === events.length - 1 ? node.fold : await this.again(node.journal);
      const price = priceOf(this.process, event, node.picture);
      await this.take(fold, node.journal, node.picture, price === undefined ? node.spent : new Set([...node.spent, price]), event);
    }
  }

  private async again(journal: readonly CaseEvent[]): Promise<Fold> {
    const fold = new Fold(this.process);
    for (const event of journal) await fold.feed(event);
    return fold;
  }

  /** What happens next: every answer to the want whose turn it is, and whatever may come between. */
  private next({ picture, spent, journal }: Node): NewCaseEvent[] {
    const { definition } = this.process;
    const { rank, sampling, disturbed, together } = this.options;
    const regraded = regradedUnder(this.process, picture, journal.at(-1));
    if (regraded) return [{ type: 'grantSuspended', id: regraded.id, reauthorize: true }];
    const affordable = (event: NewCaseEvent): boolean => {
      const price = priceOf(this.process, event, picture);
      if (price === undefined) return true;
      return !spent.has(price) && spent.size < together && (disturbed || !disturbs(price));
    };
    const [turn] = picture.wants.filter((want) => !lingers(want)).toSorted((a, b) => rank(a) - rank(b));
    const lingering = picture.wants.filter(lingers);
    if (!turn && lingering.length === 0) throw new Error('the case is open, and nothing can happen');
    const answered = [...(turn && turn.n <= MOST_ASKS ? [turn] : []), ...lingering];
    const answers = answered.flatMap((want) => answersTo(definition, picture, want, sampling));
    const regrades = unasked(definition, picture).filter(({ type }) => type === 'factsChanged');
    return [...answers, ...regrades, ...hastyResumes(picture)].filter(affordable).filter((event) => this.isNews(event, picture));
  }

  /** Refusals outside a grant all end alike: one of each step is enough. */
  private isNews(event: NewCaseEvent, picture: Picture): boolean {
    if (event.type !== 'settled' || picture.wants.some(({ kind }) => kind === 'GRANT')) return true;
    const want = picture.wants.find(({ id }) => id === event.id);
    const step = want && this.process.definition.steps[want.key];
    const outcome = step && outcomesOf(step)[event.outcome];
    if (!want || outcome?.then !== 'END' || outcome.positive) return true;
    const refusal = `${want.key} ${event.outcome}`;
    const known = this.refused.has(refusal);
    this.refused.add(refusal);
    return !known;
  }
}

const lingers = ({ kind }: Want): boolean => kind === 'ON_DEMAND' || kind === 'PERIOD' || kind === 'GRANT';

/** Somebody orders a resume while the renewed authorization is still under way: it must not open the grant. */
const hastyResumes = (picture: Picture): NewCaseEvent[] =>
  picture.wants.filter(({ grant }) => grant?.reauthorizing).map(({ id }) => ({ type: 'grantResumed', id }));

/** The grant that a re-grade has to suspend at once, before anything else happens. */
function regradedUnder(process: Process, picture: Picture, last: CaseEvent | undefined): Want | undefined {
  const fact = process.definition.reactsTo?.regrade?.fact;
  if (fact === undefined || last?.type !== 'factsChanged') return undefined;
  return picture.wants.find(({ grant }) => grant && !grant.reauthorizing);
}

/** What an event uses up that a path has only once. */
function priceOf({ definition }: Process, event: NewCaseEvent, picture: Picture): string | undefined {
  const want = 'id' in event ? picture.wants.find(({ id }) => id === event.id) : undefined;
  const key = want?.key;
  switch (event.type) {
    case 'settled': {
      const step = want && definition.steps[want.key];
      const outcome = step && outcomesOf(step)[event.outcome];
      if (outcome?.then === 'CORRECT' || outcome?.then === 'REVISE') return 'RETURN';
      if (step?.revises !== undefined && Object.keys(event.facts ?? {}).length > 0) return `revise ${want?.key}`;
      const repeats = outcome !== undefined && outcome.then !== 'END' && (outcome.then !== 'GO' || !outcome.positive);
      return repeats && want ? `again ${pathOf(want)} ${event.outcome}` : undefined;
    }
    case 'childEnded':
      return want && event.outcome !== childOutcomes(definition, want.key)[0] ? `again ${pathOf(want)} ${event.outcome}` : undefined;
    case 'elapsed':
      return `every ${key}`;
    case 'acted':
      return `act ${key}`;
    case 'grantSuspended':
      return `suspend ${key} ${event.reauthorize}`;
    case 'factsChanged':
      return 'REGRADE';
    default:
      return undefined;
  }
}

/** How often something was asked before does not matter to what comes: the number of its asking is left out. */
const pathOf = ({ key, subject }: { readonly key: string; readonly subject?: string }): string => (subject === undefined ? key : `${key}/${subject}`);

const disturbs = (price: string): boolean => price === 'REGRADE' || price.startsWith('suspend ');

/** Two paths with the same key have the same future, as far as a story that decides by its facts and answers can tell. */
function stateKey({ picture, spent, journal }: Node, remembers: boolean): string {
  const suspended = journal.findLast((event) => event.type === 'grantSuspended' && event.reauthorize)?.seq ?? Infinity;
  const standing = picture.settled.filter((one) => one.standing).map((one) => `${pathOf(one)}=${one.outcome}${one.seq > suspended ? '!' : ''}`);
  const stale = new Set(picture.settled.filter((one) => !one.standing).map(({ key }) => key));
  return JSON.stringify([
    picture.wants.map((want) => [pathOf(want), want.kind, want.grant?.ordered, want.grant?.reauthorizing, want.grant?.until]),
    standing.toSorted(),
    remembers ? [...stale].toSorted() : null,
    Object.entries(picture.facts).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    picture.spawned.map(({ id }) => id),
    [...spent].toSorted(),
    journal.at(-1)?.type === 'factsChanged',
  ]);
}
