import { decide } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { CaseRecord } from '@libs/record/record';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { seenOn } from '@test/support/seen-on';

jest.setTimeout(60_000);

const witnessed = define({
  id: 'test-witnessed', code: 'T03', title: '监销测试', version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true,
  facts: {}, sections: {}, reviews: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {}, children: {},
  steps: { witnessing: { title: '监销', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_WITNESS' }], rule: { kind: 'AT_LEAST', policy: 'destruction.witness' } } },
  terminals: { DONE: { title: '完成', positive: true }, WITHDRAWN: { title: '撤回', positive: false } },
  distinct: [{ id: 'two-witnesses', title: '两名监销人须为不同的人', among: ['witnessing'], onceEach: true }],
  holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END',
});

let world: RecordWorld;
let record: CaseRecord;
beforeAll(async () => {
  world = await RecordWorld.create();
  const desk = plainDesk(processOf(witnessed, async (c) => {
    await c.complete('witnessing');
    await c.complete('witnessing');
    await c.end('DONE');
  }));
  const desks = new Map([[witnessed.id, { ...desk, pins: ['destruction.witness'] }]]);
  await pinDefinitions(world.pool, desks);
  record = new CaseRecord(world.pool, desks);
});
afterAll(() => world.destroy());

const FIRST = personId('hospital-a.witness-1');
const SECOND = personId('hospital-a.witness-2');

/** Decides the open task of this person's. */
async function witness(caseId: string, person: string): Promise<void> {
  const { rows: [task] } = await world.owner.query(`SELECT id, version, step_id FROM tasks WHERE case_id = $1 AND status = 'OPEN' AND person_id = $2`, [caseId, person]);
  const seenDigest = await seenOn(record, caseId, task.step_id);
  await decide(record, { personId: person, taskId: task.id, version: task.version, outcome: 'DONE', seenDigest, idempotency: freshKey('/d') });
}

test('however a second seat came to them, nobody is two of two witnesses; the next time the step is asked, they may witness again', async () => {
  const { body } = await start(record, { personId: personId('hospital-a.staff-1'), processType: witnessed.id, form: {}, idempotency: freshKey('/cases') });
  await witness(body.id, FIRST);
  await world.owner.query(`UPDATE tasks SET person_id = $2 WHERE case_id = $1 AND person_id = $3`, [body.id, FIRST, SECOND]);
  await expect(witness(body.id, FIRST)).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'two-witnesses' } } });
  await world.owner.query(`UPDATE tasks SET person_id = $3 WHERE case_id = $1 AND person_id = $2 AND status = 'OPEN'`, [body.id, FIRST, SECOND]);
  await witness(body.id, SECOND);
  await witness(body.id, FIRST);
  await witness(body.id, SECOND);
  expect(await world.caseRow(body.id)).toMatchObject({ status: 'CLOSED', outcome: 'DONE' });
});
