import * as fc from 'fast-check';
import { stepStanding, type AddedWhen, type StepSeat, type StepStanding } from './added-seats';
import { tally, type TallyRule, type Vote } from './tally';

const LETTERS: Readonly<Record<string, string>> = { A: 'APPROVE', R: 'REJECT', B: 'RETURN' };
const WHENS: Readonly<Record<string, AddedWhen>> = { b: 'BEFORE', p: 'PARALLEL', a: 'AFTER' };

/** `o` an own seat, `b p a` one added to the first of them: `o0`, `o1`, `b2` … by their places. */
const seatsOf = (letters: string): StepSeat[] =>
  [...letters].map((letter, place) => ({ id: `${letter}${place}`, ...(WHENS[letter] && { added: { when: WHENS[letter], to: 'o0' } }) }));
/** `o0A p1R`: who voted what, in this order. */
const votesOf = (cast: string): Vote[] => cast.split(' ').filter(Boolean).map((vote) => ({ seat: vote.slice(0, -1), outcome: LETTERS[vote.slice(-1)] ?? '' }));
const run = (rule: TallyRule, seats: string, cast: string): StepStanding => stepStanding(rule, seatsOf(seats), votesOf(cast));

const ONE: TallyRule = { kind: 'ONE' };
const ALL: TallyRule = { kind: 'ALL' };
const TWO: TallyRule = { kind: 'AT_LEAST', n: 2 };
const SESSION: TallyRule = { kind: 'RATIO_OF_ALL', ratio: 1 / 2, present: 2 };

describe('a step with added seats', () => {
  it.each<[string, TallyRule, string, string, string | undefined]>([
    ['without any it is the tally', ONE, 'o', 'o0A', 'APPROVE'],
    ['ONE: a parallel seat is waited for', ONE, 'op', 'o0A', undefined],
    ['ONE: and settles with the own outcome', ONE, 'op', 'o0A p1A', 'APPROVE'],
    ['ONE: whoever comes first', ONE, 'op', 'p1A o0A', 'APPROVE'],
    ['ONE: a parallel seat replaces nobody', ONE, 'op', 'p1A', undefined],
    ['ONE: its refusal ends at once', ONE, 'op', 'p1R', 'REJECT'],
    ['ONE: its return too', ONE, 'op', 'p1B', 'RETURN'],
    ['ONE: an own refusal waits for nobody', ONE, 'opa', 'o0R', 'REJECT'],
    ['ONE: a seat after the own ones is waited for', ONE, 'oa', 'o0A', undefined],
    ['ONE: and may refuse what they approved', ONE, 'oa', 'o0A a1R', 'REJECT'],
    ['ONE: a seat before settles nothing', ONE, 'ob', 'b1A', undefined],
    ['ONE: and refuses at once', ONE, 'ob', 'b1R', 'REJECT'],
    ['ALL: one parallel refusal ends', ALL, 'oop', 'o0A p2R', 'REJECT'],
    ['ALL: an added agreement replaces no own one', ALL, 'oopp', 'o0A p2A p3A', undefined],
    ['AT_LEAST: a parallel refusal counts once the own seats have', TWO, 'ooop', 'p3R o0A', undefined],
    ['AT_LEAST: and then prevails', TWO, 'ooop', 'p3R o0A o1A', 'REJECT'],
    ['AT_LEAST: a parallel return ends at once, as an own one does', TWO, 'ooop', 'p3B', 'RETURN'],
    ['AT_LEAST: a seat before one of them holds up the others not', TWO, 'ooob', 'o1A o2A', 'APPROVE'],
    ['a session: a parallel refusal counts once the members have', SESSION, 'ooop', 'p3R o0A', undefined],
    ['a session: and then prevails over their approval', SESSION, 'ooop', 'p3R o0A o1A', 'REJECT'],
    ['a session: a return does not soften their rejection', SESSION, 'ooop', 'p3B o0R o1R', 'REJECT'],
    ['a session: a rejection outweighs a return', SESSION, 'ooopp', 'p3B p4R o0A o1A', 'REJECT'],
    ['a session: an added vote makes no quorum', SESSION, 'ooppp', 'o0A p2A p3A p4A', undefined],
  ])('%s', (_, rule, seats, cast, outcome) => expect(run(rule, seats, cast).settled?.outcome).toBe(outcome));

  it('says who has to wait: for the seats before, and until the own ones are through', () => {
    expect([...run(ONE, 'obba', 'b1A').waiting]).toEqual(['o0', 'a3']);
    expect([...run(ONE, 'obba', 'b1A b2A').waiting]).toEqual(['a3']);
    expect([...run(ONE, 'oba', 'b1A o0A').waiting]).toEqual([]);
    expect([...run(TWO, 'ooob', '').waiting]).toEqual(['o0']);
  });

  it('hears a seat before an own one that is gone like a parallel one', () => {
    const seats: StepSeat[] = [{ id: 'o1' }, { id: 'b', added: { when: 'BEFORE', to: 'gone' } }];
    expect(stepStanding(ONE, seats, votesOf('o1A')).settled).toBeUndefined();
    expect(stepStanding(ONE, seats, votesOf('o1A bA')).settled?.outcome).toBe('APPROVE');
  });

  it('rests on the newest vote for its outcome, and not on one that came after it was reached', () => {
    expect(run(TWO, 'ooop', 'o0A o1A o2A p3A').settled).toEqual({ outcome: 'APPROVE', seat: 'o1' });
    expect(run(TWO, 'oooop', 'o0R o1A o2A p4A').settled).toEqual({ outcome: 'APPROVE', seat: 'o2' });
    expect(run(ONE, 'oa', 'o0A a1R').settled).toEqual({ outcome: 'REJECT', seat: 'a1' });
    expect(run(SESSION, 'oo', 'o0A o1R').settled).toEqual({ outcome: 'REVIEW_AGAIN', seat: undefined });
  });
});

const anyRule = fc.oneof(
  fc.constantFrom<TallyRule>(ONE, ALL, { kind: 'IN_TURN' }),
  fc.integer({ min: 1, max: 4 }).map((n): TallyRule => ({ kind: 'AT_LEAST', n })),
  fc.record({ kind: fc.constantFrom('RATIO_OF_ALL' as const, 'RATIO_OF_PRESENT' as const), ratio: fc.constantFrom(1 / 2, 2 / 3), present: fc.integer({ min: 1, max: 4 }) }),
);
/** Own and added seats, and what some of them vote, in any order. */
const anyStep = fc.string({ unit: fc.constantFrom('o', 'o', 'b', 'p', 'a'), minLength: 1, maxLength: 8 }).chain((seats) =>
  fc.record({
    rule: anyRule,
    seats: fc.constant(seatsOf(`o${seats}`)),
    votes: fc.shuffledSubarray(seatsOf(`o${seats}`)).chain((voters) => fc.tuple(...voters.map(({ id }) => fc.constantFrom('A', 'A', 'A', 'A', 'R', 'B').map((letter): Vote => ({ seat: id, outcome: LETTERS[letter] ?? '' }))))),
  }),
);
const isOwn = (seats: readonly StepSeat[], { seat }: Vote): boolean => seats.some(({ id, added }) => id === seat && added === undefined);
const agrees = (outcome: string | undefined): boolean => outcome === 'APPROVE';

describe('added seats, for every rule', () => {
  it('make an agreement harder and never easier: whatever agrees with them agrees without them', () => {
    let agreed = 0;
    fc.assert(
      fc.property(anyStep, ({ rule, seats, votes }) => {
        const { settled } = stepStanding(rule, seats, votes);
        if (!agrees(settled?.outcome)) return;
        agreed += 1;
        const alone = tally(rule, seats.filter(({ added }) => added === undefined), votes.filter((vote) => isOwn(seats, vote)));
        expect(alone.outcome).toBe('APPROVE');
        const against = votes.filter((vote) => !isOwn(seats, vote) && !agrees(vote.outcome));
        expect(against).toEqual([]);
        const silent = seats.filter(({ id, added }) => added && added.when !== 'BEFORE' && !votes.some(({ seat }) => seat === id));
        expect(silent).toEqual([]);
        expect(votes.find(({ seat }) => seat === settled?.seat)).toMatchObject({ outcome: 'APPROVE' });
        expect(isOwn(seats, { seat: settled?.seat ?? '', outcome: '' })).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(agreed).toBeGreaterThan(100);
  });

  it('that agree change nothing: the step stands as if they had never been added', () => {
    fc.assert(
      fc.property(anyStep, ({ rule, seats, votes }) => {
        const own = votes.filter((vote) => isOwn(seats, vote));
        const agreeing = seats.filter(({ added }) => added).map(({ id }): Vote => ({ seat: id, outcome: 'APPROVE' }));
        const alone = tally(rule, seats.filter(({ added }) => added === undefined), own);
        expect(stepStanding(rule, seats, [...agreeing, ...own]).settled?.outcome).toBe(alone.outcome);
        expect(stepStanding(rule, seats, [...own, ...agreeing]).settled?.outcome).toBe(alone.outcome);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never wait for each other in a circle: as long as it is open, somebody may vote', () => {
    fc.assert(
      fc.property(anyStep, ({ rule, seats, votes }) => {
        const { settled, waiting, own } = stepStanding(rule, seats, votes);
        const silent = seats.filter(({ id }) => !votes.some(({ seat }) => seat === id));
        if (settled || own.undecidable || silent.length === 0) return;
        expect(silent.some(({ id }) => !waiting.has(id))).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
