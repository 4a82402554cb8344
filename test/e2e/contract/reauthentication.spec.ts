import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import { personId, USE_SEATS } from '@test/support/record-world';
import { ApiClient } from '@test/support/api';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const STEP = 'secondaryAuthorization';
const LEADER = USE_SEATS[STEP] ?? '';

/** A session of somebody who signed in so long ago. */
async function signedInAgo(account: string, minutes: number): Promise<ApiClient> {
  const { body } = await use.api.anonymous.post('/auth/login', { account, password: DEMO_PASSWORD });
  await use.api.owner.query(
    `UPDATE login_sessions SET reauthenticated_at = now() - make_interval(mins => $2) WHERE id = (SELECT id FROM login_sessions WHERE person_id = $1 ORDER BY id DESC LIMIT 1)`,
    [personId(account), minutes],
  );
  return new ApiClient(use.api.url, body.accessToken);
}

test('a sensitive step asks a session that has grown old for a proof of who it is, and says so beforehand', async () => {
  const id = await use.open();
  await use.advance(id, STEP);
  const old = await signedInAgo(LEADER, 30);
  const { taskId, body } = await use.decision(id, STEP);
  const decide = { action: 'decide', requiresReauthentication: true };
  expect((await old.get(`/tasks/${taskId}`)).body.allowedActions).toContainEqual(expect.objectContaining(decide));
  expect((await old.get('/tasks')).body.items.find((item: any) => item.id === taskId).allowedActions).toContainEqual(expect.objectContaining(decide));
  expect((await old.get(`/cases/${id}`)).body.allowedActions).toContainEqual(expect.objectContaining({ ...decide, key: taskId }));

  const before = await use.rowCounts();
  const refused = await old.post(`/tasks/${taskId}/decision`, body);
  expect([refused.status, refused.body.code, refused.body.maxAge]).toEqual([401, 'REAUTHENTICATION_REQUIRED', 900]);
  // RFC 9470: what a client of any issuer understands.
  expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_user_authentication", max_age="900"');
  expect(await use.rowCounts()).toEqual({ ...before, audit_events: (before['audit_events'] ?? 0) + 1 });
  // The session itself is as good as before, and decides once its person has proved anew who they are.
  expect((await old.get('/me')).status).toBe(200);
  expect((await old.post('/auth/reauthenticate', { password: DEMO_PASSWORD })).status).toBe(200);
  expect((await old.post(`/tasks/${taskId}/decision`, body)).status).toBe(200);
});

test('other steps ask for no more than a session', async () => {
  const id = await use.open();
  const owner = await signedInAgo(USE_SEATS['initialAssessment'] ?? '', 30);
  const { taskId, body } = await use.decision(id, 'initialAssessment');
  const action = (await owner.get(`/tasks/${taskId}`)).body.allowedActions.find((one: any) => one.action === 'decide');
  expect([action.requiresReauthentication, (await owner.post(`/tasks/${taskId}/decision`, body)).status]).toEqual([undefined, 200]);
});
