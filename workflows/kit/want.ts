/** What a story wants now: the picture that every host compares itself with. */
import { digestOf } from '@libs/domain/digests';
import type { Definition, FactValues } from './definition';
import type { GrantEnd } from './journal';

export type WantKind = 'APPROVE' | 'COMPLETE' | 'SESSION' | 'ON_DEMAND' | 'CORRECTION' | 'GRANT' | 'CHILD' | 'GATE' | 'DIVERSION' | 'EFFECT' | 'PERIOD';

/** What people settle; what they do on demand settles nothing. */
export const isJudgement = (kind: WantKind): kind is 'APPROVE' | 'COMPLETE' | 'SESSION' => kind === 'APPROVE' || kind === 'COMPLETE' || kind === 'SESSION';

/** Where a definition has what is wanted under a key of this kind. */
export const SHELF_OF = {
  APPROVE: 'steps',
  COMPLETE: 'steps',
  SESSION: 'steps',
  ON_DEMAND: 'steps',
  CORRECTION: 'reviews',
  GRANT: 'grants',
  CHILD: 'children',
  GATE: 'gates',
  DIVERSION: 'diversions',
  EFFECT: 'effects',
  PERIOD: 'periods',
} as const satisfies Record<WantKind, keyof Definition>;

/** The Chinese title of what is wanted under this key. */
export function titleOf(definition: Definition, kind: WantKind, key: string): string {
  const shelf: Readonly<Record<string, { readonly title: string }>> = definition[SHELF_OF[kind]];
  return shelf[key]?.title ?? key;
}

export interface Want {
  /** `key[/subject]#n`: consumed by the event that answers it, never reused. */
  readonly id: string;
  readonly kind: WantKind;
  readonly key: string;
  readonly subject?: string;
  /** How often this key (and subject) was asked in the case. */
  readonly n: number;
  /** The journal sequence whose event opened it, and that event's instant. */
  readonly since: number;
  readonly openedAt: number;
  /** The review in whose scope it is asked, from the outermost: `application#1/preparation#1`. */
  readonly review?: string;
  /** A grant's end and cap, as the facts stood when it opened, and whether it is suspended. */
  readonly grant?: GrantWant;
}

export interface GrantWant {
  /** When it begins to be valid, if later than it opens. */
  readonly from?: number;
  readonly until: number;
  readonly cap?: number;
  readonly suspended: boolean;
  /** Suspended by a person's order, which a person has to lift. */
  readonly ordered: boolean;
  /** Decisions that the story asks for anew before the grant may go on. */
  readonly reauthorizing: boolean;
}

/** A step, gate, child or effect that was answered. `standing` is false once it was made stale. */
export interface SettledWant {
  readonly id: string;
  readonly key: string;
  readonly subject?: string;
  readonly kind: WantKind;
  readonly outcome: string;
  readonly seq: number;
  readonly review?: string;
  readonly standing: boolean;
}

export interface EndedGrant {
  readonly id: string;
  readonly key: string;
  readonly reason: GrantEnd;
}

export interface Ended {
  readonly outcome: string;
  readonly seq: number;
  readonly at: number;
}

export interface Picture {
  readonly seq: number;
  readonly now: number;
  readonly facts: FactValues;
  /** Sorted by id. Empty once the case has ended. */
  readonly wants: readonly Want[];
  readonly settled: readonly SettledWant[];
  /** Linked cases that nobody waits for, in the order in which they were asked for. */
  readonly spawned: readonly { readonly id: string; readonly key: string; readonly subject?: string }[];
  readonly grants: readonly EndedGrant[];
  readonly ended?: Ended;
  /** Sequences of events that came after their want was dropped or the case had ended. */
  readonly late: readonly number[];
}

/** What both hosts must agree on after the same event: sorted ids, kinds and states; no instants. */
export const wantsDigest = (picture: Picture): string =>
  digestOf({
    seq: picture.seq,
    ended: picture.ended?.outcome ?? null,
    wants: picture.wants.map(({ id, kind, grant }) => [id, kind, grant ? (grant.suspended ? 'SUSPENDED' : 'ACTIVE') : null]),
    spawned: picture.spawned.map(({ id }) => id),
  });
