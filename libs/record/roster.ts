/** Who sits where in the district, with from when and until when: what the seats of a case are looked up in. */
import type { OrganisationType } from '@libs/domain/positions';
import type { Actor, Holder, Member, Org } from './loaded';
import type { CaseRow } from './rows';
import { seesTheDistrict } from './scope';
import type { Seated } from './seats';
import { reaches, type Agency, type StandIn } from './stand-ins';

/** As PostgreSQL gives it: instants as RFC 3339 text, no end as null. */
interface Term {
  readonly from: string;
  readonly to: string | null;
}
export interface RosterRows {
  readonly orgs: readonly Org[];
  readonly holders: readonly (Holder & Term)[];
  readonly members: readonly (Member & Term & { readonly orgId: string })[];
  readonly agencies: readonly (Agency & Term)[];
}

interface Timed<T> {
  readonly value: T;
  readonly from: number;
  /** Does not belong to it. */
  readonly to: number;
}
const holding = <T>(all: readonly Timed<T>[] | undefined, at: number): T[] => (all ?? []).filter(({ from, to }) => from <= at && at < to).map(({ value }) => value);
const timed = <T extends Term>(value: T): Timed<T> => ({ value, from: Date.parse(value.from), to: value.to === null ? Infinity : Date.parse(value.to) });

function grouped<T extends Term>(rows: readonly T[], key: (row: T) => string): ReadonlyMap<string, readonly Timed<T>[]> {
  const found = new Map<string, Timed<T>[]>();
  for (const row of rows) {
    const there = found.get(key(row));
    if (there) there.push(timed(row));
    else found.set(key(row), [timed(row)]);
  }
  return found;
}

export class Roster {
  private readonly holders: ReadonlyMap<string, readonly Timed<Holder>[]>;
  private readonly holdersByPerson: ReadonlyMap<string, readonly Timed<Holder>[]>;
  private readonly members: ReadonlyMap<string, readonly Timed<Member>[]>;
  private readonly agencies: ReadonlyMap<string, readonly Timed<Agency>[]>;

  constructor(private readonly rows: RosterRows) {
    this.holders = grouped(rows.holders, ({ orgId }) => orgId);
    this.holdersByPerson = grouped(rows.holders, ({ personId }) => personId);
    this.members = grouped(rows.members, ({ orgId }) => orgId);
    this.agencies = grouped(rows.agencies, ({ agentId }) => agentId);
  }

  organisation(code: string): Org | undefined {
    return this.rows.orgs.find((org) => org.code === code);
  }

  /** The district's organisation of a type: it has one commission and one centre. */
  organisationOf(type: OrganisationType): Org | undefined {
    return this.rows.orgs.find((org) => org.type === type);
  }

  /** Instants after this one, up to the other, at which somebody around a case begins or ceases to hold something. */
  turns(orgId: string, after: number, until: number): number[] {
    const orgs = this.rows.orgs.filter(({ id, type }) => id === orgId || seesTheDistrict(type));
    const terms = [...orgs.flatMap(({ id }) => this.holders.get(id) ?? []), ...(this.members.get(orgId) ?? [])];
    return terms.flatMap(({ from, to }) => [from, to]).filter((at) => at > after && at <= until);
  }

  /** Who could act at this instant in the seats of a case: in its own organisation, the commission and the centre. */
  around(orgId: string, at: number): Omit<Seated, 'case'> {
    const orgs = this.rows.orgs.filter(({ id, type }) => id === orgId || seesTheDistrict(type));
    return { orgs, roster: orgs.flatMap(({ id }) => holding(this.holders.get(id), at)), members: holding(this.members.get(orgId), at) };
  }

  /** The positions of others in which somebody stands in for them in a case at this instant, in the order of the principals. */
  standIns({ personId, assignments }: Pick<Actor, 'personId' | 'assignments'>, row: Pick<CaseRow, 'process_type' | 'org_id'>, at: number): StandIn[] {
    const found = holding(this.agencies.get(personId), at).flatMap((agency) =>
      holding(this.holdersByPerson.get(agency.principalId), at).flatMap(({ position, orgId, dept }) => {
        const org = this.rows.orgs.find(({ id }) => id === orgId);
        const belongs = assignments.some((own) => own.orgId === orgId);
        return org && belongs && reaches(agency, position, row) ? [{ position, orgId, dept, orgCode: org.code, orgType: org.type, standsFor: agency.principalId }] : [];
      }),
    );
    return found.toSorted((a, b) => (a.standsFor < b.standsFor ? -1 : 1));
  }
}
