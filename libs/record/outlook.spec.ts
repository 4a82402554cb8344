import * as fc from 'fast-check';
import { define } from '@workflows/kit/definition';
import type { LoadedCase } from './loaded';
import { prospectsOf, type Absence } from './outlook';
import { Roster } from './roster';
import { textOf, type StepRow } from './rows';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T00:00:00Z');
const HOURS = 12;
const at = (hour: number): number => START + hour * HOUR;
const ORG = { id: 'org', code: 'UNIT', name: '', type: 'MEDICAL_INSTITUTION' } as const;

const definition = define({
  id: 'test-outlook', code: 'T09', title: '', version: 1, summary: '', articles: [], starters: ['UNIT_STAFF'], offered: true,
  facts: {}, sections: {}, reviews: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {}, children: {}, terminals: {},
  steps: { witnessing: { title: '', kind: 'COMPLETE', article: '', seats: [{ position: 'UNIT_WITNESS' }] } },
  distinct: [], holds: { by: [] }, withdrawUntil: 'END',
});

interface Stretch {
  readonly person: string;
  readonly from: number;
  readonly to: number;
}

/** A case with one open step whose seat is a position's, due at an hour or never. */
function seating(due: number | null): { readonly definition: typeof definition; readonly loaded: LoadedCase } {
  const step = { id: 'step', case_id: 'case', kind: 'COMPLETE', key: 'witnessing', subject: null, status: 'OPEN', due_at: due === null ? null : textOf(at(due)) } as StepRow;
  const row = { id: 'case', org_id: 'org', dept: null, applicant_id: 'applicant', policies: {} };
  // What the rule asks of a case, and no more.
  return { definition, loaded: { now: START, case: row, steps: [step], tasks: [], decisions: [], recusals: [], roster: [], members: [], orgs: [ORG] } as unknown as LoadedCase };
}

function found({ due, terms, absences, until }: { readonly due: number | null; readonly terms: readonly Stretch[]; readonly absences: readonly Stretch[]; readonly until: number }): number | undefined {
  const holders = terms.map(({ person, from, to }) => ({ personId: person, name: '', position: 'UNIT_WITNESS' as const, orgId: 'org', dept: null, from: textOf(at(from)), to: textOf(at(to)) }));
  const roster = new Roster({ orgs: [ORG], holders, members: [], agencies: [] });
  const away: Absence[] = absences.map(({ person, from, to }) => ({ personId: person, from: at(from), to: at(to) }));
  const [prospect] = prospectsOf(seating(due), { now: START, roster, absences: away, gone: new Set(), until: at(until), ahead: [] });
  return prospect && (prospect.from - START) / HOUR;
}

const term = (from: number, to: number, person = 'p'): Stretch => ({ person, from, to });

describe('a step that somebody has to decide', () => {
  it.each<[string, Parameters<typeof found>[0], number | undefined]>([
    ['is sound while somebody is there', { due: null, terms: [term(0, 20)], absences: [], until: 8 }, undefined],
    ['is not from the end of the last term on', { due: null, terms: [term(0, 5)], absences: [], until: 8 }, 5],
    ['is sound where somebody comes before it is looked no further', { due: null, terms: [term(0, 5), term(7, 20, 'q')], absences: [], until: 8 }, undefined],
    ['is sound where leave ends before the due instant', { due: 10, terms: [term(0, 20)], absences: [term(2, 9)], until: 8 }, undefined],
    ['is not where leave lasts beyond the due instant', { due: 6, terms: [term(0, 20)], absences: [term(2, 9)], until: 8 }, 2],
    ['is not where it could be decided in time, and soon after could not', { due: 3, terms: [term(0, 5)], absences: [], until: 8 }, 5],
    ['is not where the due instant is far and the term ends before it', { due: 11, terms: [term(0, 10)], absences: [], until: 4 }, 10],
    ['is looked at ahead where the due instant is past', { due: -1, terms: [term(0, 5)], absences: [], until: 8 }, 5],
    ['is not at once where nobody is there at all', { due: null, terms: [], absences: [], until: 8 }, 0],
  ])('%s', (_, given, from) => expect(found(given)).toBe(from));

  it('is found exactly where nobody is there at the horizon, from the instant on since which nobody was', () => {
    const stretch = fc.record({ person: fc.constantFrom('p', 'q'), from: fc.integer({ min: -2, max: HOURS }), length: fc.integer({ min: 1, max: HOURS }) }).map(({ person, from, length }) => term(from, from + length, person));
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 4 }), fc.array(stretch, { maxLength: 3 }), fc.integer({ min: 1, max: HOURS }), (terms, absences, until) => {
        const covers = (hour: number, person: string) => (one: Stretch): boolean => one.person === person && one.from <= hour && hour < one.to;
        const decidable = (hour: number): boolean => ['p', 'q'].some((person) => terms.some(covers(hour, person)) && !absences.some(covers(hour, person)));
        let since: number | undefined;
        for (let hour = until; hour >= 0 && !decidable(hour); hour--) since = hour;
        expect(found({ due: null, terms, absences, until })).toBe(since);
      }),
      { numRuns: 300 },
    );
  });
});
