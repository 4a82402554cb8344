import { start } from '@libs/record/acts/start';
import { takeBack } from '@libs/record/acts/take-back';
import { decide } from '@libs/record/acts/decide';
import type { Moment, ParentMoment, ProcessDesk } from '@libs/record/desk';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { CaseRecord } from '@libs/record/record';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { seenOn } from '@test/support/seen-on';

jest.setTimeout(60_000);

const EMPTY = {
  version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, sections: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {},
  distinct: [], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END', facts: { level: { kind: 'enum', values: ['GENERAL', 'IMPORTANT'] } },
} as const;
const ENDS = { DONE: { title: '完成', positive: true, requires: [{ step: 'check' }] }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } } as const;
const check = { title: '核对', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } as const;
const follower = define({ ...EMPTY, id: 'test-follower', code: 'T02', title: '后续办件', children: {}, reviews: {}, steps: { check }, terminals: ENDS });
const filer = define({
  ...EMPTY, id: 'test-filer', code: 'T01', title: '备案办件',
  reviews: { correction: { title: '补正', correctedBy: { applicant: true }, corrects: { evidenceOf: 'filing' }, article: '测试' } },
  steps: { filing: { title: '登记备案', kind: 'COMPLETE', article: '测试', seats: [{ applicant: true }] }, check, receipt: { ...check, title: '回执' } },
  children: { later: { title: '后续', process: 'test-follower', onParentEnd: 'LEAVE' } },
  terminals: ENDS,
});

let world: RecordWorld;
let record: CaseRecord;
const moments: [string, Moment][] = [];
const parents: ParentMoment[] = [];
beforeAll(async () => {
  world = await RecordWorld.create();
  const noted = (key: string): ((moment: Moment) => []) => (moment) => {
    moments.push([key, moment]);
    return [];
  };
  const filing: ProcessDesk = {
    ...plainDesk(
      processOf(filer, async (c) => {
        await c.review('correction', async (c) => {
          await c.complete('filing');
          await c.approve('check');
        });
        await c.approve('receipt');
        c.spawn('later');
        await c.end('DONE');
      }),
    ),
    registers: {
      started: noted('started'),
      check: ({ evidence }) => (evidence['filing']?.['to'] === undefined ? [] : [{ register: 'LINK', kind: 'FOLLOWS', to: { caseId: evidence['filing']['to'] as string } }]),
      filing: () => [{ register: 'FILING', kind: 'SHARING', status: 'SUBMITTED' }],
      correction: noted('correction'),
      receipt: (moment) => (moment.outcome === 'APPROVE' ? [{ register: 'FILING', kind: 'SHARING', status: 'RECEIVED' }] : []),
      DONE: noted('DONE'),
    },
  };
  const following: ProcessDesk = {
    ...plainDesk(processOf(follower, async (c) => {
      await c.approve('check');
      await c.end('DONE');
    })),
    fromParent: (parent) => {
      parents.push(parent);
      return { of: parent.number, facts: { level: 'IMPORTANT' } };
    },
  };
  const desks = new Map([filing, following].map((desk) => [desk.process.definition.id, desk]));
  await pinDefinitions(world.pool, desks);
  record = new CaseRecord(world.pool, desks);
});
afterAll(() => world.destroy());
beforeEach(() => {
  moments.length = 0;
  parents.length = 0;
});

const begin = async (): Promise<string> => (await start(record, { personId: personId('hospital-a.staff-1'), processType: 'test-filer', form: { purpose: '测试', facts: { level: 'GENERAL' } }, idempotency: freshKey('/s') })).body.id;
async function act(caseId: string, account: string, outcome: string, evidence?: unknown): Promise<string> {
  const [task] = await world.openTasks(caseId);
  if (!task) throw new Error('no task');
  const seenDigest = await seenOn(record, caseId, task.step_id);
  await decide(record, { personId: personId(account), taskId: task.id, version: task.version, outcome, seenDigest, opinion: '测试', ...(evidence !== undefined && { evidence }), idempotency: freshKey('/d', { n: Math.random() }) });
  return task.id;
}
const filings = async (caseId: string): Promise<unknown[]> => (await world.pool.query('SELECT status, number IS NOT NULL AS received FROM filings WHERE case_id = $1', [caseId])).rows;

test('a register stands written in the transaction of the act that settles its step, with what was filled in and by whom', async () => {
  const id = await begin();
  expect(moments).toEqual([['started', expect.objectContaining({ caseId: id, by: personId('hospital-a.staff-1'), form: expect.objectContaining({ purpose: '测试' }), facts: { level: 'GENERAL' } })]]);
  await act(id, 'hospital-a.staff-1', 'DONE', { items: 3 });
  expect(await filings(id)).toEqual([{ status: 'SUBMITTED', received: false }]);
  await act(id, 'hospital-a.data-admin', 'APPROVE');
  await act(id, 'hospital-a.data-admin', 'APPROVE');
  expect(await filings(id)).toEqual([{ status: 'RECEIVED', received: true }]);
  const [key, moment] = moments.at(-1) ?? [];
  expect(key).toBe('DONE');
  expect(moment?.evidence).toEqual({ filing: { items: 3 } });
  expect(moment?.decisions.map(({ key: step, outcome, person, position }) => [step, outcome, person.id, position])).toEqual([
    ['filing', 'DONE', personId('hospital-a.staff-1'), 'UNIT_STAFF'],
    ['check', 'APPROVE', personId('hospital-a.data-admin'), 'UNIT_DATA_ADMINISTRATOR'],
    ['receipt', 'APPROVE', personId('hospital-a.data-admin'), 'UNIT_DATA_ADMINISTRATOR'],
  ]);
});

test('evidence that was corrected stands in the place of what it corrects', async () => {
  const id = await begin();
  await act(id, 'hospital-a.staff-1', 'DONE', { items: 3 });
  await act(id, 'hospital-a.data-admin', 'RETURN');
  await act(id, 'hospital-a.staff-1', 'RESUBMIT', { items: 4 });
  const [, moment] = moments.find(([key]) => key === 'correction') ?? [];
  expect(moment?.evidence).toEqual({ filing: { items: 4 } });
});

test('what stands in a register is not taken back', async () => {
  const id = await begin();
  const taskId = await act(id, 'hospital-a.staff-1', 'DONE', { items: 3 });
  await expect(takeBack(record, { personId: personId('hospital-a.staff-1'), taskId, reason: '测试', idempotency: freshKey('/t') })).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  expect(await filings(id)).toEqual([{ status: 'SUBMITTED', received: false }]);
});

test('a case that another one opens has the form that its own desk fills in from it, and the facts of that form', async () => {
  const id = await begin();
  await act(id, 'hospital-a.staff-1', 'DONE', { items: 3 });
  await act(id, 'hospital-a.data-admin', 'APPROVE');
  await act(id, 'hospital-a.data-admin', 'APPROVE');
  expect(parents).toEqual([expect.objectContaining({ caseId: id, process: 'test-filer', child: 'later', evidence: { filing: { items: 3 } } })]);
  const { rows } = await world.pool.query('SELECT c.facts, f.data, c.parent_id FROM cases c JOIN form_revisions f ON f.case_id = c.id WHERE c.parent_id = $1', [id]);
  expect(rows).toEqual([{ facts: { level: 'IMPORTANT' }, data: { of: parents[0]?.number, facts: { level: 'IMPORTANT' } }, parent_id: id }]);
});

test('an act that is refused enters nothing', async () => {
  const id = await begin();
  await expect(act(id, 'hospital-a.staff-2', 'DONE', { items: 3 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await filings(id)).toEqual([]);
});

test('what a register will not have refuses the act, and nothing of it stands', async () => {
  const id = await begin();
  await act(id, 'hospital-a.staff-1', 'DONE', { to: '0190a000-0000-7000-8000-00000000dead' });
  const seq = (await world.caseRow(id))['seq'];
  await expect(act(id, 'hospital-a.data-admin', 'APPROVE')).rejects.toMatchObject({ code: 'FORM_INVALID' });
  expect((await world.caseRow(id))['seq']).toBe(seq);
});
