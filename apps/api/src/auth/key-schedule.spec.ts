import { inUse, signing } from './key-schedule';

const TIMES = { publishedMs: 60, overlapMs: 1_000 };
const first = { createdAt: 0 };
const second = { createdAt: 10_000 };
const third = { createdAt: 20_000 };

describe('a rotation', () => {
  it('publishes a key before it signs', () => {
    const keys = [first, second];
    expect([signing(keys, TIMES, 10_059), signing(keys, TIMES, 10_060)]).toEqual([first, second]);
    expect(inUse(keys, TIMES, 10_000)).toEqual(keys);
  });

  it('lets the key before verify for the overlap, and no longer', () => {
    const keys = [first, second];
    expect(inUse(keys, TIMES, 11_059)).toEqual(keys);
    expect(inUse(keys, TIMES, 11_060)).toEqual([second]);
  });

  it('never leaves a moment without a key that signs and verifies', () => {
    const keys = [first, second, third];
    for (let now = 0; now < 30_000; now += 1) {
      const known = keys.filter(({ createdAt }) => createdAt <= now);
      const signer = signing(inUse(known, TIMES, now), TIMES, now);
      expect(signer).toBeDefined();
      // What is signed now still verifies when the overlap has passed.
      const later = keys.filter(({ createdAt }) => createdAt <= now + TIMES.overlapMs - 1);
      expect(inUse(later, TIMES, now + TIMES.overlapMs - 1)).toContain(signer);
    }
  });

  it('signs at once with the only key there is, and with the one that is left when another was taken away', () => {
    expect(signing([second], TIMES, 10_000)).toBe(second);
    expect(signing([second, third], TIMES, 20_001)).toBe(second);
    expect(signing([third], TIMES, 20_001)).toBe(third);
    expect(signing([], TIMES, 0)).toBeUndefined();
  });
});
