import { randomBytes } from 'node:crypto';
import { seal, unseal } from './seal';

const key = randomBytes(32);

it('gives back what was sealed, and never the same text twice', () => {
  const sealed = [seal('密钥 whsec_x', key, 'a'), seal('密钥 whsec_x', key, 'a')];
  expect(sealed[0]).not.toBe(sealed[1]);
  expect(sealed.map((one) => unseal(one, key, 'a'))).toEqual(['密钥 whsec_x', '密钥 whsec_x']);
  expect(sealed.join()).not.toContain('whsec');
});

it('opens with no other key, in no other place, and not once it was changed', () => {
  const sealed = seal('secret', key, 'a');
  expect(() => unseal(sealed, randomBytes(32), 'a')).toThrow();
  expect(() => unseal(sealed, key, 'b')).toThrow();
  const bytes = Buffer.from(sealed.slice(3), 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(`v1.${changed.toString('base64url')}`, key, 'a')).toThrow();
  }
  for (const wrong of ['', 'v1.', 'v2.' + sealed.slice(3), 'v1.AAAA']) expect(() => unseal(wrong, key, 'a')).toThrow();
});
