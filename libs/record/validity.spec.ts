import fc from 'fast-check';
import { validity } from './validity';

const T0 = Date.parse('2026-03-02T09:00:00+08:00');
const text = (instant: number): string => new Date(instant).toISOString();
const grant = { valid_from: text(T0), valid_until: text(T0 + 1_000), ended_at: null, end_reason: null, ordered_suspension: false, awaits_reauthorization: false, cap: null, used: 0 };
const at = (instant: number, change = {}, caseStatus: 'OPEN' | 'HELD' = 'OPEN') => validity({ grant: { ...grant, ...change }, caseStatus, at: instant });

test('a grant is valid from its beginning up to its end, and the end is exclusive', () => {
  expect(at(T0 - 1)).toEqual({ valid: false, reason: 'NOT_YET_VALID' });
  expect(at(T0)).toEqual({ valid: true });
  expect(at(T0 + 999)).toEqual({ valid: true });
  expect(at(T0 + 1_000)).toEqual({ valid: false, reason: 'EXPIRED' });
});

test.each([
  ['an order', { ordered_suspension: true }, 'SUSPENDED'],
  ['a raised level', { awaits_reauthorization: true }, 'SUSPENDED'],
  ['its cap', { cap: 3, used: 3 }, 'USED_UP'],
  ['a revocation', { ended_at: text(T0 + 10), end_reason: 'REVOKED' }, 'REVOKED'],
  ['a hand-back', { ended_at: text(T0 + 10), end_reason: 'HANDED_BACK' }, 'HANDED_BACK'],
])('%s makes it invalid before its end', (_cause, change, reason) => {
  expect(at(T0 + 20, change)).toEqual({ valid: false, reason });
});

test('a held case’s grant is not valid while the hold lasts', () => {
  expect(at(T0 + 1, {}, 'HELD')).toEqual({ valid: false, reason: 'CASE_HELD' });
});

test('a revocation counts for every instant: what was served before it is looked at with it in mind', () => {
  expect(at(T0 + 5, { ended_at: text(T0 + 10), end_reason: 'REVOKED' })).toEqual({ valid: false, reason: 'REVOKED' });
  expect(at(T0 + 5, { ended_at: text(T0 + 10), end_reason: 'HANDED_BACK' })).toEqual({ valid: true });
});

test('nothing makes a grant outlive its end', () => {
  const anything = fc.record({
    ordered_suspension: fc.boolean(),
    awaits_reauthorization: fc.boolean(),
    cap: fc.option(fc.nat(5)),
    used: fc.nat(5),
    ended_at: fc.constantFrom(null, text(T0 + 5)),
    end_reason: fc.constantFrom(null, 'REVOKED', 'EXPIRED', 'HANDED_BACK', 'USED_UP'),
  });
  fc.assert(fc.property(anything, fc.integer({ min: 1_000, max: 1_000_000 }), (change, after) => !at(T0 + after, change).valid));
});
