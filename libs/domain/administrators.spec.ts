import { ADMINISTRATION, ADMINISTRATORS, administratorInTheWay, type Tenure } from './administrators';
import { POSITIONS, type PositionCode } from './positions';

const from = (position: PositionCode, start: number, end: number | null = null): Tenure => ({ position, from: start, to: end });

describe('the three administrators', () => {
  const pairs = ADMINISTRATORS.flatMap((one) => ADMINISTRATORS.filter((other) => other !== one).map((other) => [one, other] as const));

  it.each(pairs)('%s and %s are never one person', (one, other) => {
    expect(administratorInTheWay(from(one, 10), [from(other, 0)])).toBe(other);
    expect(administratorInTheWay(from(one, 0, 10), [from(other, 9, 20)])).toBe(other);
  });

  it.each(pairs)('%s may follow %s: the end of a tenure does not belong to it', (one, other) => {
    expect(administratorInTheWay(from(one, 10), [from(other, 0, 10)])).toBeUndefined();
    expect(administratorInTheWay(from(one, 0, 10), [from(other, 10)])).toBeUndefined();
  });

  it.each(ADMINISTRATORS)('%s may be held in two organisations, and beside every other position', (one) => {
    const others = (Object.keys(POSITIONS) as PositionCode[]).filter((position) => !ADMINISTRATORS.some((role) => role === position));
    expect(administratorInTheWay(from(one, 0), [from(one, 0), ...others.map((position) => from(position, 0))])).toBeUndefined();
    for (const position of others) expect(administratorInTheWay(from(position, 0), [from(one, 0)])).toBeUndefined();
  });

  it('each have something to do that the others have not', () => {
    expect(new Set(Object.values(ADMINISTRATION))).toEqual(new Set(ADMINISTRATORS));
  });
});
