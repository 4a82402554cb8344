import { randomUUID } from 'node:crypto';
import { ApiClient, startApi, type Answer, type TestApi } from '@test/support/api';
import { Conformance } from '@test/support/conformance';

const TABLES = {
  organisations: '单位代码,单位名称,单位类型\nHOSPITAL-N,新医院,医疗卫生机构',
  persons: '账号,姓名\nnew.admin,新甲',
  assignments: '账号,单位代码,岗位\nnew.admin,HOSPITAL-N,数据管理员',
};

describe('the roster over HTTP', () => {
  let api: TestApi;
  let keeper: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    keeper = await api.loginAs('commission.system-admin');
  });
  afterAll(() => api?.close());

  const form = (tables: Record<string, string | Uint8Array>): FormData => {
    const body = new FormData();
    for (const [name, content] of Object.entries(tables)) body.append(name, new Blob([content as string]), `${name}.csv`);
    return body;
  };
  const preview = (tables: Record<string, string | Uint8Array>, query = '', who = keeper): Promise<Answer> => who.post(`/roster/imports/preview${query}`, form(tables));
  const seen = async (tables: Record<string, string>): Promise<string> => (await preview(tables)).body.digest;
  const apply = (tables: Record<string, string>, seenDigest: string, { key = randomUUID(), who = keeper, query = '' } = {}): Promise<Answer> =>
    who.post(`/roster/imports?seenDigest=${seenDigest}${query}`, form(tables), { 'idempotency-key': key });
  const imported = async (): Promise<number> => (await api.owner.query(`SELECT FROM persons WHERE account LIKE 'new.%'`)).length;

  it('is previewed, imported as it was seen, and found by whoever reads it', async () => {
    const { status, body } = await preview(TABLES);
    expect([status, body]).toEqual([200, { digest: expect.stringMatching(/^[0-9a-f]{64}$/), counts: { created: 3, changed: 0, ended: 0 }, changes: expect.any(Array), more: 0 }]);
    expect(body.changes[2]).toEqual({ subject: 'ASSIGNMENT', action: 'CREATE', row: { account: 'new.admin', orgCode: 'HOSPITAL-N', position: 'UNIT_DATA_ADMINISTRATOR', dept: null, documentNo: null, validFrom: null, validTo: null } });
    expect(await imported()).toBe(0);
    const key = randomUUID();
    const first = await apply(TABLES, body.digest, { key });
    expect([first.status, first.body]).toEqual([200, { digest: body.digest, counts: { created: 3, changed: 0, ended: 0 } }]);
    expect((await apply(TABLES, body.digest, { key })).body).toEqual(first.body);
    // Once more under another key: nothing is left to do.
    expect((await apply(TABLES, body.digest)).body.counts).toEqual({ created: 0, changed: 0, ended: 0 });
    const [found] = (await keeper.get('/assignments?orgCode=HOSPITAL-N')).body.items;
    expect(found).toMatchObject({ person: { name: '新甲' }, position: 'UNIT_DATA_ADMINISTRATOR' });
    const told = await api.owner.query(`SELECT actor_kind, details ->> 'source' AS source FROM audit_events WHERE action = 'ROSTER_IMPORTED' AND refused IS NULL`);
    expect(told).toEqual([{ actor_kind: 'PERSON', source: 'CSV' }]);
  });

  it('is not imported as something else than was seen', async () => {
    const more = { persons: '账号,姓名\nnew.other,新乙' };
    const digest = await seen(more);
    await api.owner.query(`INSERT INTO persons (id, account, name) VALUES (gen_random_uuid(), 'new.other', '旧名')`);
    const stale = await apply(more, digest);
    expect([stale.status, stale.body.code]).toEqual([409, 'STALE_CONTENT']);
    expect((await apply(more, stale.body.digest)).body.counts).toEqual({ created: 0, changed: 1, ended: 0 });
    expect((await apply(more, 'x')).status).toBe(400);
  });

  it('tells every wrong line, in the language of the request, and does nothing', async () => {
    const broken = { persons: '账号,姓名\na b,甲\nc,', assignments: '账号,单位代码,岗位\nhospital-a.staff-1,NOWHERE,工作人员' };
    const { status, body } = await preview(broken);
    expect([status, body.code]).toEqual([422, 'FORM_INVALID']);
    expect(body.errors).toEqual([
      { path: 'persons.2.account', code: 'BAD_FORMAT', message: '人员表第 2 行「账号」：格式不正确。' },
      { path: 'persons.3.name', code: 'REQUIRED', message: '人员表第 3 行「姓名」：请填写。' },
    ]);
    const unknown = await keeper.post('/roster/imports/preview', form({ assignments: broken.assignments }), { 'accept-language': 'en' });
    expect(unknown.body.errors).toEqual([{ path: 'assignments.2.orgCode', code: 'UNKNOWN', message: 'assignments, line 2, orgCode: There is no such organisation.' }]);
    expect((await apply(broken, '0'.repeat(64))).status).toBe(422);
  });

  it('ends what a complete file leaves out, at once, for those who are signed in too', async () => {
    const vendor = await api.loginAs('vendor-y.operator-2');
    expect((await vendor.get('/me')).body.assignments).toHaveLength(1);
    const file = { assignments: '账号,单位代码,岗位\nvendor-y.operator-1,VENDOR-Y,外包服务提供商人员' };
    const { body } = await preview(file, '?endMissing=true');
    expect(body.counts).toEqual({ created: 0, changed: 0, ended: 1 });
    expect((await apply(file, body.digest, { query: '&endMissing=true' })).status).toBe(200);
    expect((await vendor.get('/me')).body.assignments).toEqual([]);
  });

  it('is for system administrators, who get nothing out of it for themselves', async () => {
    for (const account of ['hospital-a.data-admin', 'commission.process-admin-1']) {
      const who = await api.loginAs(account);
      const answers = [await preview(TABLES, '', who), await apply(TABLES, '0'.repeat(64), { who })];
      expect(answers.map(({ status, body }) => [status, body.code])).toEqual([[403, 'NOT_ELIGIBLE'], [403, 'NOT_ELIGIBLE']]);
    }
    expect(await api.owner.query(`SELECT FROM audit_events WHERE action = 'ROSTER_IMPORTED' AND refused = 'NOT_ELIGIBLE'`)).toHaveLength(4);
    expect((await preview(TABLES, '', api.anonymous)).status).toBe(401);
    const own = await preview({ assignments: '账号,单位代码,岗位\ncommission.system-admin,HOSPITAL-A,数据管理员' });
    expect(own.body.errors).toEqual([expect.objectContaining({ code: 'OWN' })]);
  });

  it('makes and unmakes no administrator, by no table', async () => {
    const persons = await preview({ persons: '账号,姓名,在册\ncommission.security-admin,安全管理员 演示一,否' });
    expect(persons.body.errors).toEqual([expect.objectContaining({ path: 'persons.2.active', code: 'ADMINISTRATOR', message: expect.stringContaining('安全管理员') }), expect.objectContaining({ code: 'LAST_ADMINISTRATOR' })]);
    const assignments = await preview({ assignments: '账号,单位代码,岗位,任职截止\ncommission.audit-admin,QP-COMMISSION,审计管理员,2026-01-01' });
    expect(assignments.body.errors).toEqual([expect.objectContaining({ path: 'assignments.2.position', code: 'ADMINISTRATOR' })]);
  });

  it('takes tables and nothing else, in one part each, of a bounded size', async () => {
    expect((await preview({ passwords: 'a' })).body.errors).toEqual([expect.objectContaining({ path: 'passwords', code: 'UNKNOWN_FIELD' })]);
    expect((await preview({})).status).toBe(422);
    expect((await keeper.post('/roster/imports/preview', TABLES)).status).toBe(415);
    expect((await preview({ persons: Buffer.alloc(5 * 1_024 * 1_024 + 1, 'a') })).status).toBe(413);
    const twice = form({ persons: TABLES.persons });
    twice.append('persons', new Blob([TABLES.persons]), 'again.csv');
    expect((await keeper.post('/roster/imports/preview', twice)).body.errors).toEqual([expect.objectContaining({ code: 'DUPLICATE' })]);
    expect((await preview({ persons: Buffer.from([0xff, 0xff, 0xff]) })).body.errors).toEqual([expect.objectContaining({ code: 'UNREADABLE' })]);
    expect((await keeper.post(`/roster/imports?seenDigest=${'0'.repeat(64)}`, form(TABLES), { 'idempotency-key': '' })).body.code).toBe('IDEMPOTENCY_REQUIRED');
  });

  it('answers what the document says', async () => {
    const conformance = new Conformance((await api.anonymous.get('//api/openapi.json')).body);
    const more = { persons: '账号,姓名\nnew.third,新丙' };
    const digest = await seen(more);
    const faults = [
      ...conformance.faults('post', '/roster/imports/preview', await preview(more)),
      ...conformance.faults('post', '/roster/imports/preview', await preview({ persons: 'x' })),
      ...conformance.faults('post', '/roster/imports', await apply(more, '0'.repeat(64))),
      ...conformance.faults('post', '/roster/imports', await apply(more, digest)),
    ];
    expect(faults).toEqual([]);
  });
});
