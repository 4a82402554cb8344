import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { CaseRecord } from '@libs/record/record';
import { plainDesk } from '@test/support/plain-desk';
import { WorkerWorld } from '@test/support/worker-world';
import { keepSchedules, scheduleIdOf } from '../../apps/worker/src/schedules/schedules';

jest.setTimeout(120_000);

const yearly = define({
  version: 1, summary: '', articles: ['第十二条'], starters: ['UNIT_DATA_ADMINISTRATOR'], offered: true, sections: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {},
  distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END', id: 'test-scheduled', code: 'T13', title: '每年一次', children: {}, reviews: {},
  facts: { year: { kind: 'count', samples: [2026] } },
  steps: { sign: { title: '签批', kind: 'APPROVE', article: '第十二条', seats: [{ position: 'UNIT_GROUP_LEADER' }] } },
  terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'sign' }] }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
  yearly: { window: 'riskAssessment.window', of: ['MEDICAL_INSTITUTION'], position: 'UNIT_DATA_ADMINISTRATOR', year: 'year' },
});

let own: WorkerWorld;
let record: CaseRecord;
beforeAll(async () => {
  own = await WorkerWorld.create();
  record = new CaseRecord(own.world.pool, new Map([[yearly.id, plainDesk(processOf(yearly, async (c) => {
    await c.approve('sign');
    await c.end('DONE');
  }))]]));
});
afterAll(() => own?.destroy());

const schedule = () => own.engine.client.schedule.getHandle(scheduleIdOf(yearly.id));

test('a yearly process has a schedule on the day on which its window opens, that never overlaps; one that was lost is created again', async () => {
  await keepSchedules(own.engine.client, record);
  const first = await schedule().describe();
  expect(first.spec.calendars).toEqual([expect.objectContaining({ month: [expect.objectContaining({ start: 'OCTOBER' })], dayOfMonth: [expect.objectContaining({ start: 1 })] })]);
  expect(first.spec.timezone).toBe('Asia/Shanghai');
  expect(first.policies.overlap).toBe('SKIP');
  // Safe to repeat: the same one stands.
  await keepSchedules(own.engine.client, record);
  expect((await schedule().describe()).info.createdAt).toEqual(first.info.createdAt);

  await schedule().delete();
  await keepSchedules(own.engine.client, record);
  expect((await schedule().describe()).info.createdAt.getTime()).toBeGreaterThan(first.info.createdAt.getTime());
});

test('where a policy moves the day, the schedule moves with it', async () => {
  await own.world.owner.query(
    `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, current_date - 1, title, '{"type":"DATE_OF_YEAR","from":"09-15","to":"12-31"}', basis, basis_class, verified FROM policies WHERE key = 'riskAssessment.window' LIMIT 1`,
  );
  await keepSchedules(own.engine.client, record);
  expect((await schedule().describe()).spec.calendars).toEqual([expect.objectContaining({ month: [expect.objectContaining({ start: 'SEPTEMBER' })], dayOfMonth: [expect.objectContaining({ start: 15 })] })]);
});
