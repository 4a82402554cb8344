import { loadConfig } from '@libs/platform/config/config';
import { randomBytes } from 'node:crypto';
import { SealedSecrets } from './sealed-secrets';

const KEY = 'a'.repeat(64);
const NEXT = 'b'.repeat(64);
const secrets = (keys: string): SealedSecrets => new SealedSecrets(loadConfig({ DATABASE_URL: 'postgres://a/b', SECOND_FACTOR_KEY: keys }));

describe('a sealed secret', () => {
  const secret = randomBytes(20);

  it('opens for its owner alone, and shows nothing of itself', () => {
    const sealed = secrets(KEY).seal(secret, 'owner');
    expect(secrets(KEY).open(sealed, 'owner').equals(secret)).toBe(true);
    expect(sealed.includes(secret)).toBe(false);
    expect(() => secrets(KEY).open(sealed, 'somebody else')).toThrow();
    expect(secrets(KEY).seal(secret, 'owner').equals(sealed)).toBe(false);
  });

  it('does not open once a bit of it has changed', () => {
    const sealed = secrets(KEY).seal(secret, 'owner');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => secrets(KEY).open(changed, 'owner')).toThrow();
    }
  });

  it('opens while its key is being replaced, and no longer after', () => {
    const sealed = secrets(KEY).seal(secret, 'owner');
    const both = secrets(`${NEXT},${KEY}`);
    expect(both.open(sealed, 'owner').equals(secret)).toBe(true);
    expect([both.isCurrent(sealed), both.isCurrent(both.seal(secret, 'owner'))]).toEqual([false, true]);
    expect(secrets(NEXT).open(both.seal(secret, 'owner'), 'owner').equals(secret)).toBe(true);
    expect(() => secrets(NEXT).open(sealed, 'owner')).toThrow('SECOND_FACTOR_KEY');
  });
});
