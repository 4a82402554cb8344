import { holidayRows, publishedYears } from '@libs/policy/holidays';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { EntityManager } from 'typeorm';
import { CalendarDayEntity } from '../entities/calendar-day.entity';
import { CalendarYearEntity } from '../entities/calendar-year.entity';
import { insertMissing } from './insert-missing';

/**
 * What every installation starts with: the figures of the law and the published holidays. Only what is missing is
 * added; afterwards the tables are the truth, and a figure or a year that an administrator has changed stays changed.
 */
export async function seedFoundation(manager: EntityManager): Promise<void> {
  await seedPolicies(manager);
  for (const year of publishedYears) await seedYear(manager, year);
}

async function seedPolicies(manager: EntityManager): Promise<void> {
  await manager.query(
    `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified, note)
     SELECT r.key, r."effectiveFrom", r.title, r.value, r.basis, r."basisClass", r.verified, r.note
     FROM jsonb_to_recordset($1::jsonb)
       AS r(key text, "effectiveFrom" date, title text, value jsonb, basis text, "basisClass" text, verified boolean, note text)
     WHERE NOT EXISTS (SELECT FROM policies p WHERE p.key = r.key AND p.effective_from = r."effectiveFrom")`,
    [JSON.stringify(POLICY_SET)],
  );
}

async function seedYear(manager: EntityManager, year: number): Promise<void> {
  if (await manager.existsBy(CalendarYearEntity, { year })) return;
  await manager.insert(CalendarYearEntity, { year, source: `国务院办公厅关于${year}年部分节假日安排的通知` });
  const days = holidayRows([year]).map(({ date, kind, name }) => ({ day: date, kind, name }));
  await insertMissing(manager, CalendarDayEntity, days);
}
