import { randomUUID } from 'node:crypto';
import { startApi, type ApiClient, type TestApi } from '@test/support/api';

const form = { project: { name: '未填完' } };

describe('drafts', () => {
  let api: TestApi;
  let owner: ApiClient;
  let other: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    owner = await api.loginAs('hospital-a.staff-1');
    other = await api.loginAs('hospital-a.staff-2');
  });
  afterAll(() => api?.close());

  it('are created once and replaced afterwards', async () => {
    const path = `/drafts/${randomUUID()}`;
    const created = await owner.put(path, { processType: 'sensitive-data-use', form });
    expect([created.status, created.headers.get('location')]).toEqual([201, `/api/v1${path}`]);
    const replaced = await owner.put(path, { processType: 'sensitive-data-use', form: {} });
    expect([replaced.status, replaced.body.form]).toEqual([200, {}]);
    expect((await owner.get(path)).body).toEqual(replaced.body);
  });

  it('are nobody else’s: not in a list, not by id, not to replace, not to delete', async () => {
    const path = `/drafts/${randomUUID()}`;
    await owner.put(path, { processType: 'sensitive-data-use', form });
    const administrator = await api.loginAs('commission.system-admin');
    for (const stranger of [other, administrator]) {
      expect((await stranger.get('/drafts')).body.items).toEqual([]);
      expect((await stranger.get(path)).status).toBe(404);
      expect((await stranger.put(path, { processType: 'sensitive-data-use', form: {} })).status).toBe(404);
      expect((await stranger.delete(path)).status).toBe(404);
    }
    expect((await owner.get(path)).body.form).toEqual(form);
    expect((await owner.delete(path)).status).toBe(204);
    expect((await owner.get(path)).status).toBe(404);
  });

  it.each([
    ['an unknown process', { processType: 'no-such', form }, 'processType'],
    ['no form', { processType: 'sensitive-data-use' }, 'form'],
    ['a form that is a list', { processType: 'sensitive-data-use', form: [] }, 'form'],
    ['a form that is too large', { processType: 'sensitive-data-use', form: { list: Array.from({ length: 20 }, () => '长'.repeat(5_000)) } }, 'form'],
    ['a character that cannot be stored', { processType: 'sensitive-data-use', form: { a: 'x\u0000' } }, 'form.a'],
    ['a field that is none', { processType: 'sensitive-data-use', form, ownerId: 'x' }, 'ownerId'],
  ])('refuse %s and keep nothing', async (_, body, path) => {
    const id = randomUUID();
    const answer = await owner.put(`/drafts/${id}`, body);
    expect([answer.status, answer.body.code, answer.body.errors[0].path]).toEqual([422, 'FORM_INVALID', path]);
    expect((await owner.get(`/drafts/${id}`)).status).toBe(404);
  });
});
