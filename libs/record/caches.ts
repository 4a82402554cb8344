/** What seldom changes, kept in memory and asked for by its revision each time: never by its age. */
import type { Pool, PoolClient } from 'pg';
import { civilDateOf, type HolidayCalendar } from '@libs/domain/calendar';
import type { PolicyValue } from '@libs/policy/policy';
import type { PolicyValues } from '@libs/policy/typed-values';
import { Roster, type RosterRows } from './roster';
import { POLICIES_IN_FORCE, REVISIONS_NOW, ROSTER } from './statements';

type Queries = Pick<Pool, 'query'> | PoolClient;

/** Another one whenever something of it was changed. */
export type Revisions = Readonly<Record<'ROSTER' | 'POLICIES' | 'CALENDAR', string>>;

/** By which revisions things stand now, by the database's clock in milliseconds. */
export async function revisionsNow(client: Queries): Promise<{ readonly revisions: Revisions; readonly now: number }> {
  const { rows } = await client.query<{ revisions: Revisions; now: string }>(REVISIONS_NOW);
  const [row] = rows;
  if (!row) throw new Error('no revisions');
  return { revisions: row.revisions, now: Number(row.now) };
}

class Kept<T> {
  private kept?: { readonly revision: string; readonly value: T };

  async at(revision: string, read: () => Promise<T>): Promise<T> {
    if (this.kept?.revision !== revision) this.kept = { revision, value: await read() };
    return this.kept.value;
  }
}

export class CalendarCache {
  private readonly kept = new Kept<HolidayCalendar>();

  at({ CALENDAR }: Revisions, client: Queries): Promise<HolidayCalendar> {
    return this.kept.at(CALENDAR, async () => {
      const { rows: years } = await client.query<{ year: number }>('SELECT year FROM calendar_years ORDER BY year');
      const { rows: days } = await client.query<{ day: string; kind: string }>('SELECT day::text, kind FROM calendar_days');
      const of = (kind: string): Set<string> => new Set(days.filter((one) => one.kind === kind).map(({ day }) => day));
      return { publishedYears: years.map(({ year }) => year), holidays: of('HOLIDAY'), workdays: of('WORKDAY') };
    });
  }
}

export class PolicyCache {
  private readonly kept = new Kept<PolicyValues>();

  /** The values in force on the civil day of this instant: one that takes effect later is none yet. */
  at({ POLICIES }: Revisions, now: number, client: Queries): Promise<PolicyValues> {
    const day = civilDateOf(now);
    return this.kept.at(`${POLICIES} ${day}`, async () => {
      const { rows } = await client.query<{ key: string; value: PolicyValue }>(POLICIES_IN_FORCE, [day]);
      return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    });
  }

  async inForce(client: Queries): Promise<PolicyValues> {
    const { revisions, now } = await revisionsNow(client);
    return this.at(revisions, now, client);
  }
}

export class RosterCache {
  private readonly kept = new Kept<Roster>();

  at({ ROSTER: revision }: Revisions, client: Queries): Promise<Roster> {
    return this.kept.at(revision, async () => {
      const { rows } = await client.query<{ roster: RosterRows }>(ROSTER);
      const [row] = rows;
      if (!row) throw new Error('no roster');
      return new Roster(row.roster);
    });
  }
}
