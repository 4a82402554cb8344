import { spreadNotices } from '@libs/notify/spread';
import { CaseRecord } from '@libs/record/record';
import { personId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const OWNER = 'owner-cardiology';

test('a person says by which channels and when, and is told so from then on', async () => {
  const owner = await use.as(OWNER);
  expect((await owner.get('/notifications/preferences')).body).toEqual({ email: null });
  const { status, body } = await owner.put('/notifications/preferences', { channels: [{ kind: 'TASK_OPENED', by: ['MAIL'] }], quiet: { from: '22:00', to: '07:00' }, noDigest: true });
  expect([status, body]).toEqual([200, { channels: { TASK_OPENED: ['MAIL'] }, quiet: { from: '22:00', to: '07:00' }, digest: null, email: null }]);
  expect((await owner.get('/notifications/preferences')).body).toEqual(body);
  const id = await use.open();
  await spreadNotices(use.api.app.get(CaseRecord).pool);
  expect((await owner.get('/notifications')).body.items.filter((one: any) => one.case.id === id)).toEqual([]);
  expect((await owner.put('/notifications/preferences', {})).body).toEqual({ email: null });
});

test.each([
  ['mutes a duty', { channels: [{ kind: 'BREACH', by: ['IN_APP'] }] }, 'channels[0].kind', 'DUTY'],
  ['names a kind twice', { channels: [{ kind: 'URGING', by: [] }, { kind: 'URGING', by: ['MAIL'] }] }, 'channels[1].kind', 'DUPLICATE'],
  ['names no kind', { channels: [{ kind: 'X', by: [] }] }, 'channels[0].kind', 'NOT_IN_LIST'],
  ['names no channel', { channels: [{ kind: 'URGING', by: ['PHONE'] }] }, 'channels[0].by[0]', 'NOT_IN_LIST'],
  ['names no time', { quiet: { from: '25:00', to: '07:00' } }, 'quiet.from', 'BAD_FORMAT'],
  ['wants a digest and not', { digest: { at: '08:00' }, noDigest: true }, 'noDigest', 'CONTRADICTION'],
])('who %s is refused with the place', async (_, body, path, code) => {
  const answer = await (await use.as(OWNER)).put('/notifications/preferences', body);
  expect([answer.status, answer.body.errors.map((error: any) => [error.path, error.code])]).toEqual([422, [[path, code]]]);
});

test('a unit is set up by its data administrator or a system administrator, on the record, and by nobody else', async () => {
  const path = '/notifications/preferences/unit?orgCode=HOSPITAL-A';
  const set = { digest: { at: '08:30' } };
  for (const account of ['data-admin', 'commission.system-admin']) expect((await (await use.as(account)).put(path, set)).body).toEqual(set);
  expect((await (await use.as('staff-1')).get(path)).body).toEqual(set);
  expect((await (await use.as('staff-1')).put(path, set)).body.code).toBe('NOT_ELIGIBLE');
  expect((await (await use.as('centre-b.staff-1')).put(path, set)).body.code).toBe('OUT_OF_SCOPE');
  const audited = await use.api.owner.query(`SELECT action, refused FROM audit_events WHERE action LIKE '%UNIT_PREFERENCES%' ORDER BY id`);
  expect(audited).toEqual([{ action: 'UNIT_PREFERENCES_SET', refused: null }, { action: 'UNIT_PREFERENCES_SET', refused: null }, { action: 'SET_UNIT_PREFERENCES', refused: 'NOT_ELIGIBLE' }]);
});

test('mail addresses are kept by system administrators; the audit has no address', async () => {
  const id = personId('hospital-a.staff-1');
  const administrator = await use.as('commission.system-admin');
  expect((await administrator.put(`/persons/${id}/mail-address`, { email: 'staff-1@mail.example' })).status).toBe(204);
  expect((await (await use.as('staff-1')).get('/notifications/preferences')).body.email).toBe('staff-1@mail.example');
  expect((await (await use.as('staff-1')).put(`/persons/${id}/mail-address`, {})).body.code).toBe('NOT_ELIGIBLE');
  expect((await administrator.put(`/persons/${id}/mail-address`, { email: 'a@b\nBcc: c@d' })).body.errors[0].path).toBe('email');
  expect((await administrator.put(`/persons/${id}/mail-address`, {})).status).toBe(204);
  expect((await (await use.as('staff-1')).get('/notifications/preferences')).body.email).toBeNull();
  const audited = await use.api.owner.query(`SELECT details::text FROM audit_events WHERE action = 'MAIL_ADDRESS_SET' ORDER BY id`);
  expect(audited.map(({ details }: any) => JSON.parse(details))).toEqual([{ personId: id, set: true }, { personId: id, set: false }]);
});
