import { CaseRecord } from '@libs/record/record';
import { decide } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import { deliverChildEnds, endOrphans } from '@libs/record/children';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { LOCK_CASE } from '@libs/record/statements';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';

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
  children: { awaited: { title: '等待的', process: 'test-child', onParentEnd: 'TERMINATE' }, loose: { title: '不等待的', process: 'test-child', onParentEnd: 'TERMINATE' } },
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
  const seenDigest = await record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => work.shownDigest(work.stepOf(work.loaded.tasks.find(({ id }) => id === task.id)!)));
  await decide(record, { personId: personId(account), taskId: task.id, version: task.version, outcome, seenDigest, idempotency: freshKey('/d', { n: Math.random() }) });
};

test('children are opened in the parent’s own transaction, end by their own story, and reach the parent without the engine', async () => {
  const form = { facts: { level: 'GENERAL', reason: 'id-1' } };
  const { body } = await start(record, { personId: personId('hospital-a.staff-1'), processType: 'test-parent', form, idempotency: freshKey('/cases', form) });
  await decideOpen(body.id, 'hospital-a.staff-1', 'DONE');
  const { rows: children } = await world.owner.query(`SELECT id, parent_want, status, facts FROM cases WHERE parent_id = $1 ORDER BY parent_want`, [body.id]);
  expect(children).toMatchObject([
    { parent_want: 'awaited#1', status: 'OPEN', facts: { level: 'GENERAL' } },
    { parent_want: 'loose#1', status: 'OPEN', facts: { level: 'GENERAL' } },
  ]);

  await decideOpen(children[0].id, 'hospital-a.data-admin', 'APPROVE');
  expect(await world.caseRow(body.id)).toMatchObject({ status: 'OPEN' });
  expect(await deliverChildEnds(record)).toBe(1);
  expect(await world.caseRow(body.id)).toMatchObject({ status: 'CLOSED', outcome: 'DONE' });
  expect(await deliverChildEnds(record)).toBe(0);

  // The one that nobody waited for ends with its parent, as the parent's definition says.
  expect(await endOrphans(record)).toBe(1);
  expect(await world.caseRow(children[1].id)).toMatchObject({ status: 'CLOSED', outcome: 'TERMINATED' });
});
