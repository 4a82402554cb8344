import { holidayRows, publishedYears } from './holidays';

const rows = holidayRows([2025, 2026]);
const dayOf = (date: string): unknown => rows.find((row) => row.date === date);

describe('the holiday calendar', () => {
  it.each(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07'])('%s is off for National Day', (date) => {
    expect(dayOf(date)).toEqual({ date, kind: 'HOLIDAY', name: '国庆节' });
  });

  it.each(['2026-09-20', '2026-10-10'])('%s is a weekend day that is worked', (date) => {
    expect(dayOf(date)).toEqual({ date, kind: 'WORKDAY', name: '国庆节' });
    expect([0, 6]).toContain(new Date(`${date}T00:00:00Z`).getUTCDay());
  });

  it.each(['2026-10-08', '2026-10-17'])('%s is a plain day and has no row', (date) => {
    expect(dayOf(date)).toBeUndefined();
  });

  it.each([[2025, 28, 5], [2026, 33, 6]])('%i has %i days off and %i worked weekend days', (year, off, worked) => {
    const kinds = holidayRows([year]).map(({ kind }) => kind);
    expect([kinds.filter((kind) => kind === 'HOLIDAY').length, kinds.filter((kind) => kind === 'WORKDAY').length]).toEqual([off, worked]);
  });

  it('is in order, without a day twice', () => {
    const dates = rows.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
  });

  it('refuses a year that is not published', () => {
    expect(publishedYears).toEqual([2025, 2026]);
    expect(() => holidayRows([2026, 2027])).toThrow(RangeError);
  });
});
