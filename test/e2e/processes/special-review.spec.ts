/** 第二、三十九条 through the API: what is declared to be secret or to cross the border, and what is kept of it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { DESKS } from '@workflows/processes/desks';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { startApi, type ApiClient, type TestApi } from '@test/support/api';
import { plainDesk } from '@test/support/plain-desk';
import { dayFromNow, useForm } from '@test/support/record-world';

jest.setTimeout(120_000);

/** A process that is diverted as soon as it has begun. */
const fusing = define({
  id: 'test-fusing', code: 'T07', version: 1, title: '汇聚测试', summary: '测试', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, facts: {}, sections: {}, steps: {},
  reviews: {}, gates: {}, grants: {}, effects: {}, children: {}, periods: {},
  diversions: { fusion: { title: '汇聚融合核查', article: '第三十九条', cause: 'AGGREGATION_CHECK' } },
  terminals: { DONE: { title: '完成', positive: false }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
  distinct: [], holds: { by: [] }, withdrawUntil: 'END',
});
const fusingDesk = plainDesk(processOf(fusing, async (c) => {
  await c.divert('fusion');
  await c.end('DONE');
}));

let api: TestApi;
let staff: ApiClient;
let district: ApiClient;
beforeAll(async () => {
  api = await startApi({ desks: new Map([...DESKS, [fusing.id, fusingDesk]]) });
  staff = await api.loginAs('hospital-a.staff-1');
  district = await api.loginAs('commission.info-1');
});
afterAll(() => api?.close());

const secret = useForm({ guards: { ...EXAMPLE_FORM.guards, containsStateSecret: true } });
const abroad = useForm({ processing: { ...EXAMPLE_FORM.processing, crossBorder: true } });
const submit = (form: object, more: object = {}) => staff.post('/cases', { processType: 'sensitive-data-use', form, ...more });
const REFERRAL = { route: 'CONFIDENTIALITY', documentNo: '演示移〔2026〕1号', referredOn: dayFromNow(0) };

/** The open task of a case's step, and what is needed to decide it. */
async function taskOf(client: ApiClient, caseId: string, key: string): Promise<{ id: string; version: number; seenDigest: string; evidenceSchema: any }> {
  const { body } = await client.get(`/cases/${caseId}`);
  const [task] = body.steps.find((step: any) => step.key === key && step.status === 'OPEN').tasks;
  const { body: seen } = await client.get(`/tasks/${task.id}`);
  return { id: task.id, version: seen.version, seenDigest: seen.shown.digest, evidenceSchema: seen.evidenceSchema };
}

describe('a submission that is turned away', () => {
  it('is told its rule, its article and the case of its special review, in the language of who asks', async () => {
    const { status, body } = await submit(secret);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'GATE_FAILED', gates: [{ id: 'G1', article: '第二条、第三十九条', reason: '数据含有国家秘密信息，须转入特别审查' }], diversion: { number: expect.stringMatching(/^QD-/) } });
    const { body: again } = await staff.post('/cases', { processType: 'sensitive-data-use', form: secret }, { 'accept-language': 'en' });
    expect(again).toMatchObject({ gates: [{ reason: 'The data contains state secrets: special review' }], diversion: body.diversion });
    // Whoever applied sees that it was diverted, and nothing of what it was about.
    const { body: review } = await staff.get(`/cases/${body.diversion.caseId}`);
    expect(review).toMatchObject({ processType: 'special-review-gate', status: 'OPEN', form: { data: {} }, facts: { cause: 'STATE_SECRET', processType: 'sensitive-data-use' } });
    expect((await (await api.loginAs('hospital-a.staff-2')).get(`/cases/${body.diversion.caseId}`)).status).toBe(404);
  });

  it('the preview says so beforehand, and diverts nothing', async () => {
    const before = await api.owner.query('SELECT count(*)::int AS n FROM cases');
    const { body } = await staff.post('/process-types/sensitive-data-use/preview', { form: abroad });
    expect(body.gates.filter(({ passed }: any) => !passed)).toMatchObject([{ id: 'G2', article: '第三十九条' }]);
    expect(await api.owner.query('SELECT count(*)::int AS n FROM cases')).toEqual(before);
  });

  it('leaves no draft and no file behind where it is declared to be a secret', async () => {
    const draft = await staff.put(`/drafts/${randomUUID()}`, { processType: 'sensitive-data-use', form: { guards: { containsStateSecret: true }, purpose: {} } });
    expect(draft).toMatchObject({ status: 422, body: { errors: [{ path: 'form.guards', code: 'NOT_KEPT' }] } });

    const upload = async (text: string): Promise<any> => {
      const file = new FormData();
      file.set('file', new Blob([text], { type: 'text/plain' }), '附件.txt');
      return (await staff.post('/attachments', file)).body;
    };
    const [gone, kept] = [await upload('与秘密同送的附件\n'), await upload('另一份附件\n')];
    const files = (): string[] => readdirSync(join(api.home, 'data'), { recursive: true }).map(String);
    expect(files().some((path) => path.endsWith(gone.sha256))).toBe(true);
    expect((await submit(secret, { attachments: [gone.id] })).status).toBe(422);
    expect([(await staff.get(`/attachments/${gone.id}`)).status, (await staff.get(`/attachments/${kept.id}`)).status]).toEqual([404, 200]);
    expect(files().some((path) => path.endsWith(gone.sha256))).toBe(false);
    expect(await api.owner.query(`SELECT FROM idempotency_keys WHERE response ->> 'id' = $1`, [gone.id])).toEqual([]);
  });

  it('no upload of a case can be removed', async () => {
    const file = new FormData();
    file.set('file', new Blob(['附件\n'], { type: 'text/plain' }), '附件.txt');
    const { body: attached } = await staff.post('/attachments', file);
    const { status } = await staff.post('/cases', { processType: 'sensitive-data-use', form: useForm(), attachments: [attached.id] });
    expect(status).toBe(201);
    await expect(api.owner.query('DELETE FROM attachments WHERE id = $1', [attached.id])).rejects.toThrow('an attachment of a case is not removed');
    expect((await submit(secret, { attachments: [attached.id] })).status).toBe(422);
    expect((await staff.get(`/attachments/${attached.id}`)).status).toBe(200);
  });
});

describe('a special review', () => {
  it('takes no words: neither as an opinion, as its draft, nor as a comment', async () => {
    const { body } = await submit(secret);
    const { caseId } = body.diversion;
    const task = await taskOf(district, caseId, 'referral');
    expect(Object.keys(task.evidenceSchema.properties)).toEqual(['route', 'documentNo', 'referredOn']);
    const { id, version, seenDigest } = task;
    const refused = [
      await district.post(`/tasks/${id}/decision`, { version, seenDigest, outcome: 'DONE', opinion: '说明', evidence: REFERRAL }),
      await district.put(`/tasks/${id}/opinion-draft`, { opinion: '说明' }),
      await district.post(`/cases/${caseId}/comments`, { text: '说明' }),
    ];
    expect(refused.map(({ status, body: problem }) => [status, problem.errors?.map(({ code }: any) => code)])).toEqual([422, 422, 422].map((status) => [status, ['NOT_ACCEPTED']]));
    expect((await district.post(`/tasks/${id}/decision`, { version, seenDigest, outcome: 'DONE', evidence: REFERRAL })).status).toBe(200);
    expect((await district.get(`/cases/${caseId}`)).body).toMatchObject({ status: 'CLOSED', outcome: 'REFERRED_OUT' });
  });

  it('is nobody’s to start', async () => {
    for (const client of [staff, district]) expect(await client.post('/cases', { processType: 'special-review-gate', form: {} })).toMatchObject({ status: 403, body: { code: 'NOT_A_STARTER' } });
  });

  it('of a case on its way is its child, and the case says what it waits for', async () => {
    const { body } = await staff.post('/cases', { processType: fusing.id, form: {} });
    expect(body.children).toMatchObject([{ processType: 'special-review-gate', status: 'OPEN' }]);
    const { body: waiting } = await staff.get(`/cases/${body.id}/waiting`);
    expect(waiting.sentence).toMatch(/起等待关联办件“汇聚融合核查”办结，办结后自动继续。$/);
    const { body: review } = await district.get(`/cases/${body.children[0].id}`);
    expect(review).toMatchObject({ parent: { id: body.id }, facts: { cause: 'AGGREGATION_CHECK' } });
  });
});
