import { CaseRecord } from '@libs/record/record';
import { createRecordPool } from '@libs/record/pool';
import { DESKS } from '@workflows/processes/desks';
import { dayFromNow, personId, USE_EVIDENCE } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { UseOverHttp } from '@test/support/use-over-http';
import { watchFeasibility } from '../../../apps/worker/src/housekeeping/feasibility-watch';

jest.setTimeout(120_000);

let use: UseOverHttp;
let record: CaseRecord;
beforeAll(async () => {
  use = await UseOverHttp.start();
  record = new CaseRecord(createRecordPool({ url: use.api.database.appUrl, size: 2, name: 'qingdun test' }), DESKS);
  await watch();
});
afterAll(async () => {
  await record?.pool.end();
  await use?.api.close();
});

/** What the worker does every few seconds. */
const watch = (): Promise<number> => watchFeasibility({ record, logger: SILENT });
const admin = () => use.as('commission.process-admin-1');
const stuck = async (id: string): Promise<any[]> => {
  const { body } = await (await admin()).get('/operations/stuck?limit=100');
  return body.items.filter((item: any) => item.case.id === id);
};
/** By somebody who is not the one who usually decides, and may no longer see the case. */
async function decideAs(account: string, taskId: string, stepKey: string): Promise<void> {
  const client = await use.as(account);
  const { body: task } = await client.get(`/tasks/${taskId}`);
  const answer = await client.post(`/tasks/${taskId}/decision`, { version: task.version, seenDigest: task.shown.digest, outcome: task.outcomes[0].key, opinion: '意见', evidence: USE_EVIDENCE[stepKey]?.() });
  expect(answer.status).toBe(200);
}
const sentence = async (id: string): Promise<string> => (await (await use.as('staff-1')).get(`/cases/${id}/waiting`)).body.sentence;

describe('a case that cannot be decided by different people', () => {
  test('is found through recusals, named, said to everybody, and repaired by an appointment', async () => {
    const id = await use.open();
    await use.advance(id, 'desensitization');
    await use.decide(id, 'desensitization', { account: 'custodian-reviewer' });
    const { id: taskId } = await use.task(id, 'desensitizationVerification');
    for (const account of ['tech-reviewer-1', 'tech-reviewer-2']) expect((await (await use.as(account)).post(`/tasks/${taskId}/recuse`, { reason: '利益冲突' })).status).toBe(200);

    const [found, ...others] = await stuck(id);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ kind: 'UNDECIDABLE', sentence: expect.stringMatching(/“脱敏效果验证”可办人员不足，无法达到法定人数/) });
    expect(found.actions).toEqual([{ action: 'reassign', method: 'POST', path: `/operations/cases/${id}/reassign`, key: taskId }, { action: 'terminate', method: 'POST', path: `/operations/cases/${id}/terminate` }]);
    expect(await sentence(id)).toMatch(/与其他环节的办理人重复，无法达到法定人数，请告知管理员/);
    // Handing it on to who may not decide helps nobody.
    expect((await (await admin()).post(found.actions[0].path, { taskId, to: personId('hospital-a.custodian-reviewer'), reason: '改派' })).body).toMatchObject({ code: 'SEPARATION_OF_DUTIES' });

    await use.alsoHolds('witness-1', 'UNIT_TECH_REVIEWER');
    await watch();
    expect(await stuck(id)).toEqual([]);
    expect(await sentence(id)).not.toMatch(/法定人数/);
    expect((await (await admin()).post(found.actions[0].path, { taskId, to: personId('hospital-a.witness-1'), reason: '改派' })).status).toBe(200);
    await decideAs('witness-1', taskId, 'desensitizationVerification');
  });

  test('whose last holders leave shows as unstaffed, warned of before and found when the term is over', async () => {
    const id = await use.open();
    await use.advance(id, 'leakControlAttestation');
    const { id: taskId } = await use.task(id, 'leakControlAttestation');
    await use.api.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() + interval '3 days' WHERE position = 'UNIT_SECURITY_OFFICER'`);
    await watch();
    expect(await stuck(id)).toEqual([]);
    expect(await sentence(id)).toMatch(/预计自 .* 起无法达到法定人数/);
    await use.api.owner.query(`UPDATE assignments SET valid_to = clock_timestamp() WHERE position = 'UNIT_SECURITY_OFFICER'`);
    await watch();
    expect(await stuck(id)).toMatchObject([{ kind: 'UNSTAFFED' }]);
    await use.alsoHolds('witness-2', 'UNIT_SECURITY_OFFICER');
    await watch();
    expect(await stuck(id)).toEqual([]);
    await decideAs('witness-2', taskId, 'leakControlAttestation');
  });
});

describe('absences', () => {
  const days = { from: dayFromNow(1), to: dayFromNow(3) };

  test('are entered by whoever is away and by who keeps the roster, are read by them alone, and are cancelled once', async () => {
    const own = await (await use.as('custodian-1')).post('/absences', days);
    expect(own).toMatchObject({ status: 201, body: { person: { id: personId('hospital-a.custodian-1') }, enteredBy: { id: personId('hospital-a.custodian-1') }, ...days } });
    expect(own.headers.get('location')).toBe(`/api/v1/absences/${own.body.id}`);
    const other = await (await use.as('data-admin')).post('/absences', { ...days, personId: personId('hospital-a.custodian-2') });
    expect(other).toMatchObject({ status: 201, body: { enteredBy: { id: personId('hospital-a.data-admin') } } });
    const seenBy = async (account: string): Promise<string[]> => (await (await use.as(account)).get('/absences?limit=100')).body.items.map(({ id }: any) => id);
    expect(await seenBy('custodian-1')).toEqual([own.body.id]);
    expect(await seenBy('data-admin')).toEqual([own.body.id, other.body.id]);
    expect(await seenBy('commission.system-admin')).toEqual([own.body.id, other.body.id]);
    expect(await seenBy('centre-b.data-admin')).toEqual([]);
    expect((await (await use.as('custodian-2')).get(`/absences/${own.body.id}`)).status).toBe(404);
    expect((await (await use.as('custodian-2')).post(`/absences/${own.body.id}/cancel`)).status).toBe(404);
    expect((await (await use.as('custodian-1')).post(`/absences/${own.body.id}/cancel`)).body).toMatchObject({ id: own.body.id, cancelledAt: expect.any(String) });
    expect((await (await use.as('custodian-1')).post(`/absences/${own.body.id}/cancel`)).body).toMatchObject({ status: 409, code: 'NOT_OFFERED' });
    const audited = await use.api.owner.query(`SELECT action FROM audit_events WHERE action LIKE 'ABSENCE%' AND refused IS NULL ORDER BY id`);
    expect(audited.map(({ action }: any) => action)).toEqual(['ABSENCE_ENTERED', 'ABSENCE_ENTERED', 'ABSENCE_CANCELLED']);
  });

  test.each([
    ['for somebody else', 'staff-1', { ...days, personId: personId('hospital-a.custodian-2') }, 403],
    ['for another unit', 'data-admin', { ...days, personId: personId('centre-b.custodian') }, 403],
    ['that ends before it begins', 'staff-1', { from: dayFromNow(3), to: dayFromNow(1) }, 422],
    ['that is over', 'staff-1', { from: dayFromNow(-9), to: dayFromNow(-3) }, 422],
    ['of no day', 'staff-1', { from: '2026-02-30', to: dayFromNow(1) }, 422],
  ])('are refused %s', async (_, account, body, status) => {
    const before = await use.rowCounts();
    expect((await (await use.as(account)).post('/absences', body)).status).toBe(status);
    const after = await use.rowCounts();
    expect(after['absences']).toBe(before['absences']);
    expect((after['audit_events'] ?? 0) - (before['audit_events'] ?? 0)).toBe(status === 403 ? 1 : 0);
  });

  test('a retry enters nothing twice', async () => {
    const key = { 'idempotency-key': 'absence-once' };
    const client = await use.as('staff-2');
    const [first, again] = [await client.post('/absences', days, key), await client.post('/absences', days, key)];
    expect(again.body).toEqual(first.body);
    expect((await client.get('/absences')).body.items).toHaveLength(1);
  });
});
