/** Whether a story has the stages of the catalogue, in their order and in parallel where the catalogue says so, on every explored path. */
import { KIT_TERMINALS } from '@workflows/kit/run';
import type { Definition } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { SHELF_OF, type Picture, type WantKind } from '@workflows/kit/want';
import { SUBMISSION_GATE } from '@workflows/kit/definition';
import { explore, type Transition } from './explore';
import { combining } from './imagine';
import { CARRIED, type Carrier, type Stage, type Stages } from './stages/stage';
import { COMBINATIONS, inOrder, shuffled, startsOf } from './starts';
import { survey } from './survey';

/** Something that was asked on a path. */
interface Asked {
  readonly carrier: Carrier;
  readonly subject?: string;
}

/** What is wrong with the mapping, one sentence each; empty where the story has every stage as the catalogue has it. */
export async function checkStages(process: Process, stages: Stages): Promise<string[]> {
  const { definition } = process;
  const { read } = await survey(process, { together: 1 });
  const reading = new Reading(definition, stages);
  for (const rank of [inOrder, shuffled(1), shuffled(2)]) {
    const options = { starts: startsOf(definition, read), sampling: combining(read, COMBINATIONS), rank, disturbed: false, together: 1, remembers: true };
    const { exceeded, defects } = await explore(process, options, (transition) => reading.look(transition));
    if (exceeded || defects.length > 0) return [`${definition.id} could not be explored: ${defects[0]?.message ?? 'too many states'}`];
  }
  return [...reading.problems(), ...unmappedEnds(definition, stages, reading.reached)];
}

class Reading {
  readonly reached = new Set<Carrier>(['start']);
  private readonly stageOf = new Map<Carrier, number>();
  private readonly ranks: readonly number[];
  private readonly outOfOrder = new Map<string, string>();
  private readonly together = new Set<number>();
  private readonly apart = new Set<number>();

  constructor(
    definition: Definition,
    private readonly stages: Stages,
  ) {
    if (Object.hasOwn(definition.gates, SUBMISSION_GATE)) this.reached.add(`gate:${SUBMISSION_GATE}`);
    let rank = -1;
    this.ranks = stages.stages.map(({ parallel }) => (parallel ? rank : ++rank));
    for (const [index, { carriers }] of stages.stages.entries()) for (const carrier of carriers) if (!this.stageOf.has(carrier)) this.stageOf.set(carrier, index);
  }

  look({ before, after }: Transition): void {
    const earlier = before ? everAsked(before) : [];
    const standing = before ? new Set(before.wants.map(({ id }) => id)) : new Set<string>();
    const opened = after.wants.filter(({ id, kind }) => !standing.has(id) && kind !== 'CORRECTION').map(({ kind, key, subject, n }) => ({ carrier: carrierOf(kind, key), subject, first: n === 1 }));
    const spawned = after.spawned.slice(before?.spawned.length ?? 0).map(({ key, subject }) => ({ carrier: carrierOf('CHILD', key), subject, first: true }));
    const firsts = [...opened, ...spawned].filter(({ first, carrier }) => first && !earlier.some((one) => one.carrier === carrier && one.subject === undefined));
    for (const { carrier } of [...opened, ...spawned]) this.reached.add(carrier);
    if (after.ended) this.reached.add(`end:${after.ended.outcome}`);
    const open = after.wants.filter(({ kind, n }) => n === 1 && !lingers(kind)).map(({ kind, key, subject }) => ({ carrier: carrierOf(kind, key), subject }));
    for (const one of firsts) {
      for (const other of earlier) if (this.precedes(one, other)) this.note(one, other);
      for (const other of open) if (this.precedes(other, one)) this.note(other, one);
    }
    this.lookAtParallels(new Set(firsts.map(({ carrier }) => carrier)));
  }

  problems(): string[] {
    const { stages } = this.stages;
    return [
      ...[...this.reached].filter((carrier) => !carrier.startsWith('end:') && !this.stageOf.has(carrier)).map((carrier) => `${carrier} carries no stage`),
      ...stages.flatMap(({ text, carriers }) => carriers.filter((carrier) => !this.reached.has(carrier)).map((carrier) => `${text}: ${carrier} is never reached`)),
      ...stages.filter(({ carriers }) => carriers.length === 0).map(({ text }) => `${text}: nothing carries it`),
      ...[...this.outOfOrder.values()].filter((sentence) => sentence !== ''),
      ...stages.flatMap((stage, index) => this.problemsOf(stage, index)),
    ];
  }

  private problemsOf({ text, parallel, differs }: Stage, index: number): string[] {
    if (parallel) return this.together.has(index) && !this.apart.has(index) ? [] : [`${text}: does not open together with the stage before`];
    return differs !== undefined && !this.outOfOrder.has(`${index}`) ? [`${text}: comes after what is before it on every path, so nothing differs`] : [];
  }

  /** Whether the catalogue puts the one before the other, and both are about the same subject or about the whole case. */
  private precedes(one: Asked, other: Asked): boolean {
    const a = this.stageOf.get(one.carrier);
    const b = this.stageOf.get(other.carrier);
    if (a === undefined || b === undefined || (one.subject !== undefined && other.subject !== undefined && one.subject !== other.subject)) return false;
    return (this.ranks[a] ?? 0) < (this.ranks[b] ?? 0);
  }

  private note(one: Asked, other: Asked): void {
    const from = this.stageOf.get(one.carrier) ?? 0;
    const to = this.stageOf.get(other.carrier) ?? 0;
    const admitted = this.stages.stages.map(({ differs }, index) => (differs !== undefined && index > from && index <= to ? index : -1)).filter((index) => index >= 0);
    for (const index of admitted) this.outOfOrder.set(`${index}`, '');
    if (admitted.length === 0) this.outOfOrder.set(`${one.carrier} ${other.carrier}`, `${other.carrier} comes before ${one.carrier}`);
  }

  private lookAtParallels(firsts: ReadonlySet<Carrier>): void {
    for (const [index, { parallel, carriers }] of this.stages.stages.entries()) {
      const mine = carriers[0];
      const others = this.stages.stages[index - 1]?.carriers[0];
      if (!parallel || mine === undefined || others === undefined) continue;
      if (firsts.has(mine) && firsts.has(others)) this.together.add(index);
      else if (firsts.has(mine) || firsts.has(others)) this.apart.add(index);
    }
  }
}

const lingers = (kind: WantKind): boolean => kind === 'ON_DEMAND' || kind === 'PERIOD' || kind === 'GRANT' || kind === 'CORRECTION';

const everAsked = ({ wants, settled, spawned }: Picture): Asked[] => [
  ...[...wants, ...settled].filter(({ kind }) => kind !== 'CORRECTION').map(({ kind, key, subject }) => ({ carrier: carrierOf(kind, key), subject })),
  ...spawned.map(({ key, subject }) => ({ carrier: carrierOf('CHILD', key), subject })),
];

function carrierOf(kind: WantKind, key: string): Carrier {
  const carried = CARRIED.find(({ shelf }) => shelf === SHELF_OF[kind]);
  if (!carried) throw new Error('a correction belongs to the stage of the step that was returned');
  return `${carried.word}:${key}`;
}

function unmappedEnds({ terminals, withdrawUntil }: Definition, { ends, furtherEnds }: Stages, reached: ReadonlySet<Carrier>): string[] {
  const reachable = new Set<Carrier>([...reached, ...(withdrawUntil === 'NEVER' ? [] : [`end:${KIT_TERMINALS.withdrawn}` as const])]);
  const named = new Set([...ends.flatMap(({ carriers }) => carriers), ...Object.keys(furtherEnds).map((key): Carrier => `end:${key}`)]);
  return [
    ...ends.flatMap(({ text, carriers }) => carriers.filter((carrier) => !reachable.has(carrier)).map((carrier) => `${text}: ${carrier} is never reached`)),
    ...Object.keys(furtherEnds).filter((key) => !reachable.has(`end:${key}`)).map((key) => `end:${key} is never reached`),
    ...Object.keys(terminals).filter((key) => !named.has(`end:${key}`)).map((key) => `end:${key} is mapped to nothing`),
  ];
}
