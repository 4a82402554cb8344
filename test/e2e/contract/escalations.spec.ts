import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

let use: UseOverHttp;
const second = (amount: number) => ({ type: 'DURATION', amount, unit: 'SECOND' });
beforeAll(async () => {
  use = await UseOverHttp.start();
  const values = { 'use.initialAssessment.days': second(1), 'step.reminders': { type: 'DURATIONS', values: [{ amount: 1, unit: 'HOUR' }] }, 'step.escalation.first': second(1), 'step.escalation.repeat': second(600) };
  for (const [key, value] of Object.entries(values))
    await use.api.owner.query(
      `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, effective_from, title, $2, basis, basis_class, verified FROM policies WHERE key = $1 ORDER BY recorded_at DESC LIMIT 1`,
      [key, JSON.stringify(value)],
    );
});
afterAll(() => use?.api.close());

/** Past breach and first escalation; what fell due is settled by whatever is done next in the case. */
async function escalated(): Promise<{ id: string; escalation: any }> {
  const id = await use.open();
  const [task] = (await use.view(id)).steps[0].tasks;
  await use.api.owner.query('SELECT pg_sleep(extract(epoch FROM next_due_at - clock_timestamp()) + 1.05) FROM cases WHERE id = $1', [id]);
  await (await use.as('group-leader')).post(`/tasks/${task.id}/urge`, {});
  const { escalations } = await use.view(id);
  return { id, escalation: escalations[0] };
}

test('an escalation is shown, is offered to whoever was told and to nobody else, and is silent once it was taken up', async () => {
  const { id, escalation } = await escalated();
  expect(escalation).toMatchObject({ stepKey: 'initialAssessment', level: 1, to: { position: 'UNIT_DATA_ADMINISTRATOR', positionTitle: '数据管理员' } });
  const offered = async (account: string) => (await use.view(id, account)).allowedActions.find(({ action }: any) => action === 'acknowledge');
  expect(await offered('designated-leader')).toBeUndefined();
  const action = await offered('data-admin');
  expect(action).toMatchObject({ method: 'POST', key: escalation.id });
  expect((await (await use.as('designated-leader')).post(action.path)).body).toMatchObject({ status: 403, code: 'NOT_ELIGIBLE' });
  const key = { 'idempotency-key': `acknowledge-${escalation.id}` };
  const done = await (await use.as('data-admin')).post(action.path, undefined, key);
  expect(done).toMatchObject({ status: 200, body: { escalation: { id: escalation.id, level: 1 } } });
  expect((await (await use.as('data-admin')).post(action.path, undefined, key)).body).toEqual(done.body);
  expect((await (await use.as('data-admin')).post(action.path)).body).toMatchObject({ status: 409, code: 'NOT_OFFERED' });
  const { escalations } = await use.view(id);
  expect(escalations[0].acknowledged).toMatchObject({ by: { name: expect.any(String) }, silentUntil: done.body.escalation.silentUntil });
  expect(await offered('data-admin')).toBeUndefined();
  const { body: waiting } = await (await use.as('staff-1')).get(`/cases/${id}/waiting`);
  expect(Date.parse(waiting.waitingFor[0].nextEscalation.at)).toBe(Date.parse(done.body.escalation.silentUntil));
  expect(waiting.waitingFor[0].nextEscalation.to).toBe('分管领导');
});
