/** Who sits where in the district, with from when and until when: what the seats of a case are looked up in. */
import type { Holder, Member, Org } from './loaded';
import { seesTheDistrict } from './scope';
import type { Seated } from './seats';

/** As PostgreSQL gives it: instants as RFC 3339 text, no end as null. */
interface Term {
  readonly from: string;
  readonly to: string | null;
}
export interface RosterRows {
  readonly orgs: readonly Org[];
  readonly holders: readonly (Holder & Term)[];
  readonly members: readonly (Member & Term & { readonly orgId: string })[];
}

interface Timed<T> {
  readonly value: T;
  readonly from: number;
  /** Does not belong to it. */
  readonly to: number;
}
const timed = <T extends Term>(value: T): Timed<T> => ({ value, from: Date.parse(value.from), to: value.to === null ? Infinity : Date.parse(value.to) });

function byOrg<T extends Term & { readonly orgId: string }>(rows: readonly T[]): ReadonlyMap<string, readonly Timed<T>[]> {
  const found = new Map<string, Timed<T>[]>();
  for (const row of rows) {
    const there = found.get(row.orgId);
    if (there) there.push(timed(row));
    else found.set(row.orgId, [timed(row)]);
  }
  return found;
}

export class Roster {
  private readonly holders: ReadonlyMap<string, readonly Timed<Holder>[]>;
  private readonly members: ReadonlyMap<string, readonly Timed<Member>[]>;

  constructor(private readonly rows: RosterRows) {
    this.holders = byOrg(rows.holders);
    this.members = byOrg(rows.members);
  }

  /** Who could act at this instant in the seats of a case: in its own organisation, the commission and the centre. */
  around(orgId: string, at: number): Omit<Seated, 'case'> {
    const holding = <T>(all: readonly Timed<T>[] = []): T[] => all.filter(({ from, to }) => from <= at && at < to).map(({ value }) => value);
    const orgs = this.rows.orgs.filter(({ id, type }) => id === orgId || seesTheDistrict(type));
    return { orgs, roster: orgs.flatMap(({ id }) => holding(this.holders.get(id))), members: holding(this.members.get(orgId)) };
  }
}
