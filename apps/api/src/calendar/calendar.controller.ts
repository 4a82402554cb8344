import { Controller, Get, Param } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource } from 'typeorm';
import { day, flag, instant, list, nullable, object, oneOf, schema, text, whole } from '../openapi/schema';
import { Operation } from '../openapi/operation';

const YEAR = /^20\d\d$/;
const CALENDAR = schema(
  'CalendarYear',
  object({
    year: whole('年份'),
    published: flag('节假日安排已发布；否则期限为暂定'),
    source: nullable(text('来源')),
    importedAt: nullable(instant),
    days: list(object({ date: day, kind: oneOf(['HOLIDAY', 'WORKDAY'], '放假或调休上班'), name: text('名称') })),
  }),
);

export interface CalendarYear {
  readonly year: number;
  readonly published: boolean;
  readonly source: string | null;
  readonly importedAt: Date | null;
  readonly days: readonly { readonly date: string; readonly kind: string; readonly name: string }[];
}

/** The holiday calendar by which limits are counted; open to everybody who is signed in. */
@Controller('calendar')
export class CalendarController {
  constructor(private readonly dataSource: DataSource) {}

  @Operation({ id: 'getCalendarYear', tag: 'calendar', summary: '一年的放假与调休安排', ok: { status: 200, schema: CALENDAR } })
  @Get(':year')
  async year(@Param('year') text: string): Promise<CalendarYear> {
    if (!YEAR.test(text)) throw new DomainError('NOT_FOUND');
    const year = Number(text);
    const [published] = await this.dataSource.query<{ source: string; importedAt: Date }[]>('SELECT source, imported_at AS "importedAt" FROM calendar_years WHERE year = $1', [year]);
    const days = await this.dataSource.query<CalendarYear['days']>(
      'SELECT day::text AS date, kind, name FROM calendar_days WHERE day >= make_date($1, 1, 1) AND day < make_date($1 + 1, 1, 1) ORDER BY day',
      [year],
    );
    return { year, published: published !== undefined, source: published?.source ?? null, importedAt: published?.importedAt ?? null, days };
  }
}
