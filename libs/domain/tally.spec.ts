import * as fc from 'fast-check';
import { votesNeeded } from './quorum';
import { tally, type Tally, type TallyRule, type TallySeat, type Vote } from './tally';

const seatsOf = (members: number, recused = 0): TallySeat[] =>
  Array.from({ length: members + recused }, (_, i) => ({ id: `s${i}`, recused: i >= members }));
/** `A R B V X`: one letter a vote, cast by the seats in order. */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'APPROVE',
  R: 'REJECT',
  B: 'RETURN',
  V: 'APPROVE_AFTER_REVISION',
  X: 'REVIEW_AGAIN',
};
const votesOf = (letters: string): Vote[] => [...letters].map((letter, i) => ({ seat: `s${i}`, outcome: LETTERS[letter] ?? letter }));
const run = (rule: TallyRule, members: number, letters: string, recused = 0, closed = false): Tally =>
  tally(rule, seatsOf(members, recused), votesOf(letters), { closed });

const half = 1 / 2;
const ethics: TallyRule = { kind: 'RATIO_OF_ALL', ratio: half, present: 5 };
const alternative: TallyRule = { kind: 'RATIO_OF_PRESENT', ratio: 2 / 3, present: 5 };
const atLeast = (n: number): TallyRule => ({ kind: 'AT_LEAST', n });

describe('the votes that an outcome needs', () => {
  it.each<[TallyRule, number, number]>([
    [ethics, 6, 4],
    [ethics, 7, 4],
    [ethics, 8, 5],
    [ethics, 1, 1],
    [{ kind: 'RATIO_OF_ALL', ratio: 2 / 3, present: 1 }, 3, 3],
    [{ kind: 'RATIO_OF_ALL', ratio: 2 / 3, present: 1 }, 7, 5],
    [alternative, 5, 4],
    [alternative, 6, 4],
    [alternative, 7, 5],
    [alternative, 9, 6],
    [{ kind: 'RATIO_OF_PRESENT', ratio: half, present: 1 }, 4, 3],
    [{ kind: 'ALL' }, 3, 3],
    [{ kind: 'ALL' }, 0, 1],
    [{ kind: 'ONE' }, 3, 1],
    [atLeast(2), 5, 2],
  ])('%j of %i is %i', (rule, voters, needed) => expect(votesNeeded(rule, voters)).toBe(needed));

  it('are the exact thirds, whatever floating point makes of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (thirds) => {
        expect(votesNeeded(alternative, 3 * thirds)).toBe(2 * thirds);
        expect(votesNeeded({ kind: 'RATIO_OF_ALL', ratio: 2 / 3, present: 1 }, 3 * thirds)).toBe(2 * thirds + 1);
      }),
    );
  });

  it('are exact for every percentage', () => {
    fc.assert(
      fc.property(fc.integer({ min: 51, max: 99 }), fc.integer({ min: 1, max: 200 }), (percent, voters) => {
        const ratio = percent / 100;
        expect(votesNeeded({ kind: 'RATIO_OF_PRESENT', ratio, present: 1 }, voters)).toBe(
          Math.max(Math.ceil((percent * voters) / 100), Math.floor(voters / 2) + 1),
        );
        expect(votesNeeded({ kind: 'RATIO_OF_ALL', ratio, present: 1 }, voters)).toBe(Math.floor((percent * voters) / 100) + 1);
      }),
      { numRuns: 2000 },
    );
    expect(votesNeeded({ kind: 'RATIO_OF_PRESENT', ratio: 0.55, present: 1 }, 100)).toBe(55);
    expect(votesNeeded({ kind: 'RATIO_OF_ALL', ratio: 0.57, present: 1 }, 100)).toBe(58);
  });

  it.each<TallyRule>([
    atLeast(0),
    atLeast(1.5),
    { kind: 'RATIO_OF_ALL', ratio: 0.4, present: 1 },
    { kind: 'RATIO_OF_ALL', ratio: 1, present: 1 },
    { kind: 'RATIO_OF_ALL', ratio: half, present: 0 },
    { kind: 'RATIO_OF_PRESENT', ratio: 1.1, present: 1 },
    { kind: 'RATIO_OF_PRESENT', ratio: Number.NaN, present: 1 },
  ])('refuses the vacuous or ambiguous rule %j', (rule) => expect(() => run(rule, 3, '')).toThrow(RangeError));
});

describe('tally', () => {
  it.each<[string, TallyRule, number, string, string | undefined]>([
    ['ONE: nobody has voted', { kind: 'ONE' }, 3, '', undefined],
    ['ONE: an approval settles', { kind: 'ONE' }, 3, 'A', 'APPROVE'],
    ['ONE: a rejection settles', { kind: 'ONE' }, 3, 'R', 'REJECT'],
    ['ONE: a return settles', { kind: 'ONE' }, 3, 'B', 'RETURN'],
    ['ONE: the first vote stands', { kind: 'ONE' }, 3, 'RA', 'REJECT'],
    ['ALL: one is missing', { kind: 'ALL' }, 3, 'AA', undefined],
    ['ALL: everyone agreed', { kind: 'ALL' }, 3, 'AAA', 'APPROVE'],
    ['ALL: one rejection settles at once', { kind: 'ALL' }, 3, 'R', 'REJECT'],
    ['ALL: one return settles at once', { kind: 'ALL' }, 3, 'AB', 'RETURN'],
    ['ALL: a rejection before a return stands', { kind: 'ALL' }, 3, 'RB', 'REJECT'],
    ['IN_TURN: the last agrees', { kind: 'IN_TURN' }, 2, 'AA', 'APPROVE'],
    ['IN_TURN: the second rejects', { kind: 'IN_TURN' }, 3, 'AR', 'REJECT'],
    ['AT_LEAST: the last vote needed settles', atLeast(2), 4, 'AA', 'APPROVE'],
    ['AT_LEAST: rejections leave it open while two may agree', atLeast(2), 4, 'RR', undefined],
    ['AT_LEAST: the rejection that makes it impossible settles', atLeast(2), 4, 'RRR', 'REJECT'],
    ['AT_LEAST: agreement in spite of rejections', atLeast(2), 4, 'RRAA', 'APPROVE'],
    ['AT_LEAST: a return settles at once', atLeast(2), 4, 'RB', 'RETURN'],
    ['RATIO_OF_ALL 1/2 of 7: three are not enough', ethics, 7, 'AAARR', undefined],
    ['RATIO_OF_ALL 1/2 of 7: four are, with five present', ethics, 7, 'AAARA', 'APPROVE'],
    ['RATIO_OF_ALL: four of four wait for the fifth present', ethics, 7, 'AAAA', undefined],
    ['RATIO_OF_ALL: four of five present win', ethics, 7, 'AAAAR', 'APPROVE'],
    ['RATIO_OF_ALL 1/2 of 6: exactly half is not enough', ethics, 6, 'AAARRR', 'REVIEW_AGAIN'],
    ['RATIO_OF_ALL: four rejections reject', ethics, 7, 'RRRAR', 'REJECT'],
    ['RATIO_OF_ALL: revision wins like any outcome', ethics, 7, 'VVVAV', 'APPROVE_AFTER_REVISION'],
    ['RATIO_OF_ALL: nobody can reach it any more', ethics, 7, 'AARRVV', 'REVIEW_AGAIN'],
    ['RATIO_OF_ALL: a review again settles nothing at once', ethics, 7, 'XAAAX', undefined],
    ['RATIO_OF_PRESENT 2/3 of 7: five agree', alternative, 7, 'AAAAA', 'APPROVE'],
    ['RATIO_OF_PRESENT 2/3 of 7: four might not suffice', alternative, 7, 'AAAAR', undefined],
    ['RATIO_OF_PRESENT 2/3 of 6: exactly two thirds suffice', alternative, 6, 'AAAARR', 'APPROVE'],
  ])('%s', (_, rule, members, letters, outcome) => {
    const result = run(rule, members, letters);
    expect([result.settled, result.outcome]).toEqual([outcome !== undefined, outcome]);
  });

  it('of those present: who has not voted when the session closes is absent', () => {
    expect(run(alternative, 7, 'AAAAR', 0, true).outcome).toBe('APPROVE');
    expect(run(alternative, 7, 'AAARR', 0, true).outcome).toBe('REVIEW_AGAIN');
  });

  it('of all: the absent count in the denominator when the session closes', () => {
    expect(run(ethics, 7, 'AAARV', 0, true).outcome).toBe('REVIEW_AGAIN');
  });

  it('closes without a result where too few are present', () => {
    const result = run(ethics, 7, 'AAAA', 0, true);
    expect([result.settled, result.undecidable]).toEqual([false, true]);
  });

  it('takes recused members out of the denominator and does not hear them', () => {
    expect(run(ethics, 7, 'AAAR', 0).settled).toBe(false);
    expect(run({ ...ethics, present: 4 }, 5, 'AAAR', 2)).toMatchObject({ outcome: 'APPROVE', needed: 3, members: 5, recused: 2 });
    expect(run({ kind: 'ALL' }, 2, 'AAR', 1)).toMatchObject({ outcome: 'APPROVE', present: 2 });
  });

  it('tells whose turn it is, passing over the recused', () => {
    const seats: TallySeat[] = [{ id: 'a' }, { id: 'b', recused: true }, { id: 'c' }];
    expect(tally({ kind: 'IN_TURN' }, seats, []).nextSeat).toBe('a');
    expect(tally({ kind: 'IN_TURN' }, seats, [{ seat: 'a', outcome: 'APPROVE' }]).nextSeat).toBe('c');
    expect(tally({ kind: 'ALL' }, seats, []).nextSeat).toBeUndefined();
  });

  it('counts a step’s own outcomes by the effect that its definition gives them', () => {
    const effects = { DENIED: 'REFUSE' } as const;
    const votes = [{ seat: 's0', outcome: 'DENIED' }];
    expect(tally({ kind: 'ALL' }, seatsOf(2), votes, { effects })).toMatchObject({ outcome: 'DENIED', canStillPass: false });
    expect(tally({ kind: 'ONE' }, seatsOf(2), [{ seat: 's0', outcome: 'DONE' }])).toMatchObject({ outcome: 'DONE', canStillPass: true });
  });

  it('stays open, undecidable, where agreement is split and everybody has voted', () => {
    const votes = [{ seat: 's0', outcome: 'HIGH' }, { seat: 's1', outcome: 'LOW' }];
    expect(tally({ kind: 'ALL' }, seatsOf(2), votes)).toMatchObject({ settled: false, undecidable: true });
  });

  it('refuses votes of nobody’s seat and second votes', () => {
    expect(() => tally({ kind: 'ONE' }, seatsOf(1), [{ seat: 'x', outcome: 'APPROVE' }])).toThrow(RangeError);
    const twice = [{ seat: 's0', outcome: 'APPROVE' }, { seat: 's0', outcome: 'REJECT' }];
    expect(() => tally({ kind: 'ALL' }, seatsOf(2), twice)).toThrow(RangeError);
  });
});

const anyRule = fc.oneof(
  fc.constantFrom<TallyRule>({ kind: 'ONE' }, { kind: 'ALL' }, { kind: 'IN_TURN' }),
  fc.integer({ min: 1, max: 5 }).map(atLeast),
  fc.record({
    kind: fc.constantFrom('RATIO_OF_ALL' as const, 'RATIO_OF_PRESENT' as const),
    ratio: fc.constantFrom(1 / 2, 3 / 5, 2 / 3, 3 / 4),
    present: fc.integer({ min: 1, max: 5 }),
  }),
);
const ballot = fc.string({ unit: fc.constantFrom('A', 'R', 'B', 'V', 'X'), maxLength: 8 });

describe('tally, for every rule', () => {
  it('is never changed by votes that come after it settled', () => {
    fc.assert(
      fc.property(anyRule, ballot, fc.nat(3), fc.nat(8), (rule, letters, more, cut) => {
        const members = letters.length + more;
        const early = run(rule, members, letters.slice(0, cut));
        if (early.settled) expect(run(rule, members, letters).outcome).toBe(early.outcome);
      }),
      { numRuns: 500 },
    );
  });

  it('never settles without a vote of a member, and never agrees without the votes needed and the members present', () => {
    fc.assert(
      fc.property(anyRule, ballot, fc.nat(3), fc.nat(3), fc.boolean(), (rule, letters, more, recused, closed) => {
        const result = run(rule, letters.length + more, letters, recused, closed);
        if (!result.settled) return;
        expect(result.present).toBeGreaterThanOrEqual(Math.max(1, result.presentNeeded));
        if (result.canStillPass) expect(result.counts[result.outcome ?? '']).toBeGreaterThanOrEqual(result.needed);
      }),
      { numRuns: 500 },
    );
  });

  it('of only recused or no seats settles nothing and is undecidable', () => {
    fc.assert(
      fc.property(anyRule, fc.nat(4), fc.boolean(), (rule, recused, closed) =>
        expect(run(rule, 0, '', recused, closed)).toMatchObject({ settled: false, canStillPass: false, undecidable: true }),
      ),
    );
  });

  it('can still pass exactly if the rest could make it pass, and is undecidable only if nothing settles it', () => {
    fc.assert(
      fc.property(anyRule, fc.string({ unit: fc.constantFrom('A', 'R', 'B', 'X'), maxLength: 5 }), fc.nat(3), (rule, letters, more) => {
        const now = run(rule, letters.length + more, letters);
        const allAgree = run(rule, letters.length + more, letters + 'A'.repeat(more));
        expect(now.canStillPass).toBe(allAgree.outcome === 'APPROVE');
        if (allAgree.settled) expect(now.settled || !now.undecidable).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('explains itself in one Chinese sentence', () => {
    expect(run(ethics, 7, 'AAAR', 1).sentence).toBe(
      '全体 7 名委员中须有 4 人意见一致，且至少 5 人参加表决；同意 3 人，不同意 1 人，回避 1 人；还须至少 1 人参加表决。',
    );
    expect(run({ kind: 'ALL' }, 2, 'R').sentence).toBe('须 2 人全部同意（会签）；不同意 1 人；结论为“不同意”。');
    expect(run(atLeast(2), 1, '').sentence).toBe('1 人中至少 2 人同意；尚无人表决；按现有人员无法形成结论，须由管理员补充人员。');
    expect(run({ kind: 'IN_TURN' }, 3, 'A').sentence).toBe('须 3 人依次全部同意；同意 1 人；还有 2 人未表决。');
  });
});

describe('sessions', () => {
  /** The result when everybody who will vote has voted, without any early exit. */
  const atTheEnd = (rule: TallyRule, members: number, letters: string): string => {
    const needed = votesNeeded(rule, rule.kind === 'RATIO_OF_PRESENT' ? letters.length : members);
    const winner = ['A', 'R', 'V', 'X'].find((letter) => [...letters].filter((l) => l === letter).length >= needed);
    return LETTERS[winner ?? 'X'] ?? '';
  };
  const completions = (rest: number): string[] =>
    rest === 0 ? [''] : completions(rest - 1).flatMap((tail) => ['', 'A', 'R', 'V', 'X'].map((vote) => vote + tail));

  it('settle as soon as the result cannot change, and not before', () => {
    const rule = fc.record({
      kind: fc.constantFrom('RATIO_OF_ALL' as const, 'RATIO_OF_PRESENT' as const),
      ratio: fc.constantFrom(1 / 2, 3 / 5, 2 / 3, 3 / 4),
      present: fc.integer({ min: 1, max: 3 }),
    });
    const cast = fc.string({ unit: fc.constantFrom('A', 'R', 'V', 'X'), maxLength: 6 });
    fc.assert(
      fc.property(rule, cast, fc.nat(4), (r, letters, rest) => {
        const members = letters.length + rest;
        const result = run(r, members, letters);
        const ends = new Set(completions(rest).map((tail) => atTheEnd(r, members, letters + tail)));
        if (letters.length < r.present) expect(result.settled).toBe(false);
        else expect([result.settled, result.outcome]).toEqual(ends.size === 1 ? [true, [...ends][0]] : [false, undefined]);
      }),
      { numRuns: 500 },
    );
  });
});
