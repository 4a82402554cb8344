import { personId } from '@test/support/record-world';
import { ApiClient, startApi, type Answer, type TestApi } from '@test/support/api';
import { DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';

const SYSTEM = 'commission.system-admin';
const SECURITY = 'commission.security-admin';
const AUDIT = 'commission.audit-admin';
const OTHERS = ['commission.process-admin-1', 'commission.group-leader-1', 'hospital-a.data-admin'];

describe('the three administrators', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api?.close());

  const post = async (account: string, path: string, body: unknown): Promise<Answer> => (await api.loginAs(account)).post(path, body);
  const assign = (account: string, to: string, position: string, orgCode = 'QP-COMMISSION'): Promise<Answer> => post(account, '/assignments', { personId: personId(to), position, orgCode, reason: '任职' });
  const figure = { value: { type: 'DURATION', amount: 4, unit: 'WORKING_DAY' }, effectiveFrom: '2099-01-01', basis: '本单位制度第八条', basisClass: 'D', verified: false };
  const setPolicy = (account: string, change: object = {}, key = 'use.initialAssessment.days'): Promise<Answer> => post(account, `/policies/${key}`, { ...figure, ...change });
  const refusals = (account: string): Promise<{ action: string; refused: string }[]> =>
    api.owner.query('SELECT action, refused FROM audit_events WHERE actor_id = $1 AND refused IS NOT NULL ORDER BY id', [personId(account)]);

  describe('each have their own doors, at which everybody else is refused', () => {
    const DOORS: readonly [string, string, (account: string) => Promise<Answer>][] = [
      ['a position of the regulation', SYSTEM, (account) => assign(account, 'hospital-a.staff-3', 'UNIT_WITNESS', 'HOSPITAL-A')],
      ['the end of such an assignment', SYSTEM, async (account) => post(account, `/assignments/${await held('hospital-a.witness-1', 'UNIT_WITNESS')}/end`, { reason: '调岗' })],
      ['an administrator’s position', SECURITY, (account) => assign(account, 'commission.info-2', 'PROCESS_ADMINISTRATOR')],
      ['the end of such an assignment', SECURITY, async (account) => post(account, `/assignments/${await held('commission.process-admin-2', 'PROCESS_ADMINISTRATOR')}/end`, { reason: '调岗' })],
      ['a figure of the policies', SECURITY, (account) => setPolicy(account)],
      ['the sessions of others', SECURITY, async (account) => (await api.loginAs(account)).get(`/persons/${personId('hospital-a.staff-4')}/sessions`)],
      ['the end of the sessions of others', SECURITY, (account) => post(account, `/persons/${personId('hospital-a.staff-4')}/sessions/end`, { reason: '设备遗失' })],
      ['the audit', AUDIT, async (account) => (await api.loginAs(account)).get('/audit/events')],
    ];
    const held = async (account: string, position: string): Promise<string> =>
      (await api.owner.query('SELECT id FROM assignments WHERE person_id = $1 AND position = $2', [personId(account), position]))[0].id;

    it.each(DOORS)('%s: %s', async (_, holder, knock) => {
      for (const account of [SYSTEM, SECURITY, AUDIT, ...OTHERS].filter((one) => one !== holder)) {
        const before = (await refusals(account)).length;
        const { status, body } = await knock(account);
        expect([account, status, body.code]).toEqual([account, 403, 'NOT_ELIGIBLE']);
        expect((await refusals(account)).length).toBe(before + 1);
      }
      expect([200, 201]).toContain((await knock(holder)).status);
    });

    it('closes as soon as the role ends, whatever a token still says', async () => {
      const client = await api.loginAs('commission.info-1');
      const given = await assign(SECURITY, 'commission.info-1', 'AUDIT_ADMINISTRATOR');
      expect((await client.get('/audit/events')).status).toBe(200);
      await api.owner.query('UPDATE assignments SET valid_to = clock_timestamp() WHERE id = $1', [given.body.id]);
      expect((await client.get('/audit/events')).status).toBe(403);
    });
  });

  it('cannot be combined: the answer names the rule', async () => {
    for (const [account, position] of [[SYSTEM, 'AUDIT_ADMINISTRATOR'], [AUDIT, 'SYSTEM_ADMINISTRATOR'], [AUDIT, 'SECURITY_ADMINISTRATOR']] as const) {
      const { status, body } = await assign(SECURITY, account, position);
      expect([status, body.code, body.rule.id]).toEqual([403, 'SEPARATION_OF_DUTIES', 'administrators-apart']);
      expect(body.detail).toContain('不得由同一人担任');
    }
    expect((await refusals(SECURITY)).slice(-3)).toEqual(Array.from({ length: 3 }, () => ({ action: 'APPOINT', refused: 'SEPARATION_OF_DUTIES' })));
  });

  it('give themselves nothing', async () => {
    expect((await assign(SYSTEM, SYSTEM, 'UNIT_STAFF', 'HOSPITAL-A')).body.rule.id).toBe('administrator-appoints-others');
    expect((await assign(SECURITY, SECURITY, 'PROCESS_ADMINISTRATOR')).body.rule.id).toBe('administrator-appoints-others');
  });

  it('a figure is added for a day to come, with its basis and who set it, and nothing is written over', async () => {
    const before = (await (await api.loginAs(SECURITY)).get('/policies/use.closure.days')).body;
    const { status, body, headers } = await setPolicy(SECURITY, { note: '延长' }, 'use.closure.days');
    expect([status, headers.get('location'), body]).toEqual([201, '/api/v1/policies/use.closure.days', expect.objectContaining({ ...figure, note: '延长', title: before.title, valueText: '4 个工作日' })]);
    const after = (await (await api.loginAs(SECURITY)).get('/policies/use.closure.days')).body;
    expect([after.value, after.history.length]).toEqual([before.value, 2]);
    expect(await api.owner.query(`SELECT recorded_by FROM policies WHERE key = 'use.closure.days' AND recorded_by IS NOT NULL`)).toEqual([{ recorded_by: personId(SECURITY) }]);
  });

  it.each([
    ['value', { value: { type: 'COUNT', value: 4, unit: '次' } }],
    ['value', { value: {} }],
    ['effectiveFrom', { effectiveFrom: '2025-05-23' }],
    ['effectiveFrom', { effectiveFrom: 'tomorrow' }],
    ['verified', { verified: true }],
    ['basisClass', { basisClass: 'X' }],
    ['basis', { basis: '' }],
  ])('a figure with a wrong %s is refused: %p', async (path, change) => {
    const { status, body } = await setPolicy(SECURITY, change);
    expect([status, body.errors?.map((error: { path: string }) => error.path)]).toEqual([422, [path]]);
  });

  it('no figure is made up: an unknown key is not found', async () => {
    expect((await setPolicy(SECURITY, {}, 'made.up')).status).toBe(404);
  });

  it('the sessions of somebody end at the security administrator’s word, at once', async () => {
    const { body } = await api.anonymous.post('/auth/login', { account: 'clinic-c.doctor', password: DEMO_PASSWORD });
    const client = new ApiClient(api.url, body.accessToken);
    expect((await client.get('/me')).status).toBe(200);
    const id = personId('clinic-c.doctor');
    const security = await api.loginAs(SECURITY);
    expect((await security.get(`/persons/${id}/sessions`)).body.items).toEqual([expect.objectContaining({ method: 'PASSWORD' })]);
    expect((await security.post(`/persons/${id}/sessions/end`, {})).body.code).toBe('REASON_REQUIRED');
    expect((await security.post(`/persons/${id}/sessions/end`, { reason: '设备遗失' })).body).toEqual({ ended: 1 });
    expect((await client.get('/me')).status).toBe(401);
    expect(await api.owner.query(`SELECT actor_id, details FROM audit_events WHERE action = 'SESSIONS_ENDED' AND details ->> 'personId' = $1 AND refused IS NULL`, [id])).toEqual([
      { actor_id: personId(SECURITY), details: { personId: id, count: 1, reason: '设备遗失' } },
    ]);
  });

  it('the audit administrator finds what happened and what was refused, page by page', async () => {
    const client = await api.loginAs(AUDIT);
    const all = (await client.get('/audit/events?limit=100')).body.items;
    expect(all.map(({ id }: { id: string }) => id)).toEqual(all.map(({ id }: { id: string }) => id).sort().reverse());
    const refused = (await client.get(`/audit/events?refused=true&action=APPOINT&actorId=${personId(SECURITY)}&limit=2`)).body;
    expect(refused.items.map((one: any) => [one.action, one.refused, one.actor.name])).toEqual(Array.from({ length: 2 }, () => ['APPOINT', 'SEPARATION_OF_DUTIES', '区卫健委·安全管理员 演示一']));
    const next = (await client.get(`/audit/events?refused=true&action=APPOINT&actorId=${personId(SECURITY)}&limit=2&cursor=${refused.nextCursor}`)).body.items;
    expect(next.length).toBeGreaterThan(0);
    expect(next[0].id < refused.items[1].id).toBe(true);
    expect((await client.get('/audit/events?actorId=x')).body.code).toBe('MALFORMED');
  });
});
