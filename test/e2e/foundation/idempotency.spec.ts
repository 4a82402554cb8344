import { randomUUID } from 'node:crypto';
import { digestOf } from '@libs/domain/digests';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { IdempotencyService } from '../../../apps/api/src/idempotency/idempotency.service';
import { startApi, type TestApi } from '@test/support/api';

describe('an act with an idempotency key', () => {
  let api: TestApi;
  let service: IdempotencyService;
  beforeAll(async () => {
    api = await startApi();
    service = api.app.get(IdempotencyService);
  });
  afterAll(() => api?.close());

  const request = (over: Partial<IdempotencyKey> = {}) => ({ callerId: randomUUID(), path: '/api/v1/things', key: randomUUID(), bodyDigest: digestOf({ a: 1, b: 2 }), ...over });
  const answer: Answer<unknown> = { status: 201, body: { id: 'x' }, location: '/api/v1/things/x' };

  it('happens once, and a repetition gets its answer, whatever the order of the members', async () => {
    const asked = request();
    const act = jest.fn(() => Promise.resolve(answer));
    expect(await service.run(asked, act)).toEqual(answer);
    expect(await service.run({ ...asked, bodyDigest: digestOf({ b: 2, a: 1 }) }, act)).toEqual(answer);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('happens once when asked fifty times at once', async () => {
    const asked = request();
    let count = 0;
    const answers = await Promise.all(Array.from({ length: 50 }, () => service.run(asked, () => Promise.resolve({ status: 201, body: { n: (count += 1) } }))));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"n":1}']));
  });

  it('is refused for another body, and free for another person or path', async () => {
    const asked = request();
    await service.run(asked, () => Promise.resolve(answer));
    await expect(service.run({ ...asked, bodyDigest: digestOf({}) }, () => Promise.resolve(answer))).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' });
    const act = jest.fn(() => Promise.resolve(answer));
    await service.run({ ...asked, callerId: randomUUID(), bodyDigest: digestOf({}) }, act);
    await service.run({ ...asked, path: '/api/v1/others', bodyDigest: digestOf({}) }, act);
    expect(act).toHaveBeenCalledTimes(2);
  });

  it('keeps nothing of a failure: the key may be tried again with a corrected body, and the act is rolled back', async () => {
    const asked = request();
    const failing = service.run(asked, async (manager) => {
      await manager.query(`INSERT INTO drafts (id, owner_id, process_type, form) SELECT $1, id, 'x', '{}' FROM persons LIMIT 1`, [asked.key]);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await api.owner.query('SELECT FROM drafts WHERE id = $1', [asked.key])).toEqual([]);
    expect(await service.run({ ...asked, bodyDigest: digestOf({ corrected: true }) }, () => Promise.resolve(answer))).toEqual(answer);
  });

  it('waits for the first one, and says so when that takes longer than it waits', async () => {
    const asked = request();
    let finish = (): void => undefined;
    const entered = new Promise<void>((enter) => {
      void api.owner.transaction(async (manager) => {
        await manager.query('INSERT INTO idempotency_keys (person_id, path, key, body_digest) VALUES ($1, $2, $3, $4)', [asked.callerId, asked.path, asked.key, 'x']);
        enter();
        await new Promise<void>((resolve) => (finish = resolve));
      });
    });
    await entered;
    const startedAt = Date.now();
    await expect(service.run(asked, () => Promise.resolve(answer))).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(4_900);
    finish();
  }, 20_000);

  it('is forgotten after a day', async () => {
    const asked = request();
    await service.run(asked, () => Promise.resolve(answer));
    await api.owner.query(`UPDATE idempotency_keys SET at = at - interval '25 hours' WHERE key = $1`, [asked.key]);
    const act = jest.fn(() => Promise.resolve({ status: 200, body: 'second' }));
    expect(await service.run({ ...asked, bodyDigest: digestOf('other') }, act)).toEqual({ status: 200, body: 'second' });
  });
});
