import { civilDateOf, DAY_MS } from '@libs/domain/calendar';
import { CaseRecord } from '@libs/record/record';
import { decide } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { beginYearlyRuns } from '@libs/record/yearly-runs';
import type { ProcessDesk } from '@libs/record/desk';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from '@test/support/plain-desk';
import { freshKey, personId, RecordWorld } from '@test/support/record-world';
import { seenOn } from '@test/support/seen-on';

jest.setTimeout(60_000);

const yearly = define({
  version: 1, summary: '', articles: ['第十二条'], starters: ['UNIT_DATA_ADMINISTRATOR'], offered: true, sections: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {},
  distinct: [{ id: 'drafter-signs-nothing', title: '起草人不得签批', among: ['APPLICANT', 'sign'] }], holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END', id: 'test-yearly', code: 'T13', title: '每年一次', children: {},
  facts: { year: { kind: 'count', samples: [2026] } },
  steps: { draft: { title: '起草', kind: 'COMPLETE', article: '第十二条', seats: [{ applicant: true }] }, sign: { title: '签批', kind: 'APPROVE', article: '第十二条', seats: [{ position: 'UNIT_GROUP_LEADER' }] } },
  reviews: { report: { title: '修改', correctedBy: { applicant: true }, corrects: { evidenceOf: 'draft' }, article: '第十二条' } },
  terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'sign' }] }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
  yearly: { window: 'riskAssessment.window', of: ['MEDICAL_INSTITUTION'], also: { type: 'DISTRICT_CENTER', policy: 'riskAssessment.centerIncluded' }, position: 'UNIT_DATA_ADMINISTRATOR', year: 'year' },
});

let world: RecordWorld;
let record: CaseRecord;
beforeAll(async () => {
  world = await RecordWorld.create();
  const desk: ProcessDesk = {
    ...plainDesk(
      processOf(yearly, async (c) => {
        await c.review('report', async (c) => {
          await c.complete('draft');
          await c.approve('sign');
        });
        await c.end('DONE');
      }),
    ),
    fromClock: ({ year }) => ({ facts: { year } }),
  };
  const desks = new Map([[yearly.id, desk]]);
  await pinDefinitions(world.pool, desks);
  record = new CaseRecord(world.pool, desks);
});
afterAll(() => world.destroy());

interface Run {
  readonly code: string;
  readonly year: number;
  readonly case_id: string | null;
}
const runs = async (): Promise<Run[]> => (await world.pool.query<Run>('SELECT o.code, e.year, e.case_id FROM expected_runs e JOIN organisations o ON o.id = e.org_id ORDER BY o.code')).rows;
const YEAR = Number(civilDateOf(Date.now()).slice(0, 4));

test('a case that a unit has begun by itself is the one that is due, and the others are begun once', async () => {
  const own = await start(record, { personId: personId('hospital-a.data-admin'), processType: yearly.id, form: { facts: { year: YEAR } }, idempotency: freshKey('/s') });
  // Whatever day it is: the expectations are written down, and opened a minute ago.
  await beginYearlyRuns(record, yearly.id, 400 * DAY_MS);
  await world.owner.query(`UPDATE expected_runs SET opens_at = clock_timestamp() - interval '1 minute'`);
  await expect(beginYearlyRuns(record, yearly.id, 3_600_000)).resolves.toEqual({ begun: 0 });
  await expect(beginYearlyRuns(record, yearly.id)).resolves.toEqual({ begun: 3 });
  const begun = await runs();
  expect(begun.map(({ code, year }) => ({ code, year }))).toEqual(['CENTRE-B', 'CLINIC-C', 'HOSPITAL-A', 'QP-CENTER'].map((code) => ({ code, year: YEAR })));
  expect(begun.every(({ case_id }) => case_id !== null)).toBe(true);
  expect(begun.find(({ code }) => code === 'HOSPITAL-A')?.case_id).toBe(own.body.id);
  await expect(beginYearlyRuns(record, yearly.id)).resolves.toEqual({ begun: 0 });
  expect(await runs()).toEqual(begun);
});

test('nobody applied: the position stands for the applicant, and whoever holds it does what applicants do', async () => {
  const { rows } = await world.pool.query<{ applicant_id: string | null; position: string; org: string; case_org: string }>(
    `SELECT c.applicant_id, t.position, t.org_id AS org, c.org_id AS case_org FROM expected_runs e JOIN cases c ON c.id = e.case_id JOIN organisations o ON o.id = e.org_id AND o.code = 'CLINIC-C' JOIN tasks t ON t.case_id = c.id`,
  );
  expect(rows).toEqual([{ applicant_id: null, position: 'UNIT_DATA_ADMINISTRATOR', org: rows[0]?.case_org, case_org: rows[0]?.case_org }]);
});

test('each run that was begun is audited with its year', async () => {
  const { rows } = await world.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM audit_events a JOIN expected_runs e ON e.case_id = a.case_id AND a.action = 'YEARLY_RUN_BEGUN' AND (a.details ->> 'year')::int = e.year`);
  expect(rows).toEqual([{ count: 3 }]);
});

test('who does what applicants do answers as the applicant: nothing that they drafted is signed by them', async () => {
  const { rows } = await world.pool.query<{ id: string }>(`SELECT c.id FROM expected_runs e JOIN cases c ON c.id = e.case_id JOIN organisations o ON o.id = e.org_id AND o.code = 'CLINIC-C'`);
  const [run] = rows;
  if (!run) throw new Error('no run');
  const [admin] = (await world.owner.query<{ person_id: string; org_id: string }>(`SELECT a.person_id, a.org_id FROM assignments a JOIN organisations o ON o.id = a.org_id AND o.code = 'CLINIC-C' WHERE a.position = 'UNIT_DATA_ADMINISTRATOR' LIMIT 1`)).rows;
  if (!admin) throw new Error('no administrator');
  await world.owner.query(`INSERT INTO assignments (id, person_id, position, org_id, valid_from) SELECT gen_random_uuid(), $1, 'UNIT_GROUP_LEADER', $2, now() - interval '1 minute' WHERE NOT EXISTS (SELECT FROM assignments WHERE person_id = $1 AND position = 'UNIT_GROUP_LEADER' AND valid_to IS NULL)`, [admin.person_id, admin.org_id]);
  const decideOpen = async (outcome: string): Promise<unknown> => {
    const [task] = await world.openTasks(run.id);
    if (!task) throw new Error('no task');
    const seenDigest = await seenOn(record, run.id, task.step_id);
    return decide(record, { personId: admin.person_id, taskId: task.id, version: task.version, outcome, seenDigest, idempotency: freshKey('/d', { n: Math.random() }) });
  };
  await decideOpen('DONE');
  await expect(decideOpen('APPROVE')).rejects.toMatchObject({ code: 'SEPARATION_OF_DUTIES', members: { rule: { id: 'drafter-signs-nothing' } } });
});
