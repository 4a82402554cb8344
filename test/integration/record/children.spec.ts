import { CaseRecord } from '@libs/record/record';
import { decide } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import { deliverChildEnd, endOrphan, orphans, untoldChildEnds } from '@libs/record/children';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';
import { seenOn } from '@test/support/seen-on';

jest.setTimeout(60_000);

const EMPTY = {
  version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, sections: {}, reviews: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {},
  distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END',
} as const;
const child = define({
  ...EMPTY, id: 'test-child', code: 'T02', title: '子办件', facts: { level: { kind: 'enum', values: ['GENERAL'] } }, children: {},
  steps: { check: { title: '核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } },
  terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'check' }] }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
});
const parent = define({
  ...EMPTY, id: 'test-parent', code: 'T01', title: '母办件', facts: { level: { kind: 'enum', values: ['GENERAL'] }, reason: { kind: 'id' } },
  steps: { open: { title: '发起', kind: 'COMPLETE', article: '测试', seats: [{ applicant: true }] } },
  children: { awaited: { title: '等待的', process: 'test-child', onParentEnd: 'TERMINATE' }, loose: { title: '不等待的', process: 'test-child', onParentEnd: 'TERMINATE' }, left: { title: '留下的', process: 'test-child', onParentEnd: 'LEAVE' } },
  terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
});

let world: RecordWorld;
let record: CaseRecord;
beforeAll(async () => {
  world = await RecordWorld.create();
  const desks = new Map(
    [
      plainDesk(processOf(child, async (c) => {
        await c.approve('check');
        await c.end('DONE');
      })),
      plainDesk(processOf(parent, async (c) => {
        await c.complete('open');
        c.spawn('loose');
        c.spawn('left');
        await c.child('awaited');
        await c.end('DONE');
      })),
    ].map((desk) => [desk.process.definition.id, desk]),
  );
  await pinDefinitions(world.pool, desks);
  record = new CaseRecord(world.pool, desks);
});
afterAll(() => world.destroy());

const decideOpen = async (caseId: string, account: string, outcome: string): Promise<void> => {
  const [task] = await world.openTasks(caseId);
  if (!task) throw new Error('no task');
  const seenDigest = await seenOn(record, caseId, task.step_id);
  await decide(record, { personId: personId(account), taskId: task.id, version: task.version, outcome, seenDigest, authenticatedAt: Date.now(), idempotency: freshKey('/d', { n: Math.random() }) });
};

interface Family {
  readonly parent: string;
  readonly awaited: string;
  readonly left: string;
  readonly loose: string;
}

/** A parent with all of its children open. */
async function family(): Promise<Family> {
  const form = { facts: { level: 'GENERAL', reason: 'id-1' } };
  const { body } = await start(record, { personId: personId('hospital-a.staff-1'), processType: 'test-parent', form, idempotency: freshKey('/cases', form) });
  await decideOpen(body.id, 'hospital-a.staff-1', 'DONE');
  const { rows } = await world.owner.query(`SELECT id, parent_want, status, facts FROM cases WHERE parent_id = $1 ORDER BY parent_want`, [body.id]);
  expect(rows).toMatchObject(['awaited#1', 'left#1', 'loose#1'].map((parent_want) => ({ parent_want, status: 'OPEN', facts: { level: 'GENERAL' } })));
  const [awaited, left, loose] = rows.map(({ id }) => id);
  return { parent: body.id, awaited, left, loose };
}
const untold = async (child: string): Promise<number> => (await world.owner.query('SELECT FROM parent_outbox WHERE child_id = $1', [child])).rows.length;
const endAwaited = (one: Family): Promise<void> => decideOpen(one.awaited, 'hospital-a.data-admin', 'APPROVE');

test('children are opened in the parent’s own transaction, end by their own story, and reach the parent without the engine', async () => {
  const one = await family();
  const { parent, left, loose } = one;
  await endAwaited(one);
  expect(await world.caseRow(parent)).toMatchObject({ status: 'OPEN' });
  await keepHouse(record, SILENT);
  expect(await world.caseRow(parent)).toMatchObject({ status: 'CLOSED', outcome: 'DONE' });
  // Those that nobody waited for end with their parent or are left, as the parent's definition says.
  expect(await world.caseRow(loose)).toMatchObject({ status: 'CLOSED', outcome: 'TERMINATED' });
  expect(await world.caseRow(left)).toMatchObject({ status: 'OPEN' });
  const audited = await world.count('audit_events');
  await keepHouse(record, SILENT);
  expect(await world.count('audit_events')).toBe(audited);
});

test('children that are left do not crowd out those that end with their parent', async () => {
  const one = await family();
  await endAwaited(one);
  const [end] = await untoldChildEnds(record.pool);
  if (!end) throw new Error('no end');
  await deliverChildEnd(record, end);
  expect(await orphans(record, 1)).toEqual([one.loose]);
  await endOrphan(record, one.loose);
  expect(await orphans(record, 1)).toEqual([]);
});

test('a stopped parent is told when it goes on, and keeps no other waiting', async () => {
  const stopped = await family();
  const healthy = await family();
  await endAwaited(stopped);
  await endAwaited(healthy);
  await world.owner.query(`UPDATE cases SET stopped = '{"reason": "DIVERGED"}' WHERE id = $1`, [stopped.parent]);
  await keepHouse(record, SILENT);
  expect(await world.caseRow(healthy.parent)).toMatchObject({ status: 'CLOSED' });
  expect(await untold(stopped.awaited)).toBe(1);

  await world.owner.query('UPDATE cases SET stopped = NULL WHERE id = $1', [stopped.parent]);
  await keepHouse(record, SILENT);
  expect(await world.caseRow(stopped.parent)).toMatchObject({ status: 'CLOSED' });
  expect(await untold(stopped.awaited)).toBe(0);
});
