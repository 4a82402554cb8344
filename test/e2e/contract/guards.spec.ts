import { randomUUID } from 'node:crypto';
import { importantForm, resourceId, useForm, USE_SEATS } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(180_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

describe('one task, many hands', () => {
  test('50 clients decide the same task at once: one wins, 49 are told that it was decided, one row', async () => {
    const id = await use.open();
    const { taskId, body } = await use.decision(id, 'initialAssessment');
    const client = await use.as('owner-cardiology');
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post(`/tasks/${taskId}/decision`, body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const lost = answers.filter(({ status }) => status === 409);
    expect(lost).toHaveLength(49);
    expect(new Set(lost.map((answer) => answer.body.code))).toEqual(new Set(['ALREADY_DECIDED']));
    expect(lost[0]?.body.version).toBe(body.version + 1);
    expect(await use.api.owner.query('SELECT count(*)::int AS n FROM decisions WHERE task_id = $1', [taskId])).toEqual([{ n: 1 }]);
  });

  test('the same key sent 50 times at once: one act, one answer', async () => {
    const id = await use.open();
    const { taskId, body } = await use.decision(id, 'initialAssessment');
    const client = await use.as('owner-cardiology');
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.post(`/tasks/${taskId}/decision`, body, { 'idempotency-key': key })));
    expect(new Set(answers.map(({ status, body: answer }) => JSON.stringify([status, answer]))).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    const starts = await Promise.all(Array.from({ length: 20 }, async () => (await use.as('staff-1')).post('/cases', { processType: 'sensitive-data-use', form: useForm() }, { 'idempotency-key': `start-${key}` })));
    expect(new Set(starts.map(({ body: answer }) => answer.id)).size).toBe(1);
    const other = await client.post(`/tasks/${taskId}/decision`, { ...body, opinion: '另一意见' }, { 'idempotency-key': key });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH']);
  });

  test('after a refusal the same key may be tried with a corrected body', async () => {
    const id = await use.open();
    const key = randomUUID();
    expect((await use.try(id, 'initialAssessment', { key, change: { evidence: {} } })).body.code).toBe('EVIDENCE_INVALID');
    expect((await use.try(id, 'initialAssessment', { key })).status).toBe(200);
    expect((await (await use.as('owner-cardiology')).call('POST', `/tasks/${randomUUID()}/decision`, { body: {} })).body.code).toBe('IDEMPOTENCY_REQUIRED');
  });
});

test('the guards answer in the order of the contract: the first that is hit', async () => {
  const id = await use.open();
  const wrong = { version: 99, seenDigest: '0'.repeat(64), outcome: 'NONSENSE', change: { version: 99, seenDigest: '0'.repeat(64), outcome: 'NONSENSE' } };
  const code = async (account: string, change: object) => (await use.try(id, 'initialAssessment', { account, change: { ...change } })).body.code;
  const all = wrong.change;
  expect(await code('centre-b.staff-1', all)).toBe('NOT_FOUND');
  expect(await code('data-admin', all)).toBe('NOT_ELIGIBLE');
  await (await use.as('data-admin')).post(`/cases/${id}/hold`, { reason: '核查' });
  expect(await code('owner-cardiology', all)).toBe('CASE_HELD');
  await (await use.as('data-admin')).post(`/cases/${id}/release`, { reason: '核查完毕' });
  expect(await code('owner-cardiology', all)).toBe('STALE_VERSION');
  expect(await code('owner-cardiology', { seenDigest: all.seenDigest, outcome: 'NONSENSE' })).toBe('STALE_CONTENT');
  expect(await code('owner-cardiology', { outcome: 'NONSENSE' })).toBe('FORM_INVALID');
  expect(await code('owner-cardiology', { outcome: 'REJECT', opinion: undefined, evidence: undefined })).toBe('REASON_REQUIRED');
  const { taskId, body } = await use.decision(id, 'initialAssessment');
  await use.decide(id, 'initialAssessment');
  const owner = await use.as('owner-cardiology');
  expect((await owner.post(`/tasks/${taskId}/decision`, { ...body, ...all })).body.code).toBe('ALREADY_DECIDED');
  await (await use.as('staff-1')).post(`/cases/${id}/withdraw`, { reason: '取消' });
  expect((await owner.post(`/tasks/${taskId}/decision`, { ...body, ...all })).body.code).toBe('CASE_CLOSED');
});

describe('separation of duties', () => {
  const SEATS = ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'leaderAuthorization', 'desensitization', 'desensitizationVerification', 'leakControlAttestation'] as const;
  const POSITION: Readonly<Record<(typeof SEATS)[number], string>> = {
    initialAssessment: 'UNIT_BUSINESS_OWNER',
    secondaryAssessment: 'UNIT_DATA_ADMINISTRATOR',
    secondaryAuthorization: 'UNIT_DESIGNATED_LEADER',
    leaderAuthorization: 'UNIT_GROUP_LEADER',
    desensitization: 'UNIT_DATA_CUSTODIAN',
    desensitizationVerification: 'UNIT_TECH_REVIEWER',
    leakControlAttestation: 'UNIT_SECURITY_OFFICER',
  };
  /** Seats that one person may not both fill, the earlier first. */
  const APART = new Set([
    'initialAssessment secondaryAssessment', 'initialAssessment secondaryAuthorization', 'initialAssessment leaderAuthorization',
    'secondaryAssessment secondaryAuthorization', 'secondaryAssessment leaderAuthorization', 'secondaryAuthorization leaderAuthorization',
    'desensitization desensitizationVerification',
  ]);
  const pairs = SEATS.flatMap((earlier, index) => SEATS.slice(index + 1).map((later) => [earlier, later] as const));

  test.each(pairs)('who filled %s and %s', async (earlier, later) => {
    const account = USE_SEATS[earlier] ?? '';
    await use.alsoHolds(account, POSITION[later]);
    const id = await use.open(importantForm());
    await use.advance(id, later);
    const answer = await use.try(id, later, { account });
    const audited = await use.api.owner.query(`SELECT count(*)::int AS n FROM audit_events WHERE case_id = $1 AND refused = 'SEPARATION_OF_DUTIES'`, [id]);
    if (APART.has(`${earlier} ${later}`)) {
      expect([answer.status, answer.body.code, typeof answer.body.rule.title]).toEqual([403, 'SEPARATION_OF_DUTIES', 'string']);
      expect(audited).toEqual([{ n: 1 }]);
    } else {
      expect(answer.status).toBe(200);
      expect(audited).toEqual([{ n: 0 }]);
    }
  });

  test.each(SEATS)('the applicant never fills %s', async (seat) => {
    await use.alsoHolds('staff-4', POSITION[seat]);
    const id = await use.open(importantForm(), 'staff-4');
    await use.advance(id, seat);
    const answer = await use.try(id, seat, { account: 'staff-4' });
    expect([answer.status, answer.body.code]).toEqual([403, 'SEPARATION_OF_DUTIES']);
    expect(await use.api.owner.query(`SELECT count(*)::int AS n FROM audit_events WHERE case_id = $1 AND refused = 'SEPARATION_OF_DUTIES'`, [id])).toEqual([{ n: 1 }]);
  });

  test('a transfer launders nobody: whoever handed the task on is counted too', async () => {
    await use.alsoHolds('custodian-1', 'UNIT_TECH_REVIEWER');
    const id = await use.open();
    await use.advance(id, 'desensitizationVerification');
    const task = await use.task(id, 'desensitizationVerification');
    const to = (await (await use.as('tech-reviewer-2')).get('/me')).body.person.id;
    const answer = await (await use.as('custodian-1')).post(`/tasks/${task.id}/transfer`, { to, reason: '转他人' });
    expect(answer.body.code).toBe('SEPARATION_OF_DUTIES');
  });
});

describe('bad input', () => {
  test('what lies beyond single fields is refused with its path too', async () => {
    const client = await use.as('staff-1');
    const form = useForm();
    const tried = async (change: object) => {
      const { status, body } = await client.post('/cases', { processType: 'sensitive-data-use', form: { ...form, ...change } });
      return [status, body.code, body.errors?.[0]?.path ?? body.gates?.map((gate: any) => gate.id)];
    };
    expect(await tried({ data: { ...form.data, datasetIds: [randomUUID()] } })).toEqual([422, 'FORM_INVALID', 'data.datasetIds[0]']);
    expect(await tried({ data: { ...form.data, datasetIds: [resourceId('CENTRE-B/FOLLOW-UP')] } })).toEqual([422, 'FORM_INVALID', 'data.datasetIds[0]']);
    expect(await tried({ data: { ...form.data, datasetIds: [resourceId('HOSPITAL-A/OUTPATIENT-RECORDS')] } })).toEqual([422, 'FORM_INVALID', 'level.declaredLevel']);
    expect(await tried({ period: { ...form.period, to: '2099-01-01' } })).toEqual([422, 'FORM_INVALID', 'period.to']);
    expect(await tried({ guards: { containsStateSecret: true, aggregatesToSecret: false } })).toEqual([422, 'GATE_FAILED', ['G1']]);
    expect(await tried({ processing: { ...form.processing, crossBorder: true } })).toEqual([422, 'GATE_FAILED', ['G2']]);
    expect(await tried({ data: { ...form.data, datasetIds: [resourceId('HOSPITAL-A/IMAGE-ARCHIVE')] } })).toEqual([422, 'GATE_FAILED', ['G6']]);
    expect(await tried({ data: { ...form.data, datasetIds: [resourceId('HOSPITAL-A/POPULATION-INDEX')] }, level: { declaredLevel: 'CORE', important: true } })).toEqual([422, 'GATE_FAILED', ['G19']]);
  });

  test('malformed, oversized, wrongly typed, unauthenticated, out-of-scope and unknown requests give the contract’s problem', async () => {
    const client = await use.as('staff-1');
    const start = (body: unknown, headers: Record<string, string> = {}) => client.post('/cases', body, headers);
    const problem = ({ status, body, headers }: any) => [status, body.code, headers.get('content-type').split(';')[0]];
    const json = 'application/problem+json';
    expect(problem(await start('{', { 'content-type': 'application/json' }))).toEqual([400, 'MALFORMED', json]);
    expect(problem(await start('x', { 'content-type': 'text/plain' }))).toEqual([415, 'MEDIA_TYPE_REFUSED', json]);
    expect(problem(await start({ processType: 'sensitive-data-use', form: { pad: 'x'.repeat(1_200_000) } }))).toEqual([413, 'TOO_LARGE', json]);
    expect(problem(await start({ processType: 7, form: [] }))).toEqual([422, 'FORM_INVALID', json]);
    expect(problem(await start({ processType: 'unknown-process', form: {} }))).toEqual([404, 'NOT_FOUND', json]);
    expect(problem(await start({ processType: 'sensitive-data-use', form: useForm(), orgCode: 'CENTRE-B' }))).toEqual([403, 'OUT_OF_SCOPE', json]);
    expect(problem(await (await use.as('data-admin')).post('/cases', { processType: 'sensitive-data-use', form: useForm() }))).toEqual([403, 'NOT_A_STARTER', json]);
    expect(problem(await use.api.anonymous.get('/cases'))).toEqual([401, 'UNAUTHENTICATED', json]);
    expect(problem(await client.get(`/cases/${randomUUID()}`))).toEqual([404, 'NOT_FOUND', json]);
    expect(problem(await client.get('/cases?nonsense=1'))).toEqual([400, 'MALFORMED', json]);
    expect(problem(await client.get('/cases?cursor=nonsense'))).toEqual([400, 'MALFORMED', json]);
    const foreign = await use.open();
    expect(problem(await (await use.as('centre-b.data-admin')).get(`/cases/${foreign}`))).toEqual([404, 'NOT_FOUND', json]);
  });
});
