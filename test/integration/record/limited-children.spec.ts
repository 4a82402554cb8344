import { CaseRecord } from '@libs/record/record';
import { start } from '@libs/record/acts/start';
import { keepTime } from '@libs/record/engine';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { define, type ClockSpec } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

jest.setTimeout(60_000);

const EMPTY = {
  version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, sections: {}, reviews: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {},
  distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'NEVER',
} as const;
const since = (policy: string, level: string): ClockSpec => ({ policy, base: { fact: 'changedAt' }, nature: 'SOFT', when: { level: [level] } });
const followed = define({
  ...EMPTY, id: 'test-followed', code: 'T03', title: '后续办件', facts: {}, children: {},
  steps: { check: { title: '核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } },
  terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'check' }] }, REJECTED: { title: '否', positive: false } },
});
const limited = define({
  ...EMPTY, id: 'test-limited', code: 'T04', title: '限期办件', facts: { changedAt: { kind: 'instant' }, level: { kind: 'enum', values: ['GENERAL', 'IMPORTANT'] } }, steps: {},
  children: {
    follower: {
      title: '后续办理', process: 'test-followed', onParentEnd: 'LEAVE',
      limit: { article: '第三十条（三）', clocks: [since('clock.C15.basic-information-changed', 'GENERAL'), since('regrade.timely.days', 'IMPORTANT')], escalation: ['UNIT_DATA_ADMINISTRATOR', 'DISTRICT_INFO_DEPT'] },
    },
  },
  terminals: { DONE: { title: '完成', positive: false } },
});

let world: RecordWorld;
let record: CaseRecord;
beforeAll(async () => {
  world = await RecordWorld.create();
  const desks = new Map(
    [
      plainDesk(processOf(followed, async (c) => {
        await c.approve('check');
        await c.end('DONE');
      })),
      plainDesk(processOf(limited, async (c) => {
        await c.child('follower');
        await c.end('DONE');
      })),
    ].map((desk) => [desk.process.definition.id, desk]),
  );
  await pinDefinitions(world.pool, desks);
  record = new CaseRecord(world.pool, desks);
});
afterAll(() => world.destroy());

const DAY = 86_400_000;
async function begun(level: string, changedAt: number): Promise<string> {
  const form = { facts: { level, changedAt } };
  const { body } = await start(record, { personId: personId('hospital-a.staff-1'), processType: 'test-limited', form, idempotency: freshKey('/cases', form) });
  return body.id;
}
const clocksOf = async (caseId: string) => (await world.owner.query('SELECT k.key, k.basis, k.breached_at IS NOT NULL AS breached, k.due_at FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND s.key = $2', [caseId, 'follower'])).rows;

test.each([
  ['GENERAL', 'clock.C15.basic-information-changed'],
  ['IMPORTANT', 'regrade.timely.days'],
])('of the limits of a linked case, the one whose facts hold runs: %s', async (level, key) => {
  const id = await begun(level, Date.now() - DAY);
  expect(await clocksOf(id)).toMatchObject([{ key, basis: '第三十条（三）', breached: false }]);
});

test('a limit that was over before the linked case began is breached at once: whoever comes first is told, then the chain', async () => {
  const id = await begun('GENERAL', Date.now() - 90 * DAY);
  await keepTime(record, id, 0);
  expect(await clocksOf(id)).toMatchObject([{ breached: true }]);
  const { rows: told } = await world.owner.query(`SELECT kind, position FROM notices WHERE case_id = $1 AND kind IN ('BREACH', 'ESCALATION') ORDER BY id`, [id]);
  expect(told[0]).toEqual({ kind: 'BREACH', position: 'UNIT_DATA_ADMINISTRATOR' });
  expect(told).toEqual(expect.arrayContaining([{ kind: 'ESCALATION', position: 'DISTRICT_INFO_DEPT' }]));
  const { rows: escalated } = await world.owner.query('SELECT DISTINCT position FROM escalations WHERE case_id = $1', [id]);
  expect(escalated.map(({ position }) => position).sort()).toEqual(['DISTRICT_INFO_DEPT', 'UNIT_DATA_ADMINISTRATOR']);
});
