/** The diagram of a process, read off its routes, and how far a case has come in it. */
import { outcomesOf, type Definition, type FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { titleOf, type Picture, type SettledWant, type WantKind } from '@workflows/kit/want';
import { GATE_FAILS, nodeKey, type Opened } from './route';
import { IMAGINED_NOW, sampleFacts } from './imagine';
import { givenFacts, inOrder, reversed } from './starts';
import { END_WORDS } from './turn-words';
import { inSequence, routesOf, type TurnedRoute } from './variables';

export type NodeStatus = 'DONE' | 'CURRENT' | 'PENDING' | 'SKIPPED' | 'RETURNED';
export type NodeKind = WantKind | 'START' | 'END';

export interface DiagramNode {
  readonly key: string;
  readonly title: string;
  readonly kind: NodeKind;
  readonly status: NodeStatus;
  /** Nodes with the same group run in parallel. */
  readonly group?: string;
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** The outcome that leads this way, where another leads elsewhere. */
  readonly label?: string;
}

export interface Diagram {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

export const START = 'START';
/** Ends have keys of their own, so that a terminal may be called like a step. */
export const endKey = (terminal: string): string => `END:${terminal}`;

/** The diagram of a process, or of a case that stands like the picture. */
export async function diagram(process: Process, picture?: Picture): Promise<Diagram> {
  const shape = await shapeOf(process);
  return picture ? placed(process.definition, shape, picture) : shape;
}

/** The diagram before any case. The same for every case of a definition: worth keeping. */
export async function shapeOf(process: Process): Promise<Diagram> {
  const { definition } = process;
  const names = givenFacts(definition);
  const [start = {}]: FactValues[] = sampleFacts(definition, names, IMAGINED_NOW);
  const forth = await routesOf(process, { start, open: names, rank: inOrder });
  const back = await routesOf(process, { start, open: names, rank: reversed });
  const routes = [...forth, ...back];
  return { nodes: nodesOf(definition, routes), edges: edgesOf(definition, routes) };
}

function nodesOf(definition: Definition, routes: readonly TurnedRoute[]): DiagramNode[] {
  const groups = new Map<string, string>();
  for (const { opened } of routes)
    for (const nodes of parallel(opened)) {
      const group = `parallel-${groups.size + 1}`;
      for (const node of nodes) if (!groups.has(node)) groups.set(node, group);
    }
  const terminals = new Set(routes.flatMap(({ ended }) => (ended ? [ended.terminal] : [])));
  return [
    { key: START, title: '提交', kind: 'START', status: 'PENDING' },
    ...inSequence(routes).map(({ key, kind, node }): DiagramNode => {
      const group = groups.get(node);
      return { key: node, title: titleOf(definition, kind, key), kind, status: 'PENDING', ...(group === undefined ? {} : { group }) };
    }),
    ...[...terminals].map((key): DiagramNode => ({ key: endKey(key), title: definition.terminals[key]?.title ?? key, kind: 'END', status: 'PENDING' })),
  ];
}

/** What one event opened together. */
function parallel(opened: readonly Opened[]): string[][] {
  const together = new Map<number, Set<string>>();
  for (const { node, kind, seq } of opened) {
    if (kind === 'ON_DEMAND' || kind === 'PERIOD' || kind === 'GRANT') continue;
    together.set(seq, (together.get(seq) ?? new Set()).add(node));
  }
  return [...together.values()].filter((nodes) => nodes.size > 1).map((nodes) => [...nodes]);
}

function edgesOf(definition: Definition, routes: readonly TurnedRoute[]): DiagramEdge[] {
  const edges = new Map<string, Map<string, Set<string>>>();
  const note = (from: string, to: string, outcome: string): void => {
    const targets = edges.get(from) ?? new Map<string, Set<string>>();
    edges.set(from, targets.set(to, (targets.get(to) ?? new Set<string>()).add(outcome)));
  };
  for (const { opened, ended } of routes) {
    for (const { node, cause } of opened) if (cause?.node !== node) note(cause?.node ?? START, node, cause?.outcome ?? '');
    if (ended) note(ended.cause?.node ?? START, endKey(ended.terminal), ended.cause?.outcome ?? '');
  }
  return [...edges].flatMap(([from, targets]) => [...targets].map(([to, outcomes]) => labelled(definition, from, to, outcomes, targets)));
}

/** An edge needs a label where its outcomes do not lead to every target alike. */
function labelled(definition: Definition, from: string, to: string, outcomes: ReadonlySet<string>, targets: ReadonlyMap<string, ReadonlySet<string>>): DiagramEdge {
  const all = new Set([...targets.values()].flatMap((one) => [...one]));
  if (all.size === outcomes.size) return { from, to };
  return { from, to, label: [...outcomes].map((outcome) => outcomeTitle(definition, from, outcome)).join('/') };
}

const ANSWER_WORDS: Readonly<Record<string, string>> = { ...END_WORDS, [GATE_FAILS]: '不通过', grantSuspended: '重新授权', elapsed: '每期', acted: '办理', gatePassed: '通过', effectDone: '完成' };

function outcomeTitle(definition: Definition, key: string, outcome: string): string {
  const step = definition.steps[key];
  return (step && outcomesOf(step)[outcome]?.title) ?? ANSWER_WORDS[outcome] ?? outcome;
}

/** The shape with the status of every node as the picture has it. */
export function placed(definition: Definition, { nodes, edges }: Diagram, picture: Picture): Diagram {
  const asked = new Map(nodes.map(({ key }) => [key, statusOf(definition, key, picture)]));
  const places = new Map(nodes.map(({ key }, place) => [key, place]));
  const forward = (from: string, to: string): boolean => (places.get(from) ?? 0) < (places.get(to) ?? 0);
  const passedBy = (key: string): boolean => picture.ended !== undefined || edges.some(({ from, to }) => from === key && isPast(asked.get(to)) && forward(from, to));
  return { edges, nodes: nodes.map((node) => ({ ...node, status: asked.get(node.key) ?? (passedBy(node.key) ? 'SKIPPED' : 'PENDING') })) };
}

const isPast = (status: NodeStatus | undefined): boolean => status === 'DONE' || status === 'CURRENT';

/** Nothing for what was never asked. */
function statusOf(definition: Definition, node: string, { wants, settled, spawned, ended }: Picture): NodeStatus | undefined {
  if (node === START) return 'DONE';
  if (ended && node === endKey(ended.outcome)) return 'DONE';
  if (spawned.some(({ key }) => nodeKey('CHILD', key) === node)) return 'DONE';
  const isHere = ({ kind, key }: { readonly kind: WantKind; readonly key: string }): boolean => nodeKey(kind, key) === node;
  if (wants.some(isHere)) return 'CURRENT';
  const last = settled.findLast(isHere);
  if (!last) return undefined;
  return returned(definition, last) ? 'RETURNED' : 'DONE';
}

function returned(definition: Definition, { key, kind, outcome, standing }: SettledWant): boolean {
  const step = nodeKey(kind, key) === key ? definition.steps[key] : undefined;
  return !standing || (step !== undefined && outcomesOf(step)[outcome]?.then === 'CORRECT');
}
