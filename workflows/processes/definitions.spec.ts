import { policyRow } from '@libs/policy/policy-set';
import { outcomesOf, policiesNamedBy, type ClockSpec, type Requirement } from '@workflows/kit/definition';
import { PROCESSES, processFor } from './index';

describe.each([...PROCESSES.values()].map(({ definition }) => ({ id: definition.id, definition })))('$id', ({ definition }) => {
  const { steps, reviews, grants, terminals, gates, facts, sections, distinct } = definition;
  const everyStep = Object.values(steps);
  const clocks: ClockSpec[] = [...everyStep, ...Object.values(reviews)].flatMap((one) => one.clocks ?? []);
  const requirements: Requirement[] = [...Object.values(grants), ...Object.values(terminals)].flatMap(({ requires }) => requires ?? []);

  it('takes every limit and number from a policy row that exists', () => {
    for (const key of policiesNamedBy(definition)) expect(policyRow(key).key).toBe(key);
  });

  it('requires something of every grant and of every good end', () => {
    const granting = [...Object.entries(grants), ...Object.entries(terminals).filter(([, { positive }]) => positive)];
    expect(granting.filter(([, { requires }]) => !requires?.length).map(([key]) => key)).toEqual([]);
  });

  it('names only steps, facts and sections that it has', () => {
    const { until } = definition.reactsTo?.regrade ?? {};
    const { withdrawUntil } = definition;
    const stepKeys = [
      ...requirements.map(({ step }) => step),
      ...distinct.flatMap(({ among }) => among).filter((key) => key !== 'APPLICANT' && !(key in reviews)),
      ...Object.values(reviews).flatMap(({ corrects }) => (corrects === 'form' ? [] : [corrects.evidenceOf])),
      ...(until ? [until.step] : []),
      ...(typeof withdrawUntil === 'object' && 'step' in withdrawUntil ? [withdrawUntil.step] : []),
    ];
    expect(stepKeys.filter((key) => !(key in steps))).toEqual([]);
    const factNames = [
      ...everyStep.flatMap(({ yields }) => yields ?? []),
      ...requirements.flatMap(({ when, each }) => [...Object.keys(when ?? {}), ...(each ? [each.fact] : [])]),
      ...clocks.flatMap(({ base }) => (base === 'openedAt' ? [] : [base.fact])),
      ...Object.values(grants).flatMap(({ scope }) => scope),
    ];
    expect(factNames.filter((name) => !(name in facts))).toEqual([]);
    expect(everyStep.flatMap(({ reads }) => reads ?? []).filter((section) => !(section in sections))).toEqual([]);
  });

  it('has a terminal for every way in which a case can end', () => {
    const ends = [
      ...everyStep.flatMap((step) => Object.values(outcomesOf(step)).flatMap(({ then, terminal }) => (then === 'END' && terminal !== undefined ? [terminal] : []))),
      ...Object.values(gates).flatMap(({ failsAs }) => (failsAs === undefined ? [] : [failsAs])),
      ...(clocks.some(({ nature }) => nature === 'HARD') ? ['EXPIRED'] : []),
      ...(definition.withdrawUntil === 'NEVER' ? [] : ['WITHDRAWN']),
    ];
    expect(ends.filter((terminal) => !(terminal in terminals))).toEqual([]);
  });

  it('seats someone on every step', () => {
    expect(Object.entries(steps).filter(([, { seats }]) => seats.length === 0).map(([key]) => key)).toEqual([]);
  });
});

describe('processFor', () => {
  it('finds a process in the version that a case is pinned to', () => {
    expect(processFor('incident-response', 1)).toBe(PROCESSES.get('incident-response'));
    expect(processFor('incident-response')).toBe(PROCESSES.get('incident-response'));
  });

  it('refuses an id or a version that this build does not know', () => {
    expect(() => processFor('incident-response', 99)).toThrow(RangeError);
    expect(() => processFor('incident')).toThrow(RangeError);
  });
});
