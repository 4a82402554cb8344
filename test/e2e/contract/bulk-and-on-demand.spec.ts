import { randomUUID } from 'node:crypto';
import type { Desks, ProcessDesk } from '@libs/record/desk';
import { CaseRecord } from '@libs/record/record';
import { DESKS } from '@workflows/processes/desks';
import { PROCESSES } from '@workflows/processes/index';
import { plainDesk } from '@test/support/plain-desk';
import { importantForm, resourceId, USE_EVIDENCE, useForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

/** The use, with its initial assessment open to decisions in bulk; a sensitive step never is, whatever its definition says. */
function inBulk(desk: ProcessDesk | undefined): ProcessDesk {
  if (!desk) throw new Error('no desk of the use');
  const { definition, story } = desk.process;
  const initialAssessment = definition.steps['initialAssessment'];
  if (!initialAssessment) throw new Error('no initial assessment');
  const secondaryAuthorization = definition.steps['secondaryAuthorization'];
  if (!secondaryAuthorization) throw new Error('no secondary authorisation');
  const steps = { ...definition.steps, initialAssessment: { ...initialAssessment, bulk: true }, secondaryAuthorization: { ...secondaryAuthorization, bulk: true } };
  return { ...desk, process: { story, definition: { ...definition, steps } } };
}
const incident = PROCESSES.get('incident-response');
if (!incident) throw new Error('no incident response');
const desks: Desks = new Map([...DESKS, ['sensitive-data-use', inBulk(DESKS.get('sensitive-data-use'))], ['incident-response', plainDesk(incident)]]);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start({ desks });
});
afterAll(() => use?.api.close());

describe('decisions in bulk', () => {
  const item = async (id: string, step = 'initialAssessment'): Promise<any> => {
    const { taskId, body } = await use.decision(id, step);
    return { taskId, ...body };
  };

  test('one result an item: what can be decided is, what cannot says why', async () => {
    const cases = [await use.open(), await use.open(), await use.open(), await use.open(useForm(), 'staff-4')];
    const items = await Promise.all(cases.map((id) => item(id)));
    await use.decide(cases[2] ?? '', 'initialAssessment');
    const sent = [items[0], { ...items[1], seenDigest: '0'.repeat(64) }, items[2], { ...items[3], evidence: {} }, { ...items[0], taskId: randomUUID() }];
    const owner = await use.as('owner-cardiology');
    const key = { 'idempotency-key': randomUUID() };
    const { status, body } = await owner.post('/tasks/decisions', { items: sent }, key);
    expect(status).toBe(200);
    expect(body.items.map((one: any) => [one.taskId, one.status, one.result?.step.outcome ?? one.problem?.code])).toEqual([
      [sent[0].taskId, 200, 'APPROVE'],
      [sent[1].taskId, 409, 'STALE_CONTENT'],
      [sent[2].taskId, 409, 'ALREADY_DECIDED'],
      [sent[3].taskId, 422, 'EVIDENCE_INVALID'],
      [sent[4].taskId, 404, 'NOT_FOUND'],
    ]);
    expect(await use.openSteps(cases[0] ?? '')).toEqual(['secondaryAssessment']);
    expect(await use.openSteps(cases[1] ?? '')).toEqual(['initialAssessment']);
    expect((await owner.post('/tasks/decisions', { items: sent }, key)).body).toEqual(body);
    expect((await owner.post('/tasks/decisions', { items: [sent[1]] }, key)).body.code).toBe('IDEMPOTENCY_MISMATCH');
    // As if the first had died among the items: what was decided answers again, and no other list takes its place.
    await use.api.owner.query(`UPDATE idempotency_keys SET status = NULL, response = NULL WHERE key = $1 AND path = '/api/v1/tasks/decisions'`, [key['idempotency-key']]);
    expect((await owner.post('/tasks/decisions', { items: [sent[1]] }, key)).body.code).toBe('IDEMPOTENCY_MISMATCH');
    expect(await Promise.all([1, 2, 3].map(async () => (await owner.post('/tasks/decisions', { items: sent }, key)).body))).toEqual([body, body, body]);
    expect((await use.view(cases[0] ?? '')).steps.find((step: any) => step.key === 'initialAssessment').decisions).toHaveLength(1);
  });

  test('never of a sensitive step', async () => {
    const id = await use.open();
    await use.advance(id, 'secondaryAuthorization');
    const { status, body } = await (await use.as('designated-leader')).post('/tasks/decisions', { items: [await item(id, 'secondaryAuthorization')] });
    expect([status, body.code, await use.openSteps(id)]).toEqual([409, 'NOT_OFFERED', ['secondaryAuthorization']]);
  });

  test('an item that another act keeps waiting is repeated with the whole, not answered for good', async () => {
    const cases = [await use.open(), await use.open()];
    const items = await Promise.all(cases.map((id) => item(id)));
    const owner = await use.as('owner-cardiology');
    const key = { 'idempotency-key': randomUUID() };
    const waited = await use.api.owner.transaction(async (manager) => {
      await manager.query('SELECT FROM cases WHERE id = $1 FOR UPDATE', [cases[1]]);
      return owner.post('/tasks/decisions', { items }, key);
    });
    expect([waited.status, waited.body.code, await use.openSteps(cases[0] ?? '')]).toEqual([409, 'IDEMPOTENCY_IN_FLIGHT', ['secondaryAssessment']]);
    const { status, body } = await owner.post('/tasks/decisions', { items }, key);
    expect([status, body.items.map((one: any) => one.status)]).toEqual([200, [200, 200]]);
  });

  test('only where the definition allows it, within one step of one process', async () => {
    const [first, second] = [await use.open(), await use.open()];
    await use.advance(second, 'secondaryAssessment');
    const admin = await use.as('data-admin');
    const refused = async (items: any[]): Promise<unknown> => (await admin.post('/tasks/decisions', { items })).body.code;
    expect(await refused([await item(second, 'secondaryAssessment')])).toBe('NOT_OFFERED');
    expect(await refused([await item(first), await item(second, 'secondaryAssessment')])).toBe('NOT_OFFERED');
    expect(await refused([])).toBe('FORM_INVALID');
    expect(await refused([{ taskId: 'x' }])).toBe('FORM_INVALID');
    expect((await (await use.as('centre-b.data-admin')).post('/tasks/decisions', { items: [await item(first)] })).body.code).toBe('NOT_OFFERED');
    expect(await use.openSteps(first)).toEqual(['initialAssessment']);
    // A database that is away is no case of another kind.
    const sent = [await item(first)];
    jest.spyOn(use.api.app.get(CaseRecord).pool, 'query').mockImplementationOnce(() => {
      throw new Error('Connection terminated unexpectedly');
    });
    expect(await refused(sent)).toBe('UNAVAILABLE');
    jest.restoreAllMocks();
  });
});

describe('acts on demand', () => {
  test('are listed while the story offers them to the one who asks, done as often as needed, and are decisions like others', async () => {
    const { definition } = incident;
    const { status, body } = await start();
    expect(status).toBe(201);
    const offered = body.allowedActions.filter(({ action }: any) => action === 'act');
    expect(offered.map(({ key }: any) => key)).toEqual(expect.arrayContaining(['supplement']));
    const starter = await use.as(STARTER);
    for (const path of [offered[0].path, offered[0].path]) expect((await starter.post(path, { evidence: { facts: {} }, reason: '补充情况' })).status).toBe(200);
    const view = (await starter.get(`/cases/${body.id}`)).body;
    const acts = view.steps.filter((step: any) => step.key === offered[0].key && step.status === 'SETTLED');
    expect(acts.map((step: any) => [step.title, step.decisions.length, step.decisions[0].opinion])).toEqual(Array.from({ length: 2 }, () => [definition.steps[offered[0].key]?.title, 1, '补充情况']));
    // Acts that no task asked for are in nobody's box of tasks, and not counted with it.
    expect((await starter.get('/tasks/counts')).body.done).toBe((await starter.get('/tasks?box=done&limit=100')).body.items.length);
    expect((await starter.post(`/cases/${body.id}/acts/nonsense`, {})).body.code).toBe('NOT_FOUND');
    // Who may see the case and sits elsewhere is refused, on the record.
    const witness = await (await use.as('witness-1')).post(offered[0].path, {});
    expect([witness.status, witness.body.code]).toEqual([403, 'NOT_ELIGIBLE']);
    expect((await (await use.as('witness-1')).get(`/cases/${body.id}`)).body.allowedActions.map(({ action }: any) => action)).not.toContain('act');
    const events = (await (await use.as('commission.info-1')).get(`/cases/${body.id}/events?limit=100`)).body.items;
    expect(events.filter((event: any) => event.refused === 'NOT_ELIGIBLE')).toHaveLength(1);
  });
});

const STARTER = 'data-admin';
const start = async (): Promise<any> => {
  const facts = { severity: 'ORDINARY', ciiInvolved: false, suspectedCrime: false, personalInfo: false, harmsOthers: false, minors: false, stateSecret: false, publicRelevant: false, leakTraced: false, vulnerability: false, noticeOrdered: false, incomplete: false, escalated: false, discoveredAt: Date.now() };
  return (await use.as(STARTER)).post('/cases', { processType: 'incident-response', form: { facts } });
};

describe('what an act brings along', () => {
  const upload = async (account: string): Promise<string> => {
    const data = new FormData();
    data.append('file', new Blob(['演示内容'], { type: 'text/plain' }), 'demo.txt');
    const { status, body } = await (await use.as(account)).post('/attachments', data);
    expect(status).toBe(201);
    return body.id;
  };

  test('is the actor’s own upload, shown with the case and the decision to who may see it', async () => {
    const mine = await upload('staff-1');
    const staff = await use.as('staff-1');
    const started = await staff.post('/cases', { processType: 'sensitive-data-use', form: useForm(), attachments: [mine] });
    expect([started.status, started.body.attachments.map(({ id }: any) => id)]).toEqual([201, [mine]]);
    expect((await (await use.as('data-admin')).get(`/attachments/${mine}`)).status).toBe(200);
    const opinion = await upload('owner-cardiology');
    await use.decide(started.body.id, 'initialAssessment', { change: { attachments: [opinion] } });
    const [decision] = (await use.view(started.body.id)).steps.find((step: any) => step.key === 'initialAssessment').decisions;
    expect(decision.attachments.map(({ id, name }: any) => [id, name])).toEqual([[opinion, 'demo.txt']]);
  });

  test('is nobody else’s upload, and belongs to one case: another case does not make it visible', async () => {
    const theirs = await upload('staff-1');
    const started = await (await use.as('staff-1')).post('/cases', { processType: 'sensitive-data-use', form: useForm(), attachments: [theirs] });
    const thief = await use.as('centre-b.staff-1');
    const form = useForm({ data: { ...useForm().data, datasetIds: [resourceId('CENTRE-B/FOLLOW-UP')] } });
    const before = await use.rowCounts();
    for (const id of [theirs, randomUUID()]) {
      const stolen = await thief.post('/cases', { processType: 'sensitive-data-use', form, attachments: [id] });
      expect([stolen.status, stolen.body.code, stolen.body.errors?.[0].path]).toEqual([422, 'FORM_INVALID', 'attachments[0]']);
    }
    expect(await use.rowCounts()).toEqual(before);
    const twice = await (await use.as('staff-1')).post('/cases', { processType: 'sensitive-data-use', form: useForm(), attachments: [theirs] });
    expect([twice.status, twice.body.errors?.[0].path]).toEqual([422, 'attachments[0]']);
    expect((await thief.get(`/attachments/${theirs}`)).status).toBe(404);
    const { taskId, body } = await use.decision(started.body.id, 'initialAssessment', { change: { attachments: [await upload('staff-4')] } });
    expect((await (await use.as('owner-cardiology')).post(`/tasks/${taskId}/decision`, body)).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'attachments[0]' }] });
  });
});

test('a decision in a position that one does not hold is refused, in one that one holds it is recorded', async () => {
  const id = await use.open();
  await use.advance(id, 'desensitization');
  const evidence = USE_EVIDENCE['desensitization']?.();
  const as = (actingAs: object) => use.try(id, 'desensitization', { account: 'custodian-reviewer', change: { evidence, actingAs } });
  expect((await as({ position: 'UNIT_TECH_REVIEWER', orgCode: 'HOSPITAL-A' })).body.code).toBe('NOT_ELIGIBLE');
  expect((await as({ position: 'UNIT_DATA_CUSTODIAN', orgCode: 'CENTRE-B' })).body.code).toBe('NOT_ELIGIBLE');
  const task = await use.task(id, 'desensitization');
  const client = await use.as('custodian-reviewer');
  expect((await client.post(`/tasks/${task.id}/claim`, { actingAs: { position: 'UNIT_WITNESS', orgCode: 'HOSPITAL-A' } })).body.code).toBe('NOT_ELIGIBLE');
  expect((await client.post(`/tasks/${task.id}/claim`, { actingAs: { position: 'UNIT_DATA_CUSTODIAN', orgCode: 'HOSPITAL-A' } })).status).toBe(200);
  expect((await as({ position: 'UNIT_DATA_CUSTODIAN', orgCode: 'HOSPITAL-A' })).status).toBe(200);
  const [decision] = (await use.view(id)).steps.find((step: any) => step.key === 'desensitization').decisions;
  expect(decision.actingAs).toMatchObject({ position: 'UNIT_DATA_CUSTODIAN', org: { code: 'HOSPITAL-A' } });
});

test('who may start in two units says in which', async () => {
  await use.alsoHolds('staff-4', 'UNIT_STAFF', { orgCode: 'CENTRE-B', dept: '全科' });
  const client = await use.as('staff-4');
  const start = (change: object) => client.post('/cases', { processType: 'sensitive-data-use', form: useForm(), ...change });
  const asked = await start({});
  expect([asked.status, asked.body.code, asked.body.choices.map((choice: any) => choice.orgCode).sort()]).toEqual([422, 'AMBIGUOUS_POSITION', ['CENTRE-B', 'HOSPITAL-A']]);
  expect((await start({ orgCode: 'HOSPITAL-A' })).body.org.code).toBe('HOSPITAL-A');
  expect((await start({ actingAs: { position: 'UNIT_STAFF', orgCode: 'HOSPITAL-A' } })).status).toBe(201);
  // There the data sets of hospital A are not in the catalogue.
  expect((await start({ orgCode: 'CENTRE-B' })).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'data.datasetIds[0]' }] });
  expect((await start({ orgCode: 'CLINIC-C' })).body.code).toBe('OUT_OF_SCOPE');
});

test('the preview takes no number, writes nothing, and says what stands in the way', async () => {
  const client = await use.as('staff-1');
  const sequence = async () => (await use.api.owner.query('SELECT last_value, is_called FROM case_numbers'))[0];
  const [before, numbers] = [await use.rowCounts(), await sequence()];
  const preview = async (form: object) => (await client.post('/process-types/sensitive-data-use/preview', { form })).body;
  const blocked = await preview(useForm({ guards: { containsStateSecret: true, aggregatesToSecret: false }, processing: { ...useForm().processing, crossBorder: true } }));
  expect(blocked.gates.filter((gate: any) => !gate.passed).map(({ id, article }: any) => [id, article])).toEqual([['G1', '第二条、第三十九条'], ['G2', '第三十九条']]);
  const important = await preview(importantForm());
  const leader = important.steps.find((step: any) => step.key === 'leaderAuthorization');
  expect([leader.onlyIf, leader.within, leader.seats[0].eligible.length]).toEqual([undefined, expect.stringMatching(/^P/), 1]);
  const [first, second] = important.steps;
  expect([typeof first.dueBy, first.within, second.dueBy, second.within]).toEqual(['string', undefined, undefined, expect.stringMatching(/^P/)]);
  await use.api.owner.query(`UPDATE assignments SET valid_to = now() WHERE position = 'UNIT_SECURITY_OFFICER'`);
  expect((await preview(useForm())).unstaffed).toEqual(['leakControlAttestation']);
  await use.api.owner.query(`UPDATE assignments SET valid_to = NULL WHERE position = 'UNIT_SECURITY_OFFICER'`);
  expect([await use.rowCounts(), await sequence()]).toEqual([before, numbers]);
});
