import * as fc from 'fast-check';
import { DAY_MS, startOfDay } from '@libs/domain/calendar';
import { CALENDAR_2025_2026 as calendar, shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import { changeDue, CHANGE_LIMITS, overdueSince, type ChangeTerms, type CountedAs } from './change-due';

const terms: ChangeTerms = { policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), calendar };
const KINDS = ['BASIC', 'OTHER', 'DERIVED', 'NATIONAL', 'BEYOND_GENERAL'] as const satisfies readonly CountedAs[];

describe('the limit of a change', () => {
  it.each<[CountedAs, string, string, string]>([
    ['BASIC', '2026-03-02', '2026-04-02', 'thirty days, the day of the change not counted'],
    ['OTHER', '2026-03-02', '2026-05-07', 'sixty days, that end on 1 May and roll to 6 May, the first working day'],
    ['DERIVED', '2026-03-02', '2026-04-02', 'like basic information (D)'],
    ['NATIONAL', '2026-03-02', '2026-04-02', 'like basic information (D)'],
    ['BEYOND_GENERAL', '2026-03-02', '2026-04-02', 'whatever it is that changed of important or core data (D)'],
    ['BASIC', '2026-09-01', '2026-10-09', 'that end on 1 October and roll over the National Day holidays'],
    ['BASIC', '2026-01-01', '2026-02-03', 'that end on Saturday 31 January and roll to Monday'],
  ])('%s of %s is over at %s: %s', (kind, changedAt, due) => {
    expect(new Date(changeDue(kind, changedAt, terms).dueAt)).toEqual(new Date(shanghai(`${due} 00:00`)));
  });

  it('is provisional where the holidays of its year are not published', () => {
    expect(changeDue('OTHER', '2030-12-20', terms).provisional).toBe(true);
    expect(changeDue('OTHER', '2026-03-02', terms).provisional).toBe(false);
  });

  it('is overdue exactly from the day on that `overdueSince` names', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.integer({ min: startOfDay('2026-01-15'), max: startOfDay('2026-12-15') }), fc.integer({ min: 0, max: 120 }), (kind, now, back) => {
        const since = overdueSince(kind, now, terms);
        const changed = new Date(startOfDay(since) + 8 * 3_600_000 + (60 - back) * DAY_MS).toISOString().slice(0, 10);
        expect(changed <= since).toBe(changeDue(kind, changed, terms).dueAt <= now);
      }),
    );
  });

  it('is named by a policy for every kind', () => {
    for (const kind of KINDS) expect(terms.policies[CHANGE_LIMITS[kind]]).toMatchObject({ type: 'DURATION' });
  });
});
