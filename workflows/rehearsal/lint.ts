/**
 * The safety lint: no path, within the bounds of `explore.ts`, reaches a grant or a terminal with a requirement unmet, and no
 * grant that waits for a renewed authorization goes on without one.
 */
import { applies, type Definition, type FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import type { Picture, Want } from '@workflows/kit/want';
import { explore, MOST_STATES, type Exploration, type Transition } from './explore';
import { combining } from './imagine';
import { positives, unmet } from './requirements';
import { COMBINATIONS, shuffled, startsOf } from './starts';
import { survey, type Survey } from './survey';
import { tellPath } from './tell';

export type LintRule =
  /** A grant opens or goes on, or a terminal is reached, with a requirement unmet. */
  | 'REQUIREMENT_UNMET'
  /** A grant goes on after its level rose, on decisions from before. */
  | 'NOT_DECIDED_ANEW'
  /** A grant opens whose end has passed. */
  | 'ALREADY_OVER'
  /** The story breaks a rule of the kit, or the case can never go on. */
  | 'DEFECT'
  /** The bound on states was reached: the lint has not seen everything. */
  | 'BOUND_EXCEEDED';

export interface Finding {
  readonly rule: LintRule;
  readonly what: string;
  /** The shortest path found, one line an event. */
  readonly path: readonly string[];
}

export interface LintReport {
  readonly findings: readonly Finding[];
  /** One for each order of parallel branches that was explored. */
  readonly explorations: readonly Exploration[];
  readonly surveyed: Survey;
}

export interface LintBounds {
  /** States for each order of parallel branches. */
  readonly maxStates: number;
  /** How many things that a path may have once it has together in the canonical order; one less in the others. */
  readonly together: number;
  /** Random orders of parallel branches beside the canonical one. */
  readonly seeds: readonly number[];
}

export const LINT_BOUNDS: LintBounds = { maxStates: MOST_STATES, together: 2, seeds: [1, 2] };

/** Explores a process. A report without findings is a proof within the bounds, and `explorations` says how much was seen. */
export async function lint(process: Process, bounds: LintBounds = LINT_BOUNDS): Promise<LintReport> {
  const { maxStates, together, seeds } = bounds;
  const inspection = new Inspection(process.definition);
  const visit = (transition: Transition): void => inspection.look(transition);
  const surveyed = await survey(process, { maxStates, together, visit });
  const explorations = [surveyed.exploration];
  const options = { starts: startsOf(process.definition, surveyed.read), sampling: combining(surveyed.read, COMBINATIONS), disturbed: true, together: together - 1, remembers: false, maxStates };
  for (const rank of seeds.map(shuffled)) explorations.push(await explore(process, { ...options, rank }, visit));
  for (const { defects } of explorations) for (const { message, journal } of defects) inspection.find('DEFECT', message, journal);
  if (explorations.some(({ exceeded }) => exceeded)) inspection.find('BOUND_EXCEEDED', `more than ${maxStates} states`, []);
  return { findings: inspection.findings(), explorations, surveyed };
}

interface Resumption {
  readonly grant: string;
  readonly facts: FactValues;
  /** Steps decided positively since the suspension. */
  readonly anew: ReadonlySet<string>;
  readonly journal: readonly CaseEvent[];
}

class Inspection {
  private readonly found = new Map<string, Finding>();
  private readonly resumptions: Resumption[] = [];
  /** For each grant the steps that any renewed authorization has asked for. */
  private readonly askedAnew = new Map<string, Set<string>>();

  constructor(private readonly definition: Definition) {}

  find(rule: LintRule, what: string, journal: readonly CaseEvent[]): void {
    const known = this.found.get(`${rule} ${what}`);
    if (!known || known.path.length > journal.length) this.found.set(`${rule} ${what}`, { rule, what, path: tellPath(journal) });
  }

  findings(): Finding[] {
    for (const { grant, facts, anew, journal } of this.resumptions) {
      const asked = this.askedAnew.get(grant);
      const needed = (this.definition.grants[grant]?.requires ?? []).filter((one) => asked?.has(one.step) && applies(one, facts));
      const old = needed.filter(({ step }) => !anew.has(step)).map(({ step }) => step);
      if (needed.length === 0) this.find('NOT_DECIDED_ANEW', `${grant} goes on without any new decision`, journal);
      if (old.length > 0) this.find('NOT_DECIDED_ANEW', `${grant} goes on without a new ${old.join(', ')}`, journal);
    }
    return [...this.found.values()];
  }

  look({ before, after, journal }: Transition): void {
    for (const want of after.wants) if (want.grant) this.lookAtGrant(want, before, after, journal);
    if (!after.ended) return;
    const terminal = after.ended.outcome;
    for (const what of unmet(this.definition, this.definition.terminals[terminal]?.requires ?? [], after)) this.find('REQUIREMENT_UNMET', `${terminal} without ${what}`, journal);
  }

  private lookAtGrant({ id, key, grant }: Want, before: Picture | undefined, after: Picture, journal: readonly CaseEvent[]): void {
    const earlier = before?.wants.find((one) => one.id === id)?.grant;
    if (grant?.reauthorizing) return this.noteAskedAnew(key, before, after);
    const event = journal.at(-1);
    const askedToRenew = event?.type === 'grantSuspended' && event.id === id && event.reauthorize;
    if (!grant || grant.suspended || (earlier && !earlier.suspended && !askedToRenew)) return;
    for (const what of unmet(this.definition, this.definition.grants[key]?.requires ?? [], after)) this.find('REQUIREMENT_UNMET', `${key} ${earlier ? 'goes on' : 'opens'} without ${what}`, journal);
    if (!earlier && grant.until <= after.now) this.find('ALREADY_OVER', `${key} opens after its own end`, journal);
    const suspension = journal.findLast((event) => event.type === 'grantSuspended' && event.id === id && event.reauthorize);
    if (!earlier || !suspension) return;
    const anew = new Set(positives(this.definition, after).filter(({ seq }) => seq > suspension.seq).map((one) => one.key));
    this.resumptions.push({ grant: key, facts: after.facts, anew, journal });
  }

  private noteAskedAnew(grant: string, before: Picture | undefined, after: Picture): void {
    const opened = after.wants.filter(({ id, kind }) => kind !== 'GRANT' && !before?.wants.some((one) => one.id === id));
    const known = this.askedAnew.get(grant) ?? new Set<string>();
    this.askedAnew.set(grant, new Set([...known, ...opened.map(({ key }) => key)]));
  }
}
