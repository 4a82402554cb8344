import { civilDateOf, DAY_MS } from '@libs/domain/calendar';
import { CaseRecord } from '@libs/record/record';
import { beginYearlyRuns } from '@libs/record/yearly-runs';
import type { Answer } from '@test/support/api';
import { resourceId, useForm } from '@test/support/record-world';
import { WalkStack } from '@test/support/walk-stack';
import { EXAMPLE_FORM } from '@workflows/processes/catalogue-change/form.example';
import { WALKS } from '@workflows/processes/walks';
import type { Walk } from '@workflows/processes/walk';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const YEAR = Number(civilDateOf(Date.now()).slice(0, 4));
const walkOf = (process: string, name: string): Walk => {
  const walk = WALKS.get(process)?.[name];
  if (!walk) throw new Error(`${process} has no walk ${name}`);
  return walk;
};
const get = async (account: string, path: string): Promise<Answer> => (await stack.api.loginAs(account)).get(path);
const items = async (account: string, path: string): Promise<any[]> => (await get(account, path)).body.items;
const rows = async (sql: string, ...values: unknown[]): Promise<any[]> => (await stack.engine.owner.query(sql, values)).rows;
const caseOf = async (id: string, account = 'commission.info-1'): Promise<any> => (await get(account, `/cases/${id}`)).body;

const changeOf = (resource: string, changedAt: string) => ({ ...EXAMPLE_FORM, change: { ...EXAMPLE_FORM.change, resourceId: resource, changedAt, changedFields: ['PROCESSING'] } });

describe('第三十条（三）: a change of the catalogue', () => {
  test('that is late when it is registered is so for the unit and the district, from the first, and for no other unit', async () => {
    const { id } = await stack.walker.upTo('catalogue-change', walkOf('catalogue-change', 'late'), 'changeReport');
    for (const account of ['hospital-a.data-admin', 'commission.info-1']) {
      const [change] = (await items(account, '/resource-changes?overdue=true')).filter((one) => one.case.id === id);
      expect(change).toMatchObject({ kind: 'OTHER', status: 'OPEN', overdue: true, cause: 'PROCESSING_CHANGE' });
    }
    expect((await items('centre-b.data-admin', '/resource-changes?overdue=true')).filter((one) => one.case.id === id)).toEqual([]);
    const [clock] = await rows(`SELECT k.key, k.due_at < k.base_at + interval '70 days' AS counted, k.due_at < now() AS over FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND s.key = 'changeReport'`, id);
    expect(clock).toEqual({ key: 'clock.C16.other-information-changed', counted: true, over: true });
  });

  test('that is reported late is received under a number all the same, and the breach stays on the record and with the district', async () => {
    const { id } = await stack.walker.walk('catalogue-change', walkOf('catalogue-change', 'late'));
    expect((await items('commission.info-1', '/resource-changes')).find((one) => one.case.id === id)).toMatchObject({ status: 'REPORTED', overdue: false, late: true });
    expect(await items('commission.info-1', `/filings?caseId=${id}`)).toMatchObject([{ kind: 'CHANGE_REPORT', status: 'RECEIVED', number: expect.stringMatching(/^QP-BA-/) }]);
    expect(await rows(`SELECT count(*)::int AS n FROM clocks WHERE case_id = $1 AND key = 'clock.C16.other-information-changed' AND breached_at IS NOT NULL`, id)).toEqual([{ n: 1 }]);
    expect((await rows('SELECT DISTINCT position FROM escalations WHERE case_id = $1', id)).map(({ position }) => position)).toEqual(expect.arrayContaining(['UNIT_DESIGNATED_LEADER', 'DISTRICT_INFO_DEPT']));
  });

  test.each([
    ['SERVICE-STATISTICS', 'clock.C16.other-information-changed', false],
    ['LABORATORY-RESULTS', 'regrade.timely.days', true],
  ])('of other information, 45 days ago, of %s: the register counts as the case does, %s', async (code, policy, overdue) => {
    const changed: Walk = { ...walkOf('catalogue-change', 'late'), form: (world) => changeOf(world.resource('HOSPITAL-A', code), world.day(-45)) };
    const { id } = await stack.walker.upTo('catalogue-change', changed, 'changeReport');
    const change = (await items('commission.info-1', '/resource-changes')).find((one) => one.case.id === id);
    const [clock] = await rows(`SELECT k.key, k.due_at FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND s.key = 'changeReport'`, id);
    expect([clock.key, change.overdue, change.dueAt]).toEqual([policy, overdue, clock.due_at.toISOString()]);
    expect((await items('commission.info-1', `/resource-changes?overdue=${overdue}`)).some((one) => one.case.id === id)).toBe(true);
  });

  test('of basic information stops the use of the resource until it is graded anew; the three cases know of each other', async () => {
    const beds = resourceId('HOSPITAL-A/BED-OCCUPANCY');
    const { data, level } = useForm();
    const use = async (): Promise<Answer> => (await stack.api.loginAs('hospital-a.staff-1')).post('/cases', { processType: 'sensitive-data-use', form: useForm({ data: { ...data, datasetIds: [beds] }, level: { ...level, declaredLevel: 'GENERAL' } }) });
    await stack.walker.upTo('catalogue-change', walkOf('catalogue-change', 'basic'), 'description');
    expect((await get('hospital-a.data-admin', `/resources/${beds}`)).body.gradingStatus).toBe('REGRADE_PENDING');
    expect((await use()).body).toMatchObject({ code: 'GATE_FAILED', gates: [{ id: 'G6' }] });

    const { id } = await stack.walker.walk('catalogue-change', walkOf('catalogue-change', 'basic'));
    expect((await use()).status).toBe(201);
    const change = await caseOf(id);
    expect(change.children.map(({ processType, key, outcome }: any) => [processType, key, outcome])).toEqual([
      ['classification-grading', 'regrade', 'RETURNED'],
      ['classification-grading', 'regrade', 'EFFECTIVE'],
    ]);
    const grading = await caseOf(change.children[1].id);
    expect(grading).toMatchObject({ parent: { id }, children: [{ processType: 'district-inventory-review', outcome: 'ACCEPTED' }] });
    expect(await caseOf(grading.children[0].id)).toMatchObject({ parent: { id: grading.id }, filings: [{ kind: 'INVENTORY', status: 'RECEIVED' }] });
  });

  test('derived data stands in the register with what it was made from, and is used when it is graded', async () => {
    const { id } = await stack.walker.upTo('catalogue-change', walkOf('catalogue-change', 'derived'), 'classification');
    const { resourceId: fused } = (await caseOf(id, 'hospital-a.owner-records')).facts;
    expect((await get('hospital-a.data-admin', `/resources/${fused}`)).body).toMatchObject({ gradingStatus: 'UNGRADED', derivation: 'AGGREGATED_FUSED', sources: expect.arrayContaining([expect.objectContaining({ code: 'BED-OCCUPANCY' }), expect.objectContaining({ code: 'SERVICE-STATISTICS' })]) });
  });

  test('fused data that may be a secret is diverted, and nothing of it is stored', async () => {
    const { form } = walkOf('catalogue-change', 'derived');
    const given: any = typeof form === 'function' ? form({ resource: (org, code) => resourceId(`${org}/${code}`), day: () => civilDateOf(Date.now()), instant: () => '', before: () => ({}), self: () => ({}) }) : form;
    given.change.resourceId = resourceId('HOSPITAL-A/NEVER-REGISTERED');
    given.change.derived.secretAfterFusion = true;
    given.change.derived.name = '不得留存的名称';
    const owner = await stack.api.loginAs('hospital-a.owner-records');
    expect((await owner.post('/cases', { processType: 'catalogue-change', form: given })).body).toMatchObject({ code: 'GATE_FAILED', gates: [{ id: 'G1' }], diversion: { number: expect.stringMatching(/^QD-/) } });
    expect(await rows(`SELECT FROM form_revisions WHERE data::text LIKE '%不得留存的名称%'`)).toEqual([]);
  });
});

describe('第十二条: the yearly assessment', () => {
  test('is begun by the clock in each unit that has not begun by itself, for its data administrators, by nobody', async () => {
    const own = await stack.walker.upTo('annual-risk-assessment', walkOf('annual-risk-assessment', 'accepted'), 'drafting');
    const record = stack.api.app.get(CaseRecord);
    await beginYearlyRuns(record, 'annual-risk-assessment', 400 * DAY_MS);
    await stack.engine.owner.query(`UPDATE expected_runs SET opens_at = clock_timestamp() - interval '1 minute'`);
    await beginYearlyRuns(record, 'annual-risk-assessment');
    const runs = await items('commission.info-1', `/expected-runs?year=${YEAR}`);
    expect(runs.map(({ org, case: begun }: any) => [org.code, begun !== null]).toSorted()).toEqual([['CENTRE-B', true], ['CLINIC-C', true], ['HOSPITAL-A', true]]);
    expect(runs.find(({ org }: any) => org.code === 'HOSPITAL-A').case.id).toBe(own.id);
    const { case: begun } = runs.find(({ org }: any) => org.code === 'CENTRE-B');
    const view = await caseOf(begun.id, 'centre-b.data-admin');
    expect(view).toMatchObject({ facts: { year: YEAR }, steps: [{ key: 'assessment', status: 'OPEN' }] });
    expect(view).not.toHaveProperty('applicant');
    expect((await get('hospital-a.data-admin', `/cases/${begun.id}`)).status).toBe(404);
  });

  test('is filed for its year; what it found is owed until it is remedied', async () => {
    const { id } = await stack.walker.walk('annual-risk-assessment', walkOf('annual-risk-assessment', 'accepted'));
    expect(await items('commission.info-1', `/filings?caseId=${id}`)).toMatchObject([{ kind: 'ANNUAL_ASSESSMENT', year: YEAR, status: 'RECEIVED' }]);
    const owed = await items('commission.info-1', `/obligations?caseId=${id}`);
    expect(owed.map(({ key, status }: any) => [key, status]).toSorted()).toEqual([['issue-1', 'FULFILLED'], ['issue-2', 'FULFILLED']]);
  });

  test('that came after its year ends as overdue, with the finding of the district', async () => {
    const { id } = await stack.walker.walk('annual-risk-assessment', walkOf('annual-risk-assessment', 'overdue'));
    expect(await caseOf(id)).toMatchObject({ outcome: 'OVERDUE', filings: [{ kind: 'ANNUAL_ASSESSMENT', year: YEAR - 1, status: 'RECEIVED' }] });
    const [{ n }] = await rows(`SELECT count(*)::int AS n FROM clocks WHERE case_id = $1 AND key = 'riskAssessment.window' AND breached_at IS NOT NULL`, id);
    expect(n).toBeGreaterThan(0);
  });
});
