/** What is wanted and what was answered: ids are given here, consumed here, and never given twice. */
import { DivergedError, StoryError } from './errors';
import { Slot, type Answer, type Memory, type Scope } from './memory';
import type { SettledWant, Want, WantKind } from './want';

/** Where the run stands: the sequence and instant of the last event. */
export interface Standing {
  readonly seq: number;
  readonly now: number;
}

export class WantBook {
  private readonly byId = new Map<string, Slot>();
  /** Every id that was ever wanted. */
  private readonly known = new Set<string>();
  private readonly counts = new Map<string, number>();
  private readonly answered: (SettledWant & { standing: boolean })[] = [];

  constructor(private readonly standing: Standing) {}

  /** The slot that waits for this id; nothing where the id came too late. @throws DivergedError if it was never wanted */
  waiting(id: string): Slot | undefined {
    const slot = this.byId.get(id);
    if (slot?.open) return slot;
    if (!this.known.has(id)) throw new DivergedError(`${id} was never wanted`);
    return undefined;
  }

  /** The slot that carries this id. @throws DivergedError if none does */
  slot(id: string): Slot {
    const slot = this.byId.get(id);
    if (!slot) throw new DivergedError(`${id} was never wanted`);
    return slot;
  }

  open(): Slot[] {
    return [...this.byId.values()].filter((slot) => slot.open);
  }

  /** The slot of the next asking of this key in this pass of the memory. */
  place(memory: Memory, kind: WantKind, key: string, subject?: string): Slot {
    const path = `${kind === 'CORRECTION' ? 'correction of ' : ''}${key}/${subject ?? ''}`;
    const place = `${path}@${memory.next(path)}`;
    const slot = memory.slots.get(place) ?? new Slot(kind, key, subject, memory);
    memory.slots.set(place, slot);
    return slot;
  }

  own(slot: Slot, scope: Scope): void {
    slot.asked = true;
    scope.slots.add(slot);
  }

  /** Gives the slot a new id and waits for its event. */
  ask(slot: Slot): string {
    const n = (this.counts.get(slot.path) ?? 0) + 1;
    this.counts.set(slot.path, n);
    const id = `${slot.path}#${n}`;
    Object.assign(slot, { n, id, since: this.standing.seq, openedAt: this.standing.now, open: true });
    this.byId.set(id, slot);
    this.known.add(id);
    return id;
  }

  /** @throws StoryError where another strand asks for the same thing at this moment */
  askOnce(slot: Slot): void {
    for (const other of this.byId.values())
      if (other !== slot && other.open && other.asked && other.path === slot.path) throw new StoryError(`${slot.path} is asked twice at once`);
    this.ask(slot);
  }

  answer(slot: Slot, outcome: string, then: Answer['then'] = 'GO'): Answer {
    const answer: Answer = { outcome, then, seq: this.standing.seq, awaitsCorrection: then === 'CORRECT' || then === 'REVISE' };
    Object.assign(slot, { open: false, answer });
    this.answered.push({ id: idOf(slot), key: slot.key, subject: slot.subject, kind: slot.kind, outcome, seq: this.standing.seq, review: slot.memory.review?.label, standing: true });
    return answer;
  }

  /** Forgets an answer: it no longer stands, and the slot is asked again under a new id. */
  unsettle(slot: Slot): void {
    for (const one of this.answered) if (one.id === slot.id) one.standing = false;
    slot.forget();
  }

  /** After an event: what is wanted no more is dropped, and its id is never used again. */
  dropUnasked(): void {
    for (const [id, slot] of this.byId) {
      if (slot.id !== id) this.byId.delete(id);
      else if (slot.open && !slot.asked) {
        slot.forget();
        this.byId.delete(id);
      }
    }
  }

  /** Sorted by id. */
  wants(): Want[] {
    return this.open().map(wantOf).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  }

  settled(): SettledWant[] {
    return this.answered.map((one) => ({ ...one }));
  }
}

export function idOf(slot: Slot): string {
  if (slot.id === undefined) throw new StoryError(`${slot.path} has no id`);
  return slot.id;
}

function wantOf(slot: Slot): Want {
  const { grant } = slot;
  return {
    id: idOf(slot),
    kind: slot.kind,
    key: slot.key,
    subject: slot.subject,
    n: slot.n,
    since: slot.since,
    openedAt: slot.openedAt,
    review: slot.memory.review?.label,
    grant: grant && { ...(grant.from !== undefined && { from: grant.from }), until: grant.until, cap: grant.cap, suspended: grant.ordered || grant.reauthorizing, ordered: grant.ordered, reauthorizing: grant.reauthorizing },
  };
}
