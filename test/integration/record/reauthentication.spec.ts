import { MINUTE_MS } from '@libs/domain/calendar';
import { POLICIES_IN_FORCE } from '@libs/record/statements';
import { actOnDemand } from '@libs/record/acts/case-acts';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { PlainCases } from '@test/support/plain-cases';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world?.destroy());

const minutesAgo = (minutes: number): number => Date.now() - minutes * MINUTE_MS;
const refusals = (caseId: string): Promise<number> => world.count('audit_events', `case_id = '${caseId}' AND refused = 'REAUTHENTICATION_REQUIRED'`);

describe('a sensitive step', () => {
  it('is decided by somebody who has just proved who they are, and a refusal leaves its audit event and nothing else', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const decisions = await world.count('decisions', `case_id = '${id}'`);
    for (const authenticatedAt of [undefined, minutesAgo(16), 0])
      await expect(world.decide(id, 'secondaryAuthorization', { authenticatedAt })).rejects.toMatchObject({ code: 'REAUTHENTICATION_REQUIRED', members: { maxAge: 900 }, detail: { zh: expect.stringContaining('15 分钟') } });
    expect([await refusals(id), await world.count('decisions', `case_id = '${id}'`), (await world.taskOf(id, 'secondaryAuthorization')).version]).toEqual([3, decisions, 1]);
    await world.decide(id, 'secondaryAuthorization', { authenticatedAt: minutesAgo(14) });
    expect(await world.count('decisions', `case_id = '${id}' AND role = 'secondaryAuthorization'`)).toBe(1);
  });

  it('asks last: who may not decide it, or not so, hears that', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    await expect(world.decide(id, 'secondaryAuthorization', { account: 'hospital-a.data-admin', authenticatedAt: undefined })).rejects.toMatchObject({ code: 'NOT_ELIGIBLE' });
    await expect(world.decide(id, 'secondaryAuthorization', { evidence: {}, authenticatedAt: undefined })).rejects.toMatchObject({ code: 'EVIDENCE_INVALID' });
    await expect(world.decide(id, 'secondaryAuthorization', { outcome: 'REJECT', opinion: ' ', authenticatedAt: undefined })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await refusals(id)).toBe(0);
  });

  it('takes the figure that is in force now, not the one of the day on which the case began', async () => {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const { rows } = await world.owner.query<{ key: string; value: unknown }>(POLICIES_IN_FORCE, ['2100-01-01']);
    const before = rows.find(({ key }) => key === 'auth.reauthentication.minutes')?.value;
    await world.setPolicy('auth.reauthentication.minutes', { type: 'DURATION', amount: 1, unit: 'HOUR' });
    await expect(world.decide(id, 'secondaryAuthorization', { authenticatedAt: minutesAgo(61) })).rejects.toMatchObject({ members: { maxAge: 3_600 } });
    await world.decide(id, 'secondaryAuthorization', { authenticatedAt: minutesAgo(59) });
    await world.setPolicy('auth.reauthentication.minutes', before);
  });
});

it('no other step asks', async () => {
  const { id } = await world.start();
  for (const step of ['initialAssessment', 'secondaryAssessment']) await world.decide(id, step, { authenticatedAt: undefined });
  expect((await world.openTasks(id)).map(({ step_key }) => step_key)).toEqual(['secondaryAuthorization']);
});

it('an act on demand may be sensitive too', async () => {
  const definition = define({
    id: 'finding', code: 'T01', version: 1, title: '测试', summary: '测试', articles: ['测试'], starters: ['UNIT_STAFF'], offered: false, facts: {}, sections: {},
    steps: {
      judgement: { title: '审核', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] },
      finding: { title: '认定', kind: 'ON_DEMAND', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], sensitive: true },
    },
    reviews: {}, gates: {}, grants: {}, effects: {}, children: {}, diversions: {}, periods: {},
    terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '未获批准', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
    distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END',
  });
  const desk = plainDesk(
    processOf(definition, async (c) => {
      c.onDemand('finding');
      await c.approve('judgement');
      await c.end('DONE');
    }),
  );
  const cases = await PlainCases.on(world, new Map([['finding', desk]]));
  const caseId = await cases.start('finding');
  const find = (authenticatedAt: number | undefined): Promise<unknown> =>
    actOnDemand(cases.record, { personId: personId('hospital-a.data-admin'), caseId, key: 'finding', authenticatedAt, idempotency: freshKey('/acts') });
  await expect(find(undefined)).rejects.toMatchObject({ code: 'REAUTHENTICATION_REQUIRED' });
  expect(await find(Date.now())).toMatchObject({ status: 200 });
});
