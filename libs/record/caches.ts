/** What seldom changes, kept in memory and asked for by its revision each time: never by its age. */
import type { Pool, PoolClient } from 'pg';
import type { HolidayCalendar } from '@libs/domain/calendar';
import type { PolicyValue } from '@libs/policy/policy';
import type { PolicyValues } from '@libs/policy/typed-values';
import { POLICIES_IN_FORCE, POLICY_REVISION } from './statements';

type Queries = Pick<Pool, 'query'> | PoolClient;

export class CalendarCache {
  private revision?: string;
  private calendar: HolidayCalendar = { publishedYears: [], holidays: new Set(), workdays: new Set() };

  async at(revision: string, client: Queries): Promise<HolidayCalendar> {
    if (revision === this.revision) return this.calendar;
    const { rows: years } = await client.query<{ year: number }>('SELECT year FROM calendar_years ORDER BY year');
    const { rows: days } = await client.query<{ day: string; kind: string }>('SELECT day::text, kind FROM calendar_days');
    const of = (kind: string): Set<string> => new Set(days.filter((one) => one.kind === kind).map(({ day }) => day));
    this.calendar = { publishedYears: years.map(({ year }) => year), holidays: of('HOLIDAY'), workdays: of('WORKDAY') };
    this.revision = revision;
    return this.calendar;
  }
}

export class PolicyCache {
  private revision?: string;
  private values: PolicyValues = {};

  async inForce(client: Queries): Promise<PolicyValues> {
    const { rows } = await client.query<{ revision: string }>({ name: 'policy-revision', text: POLICY_REVISION });
    const revision = rows[0]?.revision;
    if (revision !== undefined && revision === this.revision) return this.values;
    const { rows: policies } = await client.query<{ key: string; value: PolicyValue }>(POLICIES_IN_FORCE);
    this.values = Object.fromEntries(policies.map(({ key, value }) => [key, value]));
    this.revision = revision;
    return this.values;
  }
}
