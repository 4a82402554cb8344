import { SignJWT } from 'jose';
import { linkAddress, plainAddress, signedAddress } from './links';
import { Links } from './signed-links';

const HOUR_MS = 3_600_000;
const LINK = { taskId: '0190a7d0-7c3e-7000-8000-000000000001', personId: '0190a7d0-7c3e-7000-8000-000000000002' };
const [OLD, NEW, FOREIGN] = ['old-key-of-at-least-thirty-two-bytes', 'new-key-of-at-least-thirty-two-bytes', 'foreign-key-of-at-least-32-bytes-too'].map((key) => key.padEnd(43, 'x')) as [string, string, string];
const inAnHour = (): number => Date.now() + HOUR_MS;

describe('a link', () => {
  it('names its task and its recipient, and reads back', async () => {
    const links = new Links([OLD]);
    expect(await links.read(await links.sign(LINK, inAnHour()))).toEqual({ kind: 'VALID', link: LINK });
  });

  it('holds ids and an instant, and nothing else that somebody could read', async () => {
    const token = await new Links([OLD]).sign(LINK, inAnHour());
    expect(Object.keys(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).sort()).toEqual(['aud', 'exp', 'sub', 'task']);
    expect(token).toMatch(/^[\w.-]+$/);
  });

  it('expires', async () => {
    const links = new Links([OLD]);
    expect(await links.read(await links.sign(LINK, Date.now() - 1_000))).toEqual({ kind: 'EXPIRED' });
  });

  it('is invalid where anything of it was changed, or another key signed it', async () => {
    const links = new Links([OLD]);
    const token = await links.sign(LINK, inAnHour());
    const [header = '', payload = '', signature = ''] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: LINK.taskId })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const wrong = [`${header}.${other}.${signature}`, `${none}.${payload}.`, `${token}x`, token.slice(0, -5), 'x', '', `${header}.${payload}`, await new Links([FOREIGN]).sign(LINK, inAnHour())];
    for (const one of wrong) expect([one, await links.read(one)]).toEqual([one, { kind: 'INVALID' }]);
  });

  it('is none of another purpose, and needs an end', async () => {
    const links = new Links([OLD]);
    const kid = JSON.parse(Buffer.from((await links.sign(LINK, inAnHour())).split('.')[0] ?? '', 'base64url').toString()).kid;
    const signed = (claims: Record<string, unknown>): Promise<string> => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(new TextEncoder().encode(OLD));
    const exp = Math.floor(inAnHour() / 1_000);
    const whole = { aud: 'qingdun-link', sub: LINK.personId, task: LINK.taskId, exp };
    expect(await links.read(await signed(whole))).toEqual({ kind: 'VALID', link: LINK });
    for (const change of [{ aud: 'qingdun-api' }, { exp: undefined }, { task: undefined }, { task: 'x' }, { sub: undefined }, { sub: 'x' }]) expect(await links.read(await signed({ ...whole, ...change }))).toEqual({ kind: 'INVALID' });
  });
});

describe('a key', () => {
  it('is rotated by putting a new one before it: its links go on until it is taken away', async () => {
    const token = await new Links([OLD]).sign(LINK, inAnHour());
    const both = new Links([NEW, OLD]);
    expect(await both.read(token)).toMatchObject({ kind: 'VALID' });
    const newer = await both.sign(LINK, inAnHour());
    const after = new Links([NEW]);
    expect([await after.read(newer), await after.read(token)]).toEqual([{ kind: 'VALID', link: LINK }, { kind: 'INVALID' }]);
  });

  it('is needed to sign; without one no link is valid', async () => {
    const none = new Links([]);
    await expect(none.sign(LINK, inAnHour())).rejects.toThrow('no key');
    expect(await none.read(await new Links([OLD]).sign(LINK, inAnHour()))).toEqual({ kind: 'INVALID' });
  });
});

it('leads to the page of a task, however the address of the API is written', () => {
  expect([linkAddress('https://qingdun.example', 'x.y.z'), linkAddress('https://qingdun.example/qd/', 'x.y.z')]).toEqual(['https://qingdun.example/l/x.y.z', 'https://qingdun.example/qd/l/x.y.z']);
});

it('is valid for as long as the policy says when it is sent; without a key it is the task’s plain address', async () => {
  const links = new Links([OLD]);
  const address = await signedAddress({ publicUrl: 'https://qingdun.example', links, validMs: () => Promise.resolve(72 * HOUR_MS) })(LINK);
  const token = address.split('/l/')[1] ?? '';
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  expect(Math.abs(exp * 1_000 - Date.now() - 72 * HOUR_MS)).toBeLessThan(60_000);
  expect(await links.read(token)).toEqual({ kind: 'VALID', link: LINK });
  expect(await plainAddress('https://qingdun.example')(LINK)).toBe(`https://qingdun.example/tasks/${LINK.taskId}`);
});
