import { enrolmentOf, newTotpSecret, stepOf } from './totp';

/** RFC 6238 appendix B: its secret, and its values for SHA-1 cut to the last six digits. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS: readonly [number, string][] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
];

describe('a code', () => {
  it.each(VECTORS)('of the second %d is what RFC 6238 says', (second, code) => {
    expect(stepOf(SECRET, code, second * 1_000)).toBe(Math.floor(second / 30));
  });

  it('is taken one step early or late, and not two', () => {
    const [second, code] = VECTORS[3] ?? [0, ''];
    const step = Math.floor(second / 30);
    const at = (steps: number): number | undefined => stepOf(SECRET, code, (step + steps) * 30_000);
    expect([at(-2), at(-1), at(0), at(1), at(2)]).toEqual([undefined, step, step, step, undefined]);
  });

  it.each(['000000', '28708', '2870822', 'abcdef', ''])('%p is none', (code) => {
    expect(stepOf(SECRET, code, 59_000)).toBeUndefined();
  });
});

test('an enrolment is what authenticator apps take', () => {
  const secret = newTotpSecret();
  const { secret: typed, uri } = enrolmentOf(secret, 'hospital-a.data-admin');
  const url = new URL(uri);
  expect([url.protocol, url.host, decodeURIComponent(url.pathname)]).toEqual(['otpauth:', 'totp', '/青盾:hospital-a.data-admin']);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ issuer: '青盾', secret: typed, digits: '6', period: '30', algorithm: 'SHA1' });
  expect(typed).toMatch(/^[A-Z2-7]{32}$/);
});
