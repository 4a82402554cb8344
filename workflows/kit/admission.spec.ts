import { PROCESSES, processFor } from '@workflows/processes/index';
import { mayDecideInBulk, mayVoid } from './admission';
import type { Definition } from './definition';
import { fold } from './fold';
import type { CaseEvent, NewCaseEvent } from './journal';

/** The definition, were all of its steps open to decisions in bulk. */
const inBulk = (definition: Definition): Definition => ({ ...definition, steps: Object.fromEntries(Object.entries(definition.steps).map(([key, step]) => [key, { ...step, bulk: true }])) });
const inBulkOf = (id: string): string[] => {
  const definition = inBulk(processFor(id).definition);
  return Object.keys(definition.steps).filter((key) => mayDecideInBulk(definition, key));
};

describe('in bulk', () => {
  it('nothing is decided that no definition opens to it', () => {
    for (const { definition } of PROCESSES.values()) expect(Object.keys(definition.steps).filter((key) => definition.steps[key]?.bulk !== true && mayDecideInBulk(definition, key))).toEqual([]);
  });

  it.each(['incident-response', 'data-destruction', 'accountability-trace'])('nothing of %s is decided, whatever a definition says', (id) => {
    expect(inBulkOf(id)).toEqual([]);
  });

  it('nothing is decided where ethics are judged; the rest of that process may be', () => {
    const { steps } = processFor('open-data-dual-review').definition;
    const allowed = inBulkOf('open-data-dual-review');
    expect(Object.keys(steps).filter((key) => JSON.stringify(steps[key]?.seats).includes('ETHICS') && allowed.includes(key))).toEqual([]);
    expect(allowed).toContain('technicalReview');
  });
});

describe('a case may be voided', () => {
  const use = processFor('sensitive-data-use');
  const journal = (...events: readonly NewCaseEvent[]): CaseEvent[] => [{ type: 'started' as const, facts: { level: 'GENERAL', sensitive: true, subjectCount: 1, datasetIds: [], validUntil: 1_000_000 } }, ...events].map((event, index): CaseEvent => ({ ...event, seq: index + 1, at: index }));
  const approve = (id: string): NewCaseEvent => ({ type: 'settled', id, outcome: 'APPROVE' });
  const done = (id: string): NewCaseEvent => ({ type: 'settled', id, outcome: 'DONE' });
  const released = [approve('initialAssessment#1'), approve('secondaryAssessment#1'), approve('secondaryAuthorization#1'), done('desensitization#1'), approve('desensitizationVerification#1'), done('leakControlAttestation#1'), { type: 'gatePassed' as const, id: 'release#1' }];

  it('while it is only being judged, however far', async () => {
    expect(mayVoid(await fold(use, journal()))).toBe(true);
    expect(mayVoid(await fold(use, journal(...released.slice(0, -1))))).toBe(true);
  });

  it('not once a grant has come of it, nor after it has ended', async () => {
    expect(mayVoid(await fold(use, journal(...released)))).toBe(false);
    expect(mayVoid(await fold(use, journal({ type: 'voided' })))).toBe(false);
    expect((await fold(use, journal({ type: 'voided' }))).ended?.outcome).toBe('VOIDED');
  });
});
