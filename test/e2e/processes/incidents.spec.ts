import type { Answer } from '@test/support/api';
import { resourceId } from '@test/support/record-world';
import { WalkStack } from '@test/support/walk-stack';
import type { Walk } from '@workflows/processes/walk';
import { FIRST_REPORT, REMAINING } from '@workflows/processes/incident-response/form.example';
import { walks } from '@workflows/processes/incident-response/walks';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const walkOf = (name: string): Walk => {
  const walk = walks[name];
  if (!walk) throw new Error(`no walk ${name}`);
  return walk;
};
const get = async (account: string, path: string): Promise<Answer> => (await stack.api.loginAs(account)).get(path);
const post = async (account: string, path: string, body: unknown): Promise<Answer> => (await stack.api.loginAs(account)).post(path, body);
const body = async (account: string, path: string): Promise<any> => (await get(account, path)).body;
const rows = async (sql: string, ...values: unknown[]): Promise<any[]> => (await stack.engine.owner.query(sql, values)).rows;
const errorsOf = (answer: Answer): string[] => answer.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);

/** The open task of a step, as the person sees it. */
async function taskOf(account: string, caseId: string, key: string): Promise<any> {
  const { steps } = await body(account, `/cases/${caseId}`);
  const task = steps.find((step: any) => step.key === key && step.status === 'OPEN').tasks.find((one: any) => one.status === 'OPEN');
  return body(account, `/tasks/${task.id}`);
}
const decide = (account: string, task: any, outcome: string, evidence?: unknown): Promise<Answer> =>
  post(account, `/tasks/${task.id}/decision`, { version: task.version, seenDigest: task.shown.digest, outcome, opinion: '示例意见', ...(evidence !== undefined && { evidence }) });

const secondsAgo = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();
const report = (event: object = {}): any => ({ ...FIRST_REPORT, event: { ...FIRST_REPORT.event, occurredAt: secondsAgo(3_600), discoveredAt: secondsAgo(600), ...event } });

describe('an incident that is reported late, from the first report to the trace', () => {
  let id: string;
  beforeAll(async () => {
    ({ id } = await stack.walker.walk('incident-response', walkOf('leak')));
  });

  test('首报、续报、终报 are revisions of one form in one case, each with what it changed', async () => {
    const { items } = await body('commission.info-1', `/cases/${id}/revisions`);
    expect(items.map(({ revision, step }: any) => [revision, step?.title ?? null])).toEqual([
      [1, null],
      [2, '续报（报齐其他内容）'],
      [3, '续报（补报新情况）'],
      [4, '终报（总结报告）'],
    ]);
    expect(items[0].changes).toEqual([]);
    expect(items[1].changes.map(({ path }: any) => path)).toEqual(['trend', 'cause', 'tracing', 'support', 'scene']);
    expect(items[2].changes).toEqual([{ path: 'cause.analysis', title: '原因分析 / 原因初步分析意见', before: REMAINING.cause.analysis, after: '第三方组件缺陷被利用。' }]);
    expect(items[3].changes).toMatchObject([{ path: 'other', after: { note: '处置已经结束。' } }]);
    const page = await body('commission.info-1', `/cases/${id}/revisions?limit=3`);
    expect((await body('commission.info-1', `/cases/${id}/revisions?limit=3&cursor=${page.nextCursor}`)).items.map(({ revision }: any) => revision)).toEqual([4]);
    expect((await get('centre-b.data-admin', `/cases/${id}/revisions`)).status).toBe(404);
  });

  test('the limits ran from the discovery: what was over before it was entered is breached, at its true instant', async () => {
    const view = await body('hospital-a.data-admin', `/cases/${id}`);
    const discovered = new Date(view.facts.discoveredAt).toISOString();
    const clock = (stepKey: string): any => view.clocks.find((one: any) => one.stepKey === stepKey);
    for (const [step, hours] of [['districtReport', 1], ['cyberspaceReport', 4]] as const) {
      expect(new Date(clock(step).baseAt).toISOString()).toBe(discovered);
      expect(Date.parse(clock(step).dueAt)).toBe(view.facts.discoveredAt + hours * 3_600_000);
    }
    expect(clock('districtReport').breached).toBe(true);
    expect(clock('cyberspaceReport').breached).toBe(false);
  });

  test('each report and notice is an obligation with its limit, its instant and its receipt, for the unit and the district', async () => {
    const { items } = await body('commission.info-1', `/obligations?caseId=${id}&limit=100`);
    expect(items.map(({ key, status }: any) => `${key} ${status}`).sort()).toEqual(
      ['cyberspaceReport', 'districtReport', 'followUpReport', 'minorsNotice', 'partyNotice', 'personalInfoReport', 'planRevision', 'policeReport', 'publicWarning', 'subjectNotice', 'summaryReport', 'vulnerabilityReport'].map((key) => `${key} FULFILLED`),
    );
    const one = (key: string): any => items.find((item: any) => item.key === key);
    expect(one('districtReport')).toMatchObject({ to: '区卫生健康委（信息化管理科）', late: true, overdue: false });
    expect(one('cyberspaceReport')).toMatchObject({ late: false, receiptNo: 'DEMO-cyberspaceReport' });
    expect(await body('centre-b.data-admin', `/obligations?caseId=${id}`)).toMatchObject({ items: [] });
  });

  test('the trace is linked both ways, preserved what it was about, and let it go at its end', async () => {
    const { children } = await body('commission.info-1', `/cases/${id}`);
    expect(children).toMatchObject([{ processType: 'accountability-trace', outcome: 'CONCLUDED' }]);
    const trace = await body('commission.info-1', `/cases/${children[0].id}`);
    expect(trace).toMatchObject({ parent: { id }, facts: { trigger: 'LEAK', incidentId: id } });
    expect(await rows('SELECT resource_id, lifted_at IS NOT NULL AS lifted FROM preservations WHERE case_id = $1', trace.id)).toEqual([{ resource_id: resourceId('HOSPITAL-A/OUTPATIENT-RECORDS'), lifted: true }]);
  });
});

describe('the severity', () => {
  const leader = 'hospital-a.designated-leader';

  test('is suggested to who decides it, and decided below that only with a reason; never below what the district has raised it to', async () => {
    const { id } = await stack.walker.upTo('incident-response', walkOf('leak'), 'severityAssessment');
    const task = await taskOf(leader, id, 'severityAssessment');
    expect(task.suggestion).toMatchObject({ severity: 'SIGNIFICANT', title: '较大', reasons: expect.arrayContaining([expect.stringContaining('泄露公民个人信息达到较大的标准')]) });
    const ordinary = await decide(leader, task, 'ASSESSED', { severity: 'ORDINARY', ciiInvolved: false });
    expect([ordinary.status, errorsOf(ordinary)]).toEqual([422, ['deviationReason REQUIRED']]);

    const raise = (severity: string): Promise<Answer> => post('commission.info-1', `/cases/${id}/acts/severityRaise`, { evidence: { severity, reason: '影响全区' } });
    expect(errorsOf(await raise('ORDINARY'))).toEqual(['severity NOT_A_RAISE']);
    expect((await raise('MAJOR')).status).toBe(200);
    expect(errorsOf(await raise('SIGNIFICANT'))).toEqual(['severity NOT_A_RAISE']);
    expect(errorsOf(await decide(leader, await taskOf(leader, id, 'severityAssessment'), 'ASSESSED', { severity: 'SIGNIFICANT', ciiInvolved: false }))).toEqual(['severity BELOW_DISTRICT']);
    expect((await decide(leader, await taskOf(leader, id, 'severityAssessment'), 'ASSESSED', { severity: 'MAJOR', ciiInvolved: false })).status).toBe(200);
    expect((await post('hospital-a.data-admin', `/cases/${id}/acts/severityRaise`, { evidence: { severity: 'EXTREMELY_MAJOR', reason: '示例' } })).body.code).toBe('NOT_ELIGIBLE');
  });

  test('is decided on the report that is current: a further one that comes meanwhile has to be seen', async () => {
    const { id } = (await post('hospital-a.staff-1', '/cases', { processType: 'incident-response', form: report() })).body;
    const seen = await taskOf(leader, id, 'severityAssessment');
    const act = await body('hospital-a.data-admin', `/cases/${id}/acts/supplement`);
    expect(act.prefill.report).toEqual((await body('hospital-a.data-admin', `/cases/${id}`)).form.data);
    const further = { ...act.prefill.report, impact: { ...act.prefill.report.impact, directLoss: 5_000_000 } };
    const supplement = (changed: unknown): Promise<Answer> => post('hospital-a.data-admin', `/cases/${id}/acts/supplement`, { evidence: { report: changed, learnedAt: secondsAgo(1), progress: '示例' } });
    expect(errorsOf(await supplement({ ...further, event: { ...further.event, discoveredAt: secondsAgo(60) } }))).toEqual(['report.event.discoveredAt FIXED']);
    expect((await supplement(further)).status).toBe(200);
    expect((await decide(leader, seen, 'ASSESSED', { severity: 'ORDINARY', ciiInvolved: false })).body.code).toBe('STALE_CONTENT');
    expect((await taskOf(leader, id, 'severityAssessment')).suggestion).toMatchObject({ severity: 'SIGNIFICANT', verifiedSeverity: 'ORDINARY' });
  });

  test('of a follow-up everything of 第七条 is asked for, beginning with the report as it stands', async () => {
    const { id } = (await post('hospital-a.staff-1', '/cases', { processType: 'incident-response', form: report() })).body;
    const task = await taskOf('hospital-a.data-admin', id, 'followUpReport');
    expect(task.prefill.report.event.name).toBe(FIRST_REPORT.event.name);
    const refused = await decide('hospital-a.data-admin', task, 'DONE', { report: { ...task.prefill.report, ...REMAINING, cause: undefined }, learnedAt: secondsAgo(1), progress: '示例' });
    expect([refused.body.code, errorsOf(refused)]).toEqual(['EVIDENCE_INVALID', ['report.cause REQUIRED']]);
  });
});

describe('a vendor', () => {
  const vendor = 'vendor-y.operator-1';
  const byVendor = (affectedOrg: string): any => report({ reporter: 'VENDOR', affectedOrg, discovery: 'VENDOR' });
  const begin = (account: string, form: unknown): Promise<Answer> => post(account, '/cases', { processType: 'incident-response', form });

  test('reports what happened at a unit to that unit, sees what comes of it, and decides nothing', async () => {
    const { body: begun } = await begin(vendor, byVendor('HOSPITAL-A'));
    expect(begun).toMatchObject({ org: { code: 'HOSPITAL-A' }, status: 'OPEN' });
    expect(await body('hospital-a.data-admin', `/cases/${begun.id}`)).toMatchObject({ number: begun.number });
    expect((await get(vendor, `/cases/${begun.id}`)).status).toBe(200);
    for (const other of ['vendor-y.operator-2', 'centre-b.data-admin']) expect((await get(other, `/cases/${begun.id}`)).status).toBe(404);
    const task = await taskOf('hospital-a.data-admin', begun.id, 'districtReport');
    expect((await decide(vendor, task, 'DONE', { sentAt: secondsAgo(1), channel: 'HOTLINE' })).body.code).toBe('NOT_ELIGIBLE');
  });

  test.each([
    ['of nowhere', 'NOWHERE', 'event.affectedOrg UNKNOWN_ORGANISATION'],
    ['of what is no medical institution', 'QP-COMMISSION', 'event.affectedOrg UNKNOWN_ORGANISATION'],
  ])('reports nothing %s', async (_what, code, error) => expect(errorsOf(await begin(vendor, byVendor(code)))).toEqual([error]));

  test('is no disguise: staff report for their own unit alone, and a vendor for none of its own', async () => {
    expect(errorsOf(await begin('hospital-a.staff-1', byVendor('CENTRE-B')))).toEqual(['event.reporter INCONSISTENT']);
    expect(errorsOf(await begin(vendor, report()))).toEqual(['event.reporter INCONSISTENT']);
  });
});

test('what a false alarm leaves open is owed no more', async () => {
  const { id } = await stack.walker.walk('incident-response', walkOf('falseAlarm'));
  const { items } = await body('commission.info-1', `/obligations?caseId=${id}`);
  expect(items.map(({ key, status }: any) => `${key} ${status}`).sort()).toEqual(['districtReport FULFILLED', 'followUpReport CANCELLED']);
});
