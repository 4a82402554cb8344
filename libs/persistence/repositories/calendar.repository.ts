import type { HolidayCalendar } from '@libs/domain/calendar';
import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

interface StoredDay {
  readonly day: string;
  readonly kind: 'HOLIDAY' | 'WORKDAY';
}

/** The holiday table. */
@Injectable()
export class CalendarRepository {
  constructor(private readonly manager: EntityManager) {}

  async load(): Promise<HolidayCalendar> {
    const years = await this.manager.query<{ year: number }[]>('SELECT year FROM calendar_years ORDER BY year');
    const days = await this.manager.query<StoredDay[]>('SELECT day::text AS day, kind FROM calendar_days ORDER BY day');
    const of = (wanted: StoredDay['kind']): ReadonlySet<string> => new Set(days.filter(({ kind }) => kind === wanted).map(({ day }) => day));
    return { publishedYears: years.map(({ year }) => year), holidays: of('HOLIDAY'), workdays: of('WORKDAY') };
  }
}
