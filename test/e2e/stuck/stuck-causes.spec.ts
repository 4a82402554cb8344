/** Each cause by which a case is stuck comes about as it does in life, is found and named, and is repaired by what the list offers. */
import { randomUUID } from 'node:crypto';
import { TASK_QUEUE, CASE_EVENT_SIGNAL, workflowTypeOf, type CaseMessage } from '@libs/contracts/engine';
import { DAY_MS } from '@libs/domain/calendar';
import { DESKS } from '@workflows/processes/desks';
import { until } from '@test/support/engine-watch';
import { MailServer } from '@test/support/mail-server';
import { personId, resourceId } from '@test/support/record-world';
import { STUCK_KINDS } from '../../../apps/api/src/operations/stuck-causes';
import { processFor as otherProcess } from './fixtures/other-processes';
import { StuckStack } from './stuck-stack';

jest.setTimeout(300_000);

const PROCESS = 'sensitive-data-use';
const TOLD_MS = 60_000;
const produced = new Set<string>();

let stack: StuckStack;
beforeAll(async () => {
  stack = await StuckStack.create();
});
afterEach(() => stack.stopWorker());
afterAll(() => stack?.destroy());

const sql = (text: string, values: unknown[] = []): Promise<any[]> => stack.use.api.owner.query(text, values);
const told = (id: string): Promise<void> => stack.engine.untilAgrees([id], TOLD_MS);
/** Waits until it is stuck by this cause, and remembers that the cause came about. */
async function found(kind: string, id: string, says: RegExp): Promise<any> {
  const item = await stack.untilStuck(kind, id, TOLD_MS);
  produced.add(kind);
  expect(item).toMatchObject({ kind, since: expect.any(String), sentence: expect.stringMatching(says) });
  return item;
}

test('NO_WORKER: no worker runs; one is started, and a retry has the engine told at once', async () => {
  const id = await stack.use.open();
  const item = await found('NO_WORKER', id, /worker/);
  await stack.startWorker();
  await stack.operate(item, 'retry');
  await stack.untilFree('NO_WORKER', id);
  await told(id);
});

test('NO_WORKER of a case that has ended: its end is told once a worker runs', async () => {
  const id = await stack.use.open();
  await stack.startWorker();
  await told(id);
  await stack.stopWorker();
  await stack.use.decide(id, 'initialAssessment', { outcome: 'REJECT' });
  expect(await found('NO_WORKER', id, /worker/)).toMatchObject({ case: { status: 'CLOSED' } });
  await stack.startWorker();
  await stack.untilFree('NO_WORKER', id);
  await stack.engine.untilEnded(id, TOLD_MS);
});

test('ENGINE_FAILING: Temporal is killed while people go on; it comes back, and a retry has it told', async () => {
  await stack.startWorker();
  const id = await stack.use.open();
  await told(id);
  await stack.temporal.kill9();
  await stack.use.decide(id, 'initialAssessment');
  const item = await found('ENGINE_FAILING', id, /失败（\w+）/);
  await stack.temporal.restart();
  await stack.operate(item, 'retry');
  await stack.untilFree('ENGINE_FAILING', id);
  await told(id);
});

test('ENGINE_FAILING: an activity fails each time it is tried, since nothing can be written where documents are kept', async () => {
  await stack.startWorker({ env: { ATTACHMENTS_DIR: '/dev/null/nowhere' } });
  const id = await stack.use.open();
  await stack.use.advance(id);
  const item = await found('ENGINE_FAILING', id, /使用授权书/);
  await stack.stopWorker();
  await stack.startWorker();
  await stack.operate(item, 'retry');
  await stack.untilFree('ENGINE_FAILING', id);
  expect((await stack.use.view(id)).attachments).toHaveLength(1);
});

test('ENGINE_FAILING: a run cannot go on with the build that is deployed; with the right one it is rebuilt', async () => {
  await stack.startWorker();
  const id = await stack.use.open();
  await told(id);
  await stack.stopWorker();
  await stack.startWorker({ build: 'otherHost' });
  await stack.use.decide(id, 'initialAssessment');
  const item = await stack.untilStuck('ENGINE_FAILING', id, 150_000);
  expect(item.sentence).toMatch(/WorkflowTaskFailed/);
  const before = await stack.engine.run(id);
  await stack.stopWorker();
  await stack.startWorker();
  await stack.rebuild(item);
  // With the right build it may go on by itself before it is ended and started again.
  await until(() => stack.engine.run(id), (run) => run?.status === 'RUNNING' && run.runId !== before?.runId, TOLD_MS, 'another run');
  await stack.untilFree('ENGINE_FAILING', id);
  await told(id);
});

test('TOLD_DIFFERENTLY: a worker of another build tells the story otherwise; with the right one the run is rebuilt', async () => {
  await stack.startWorker({ build: 'otherStory' });
  const id = await stack.use.open();
  const item = await found('TOLD_DIFFERENTLY', id, /判断不同/);
  // People are not kept waiting by it.
  await stack.use.decide(id, 'initialAssessment');
  await stack.stopWorker();
  await stack.startWorker();
  await stack.rebuild(item);
  await stack.untilFree('TOLD_DIFFERENTLY', id);
  await told(id);
});

test('STOPPED: an api of another build meets a journal that its story cannot tell; with the right one a retry frees the case', async () => {
  const id = await stack.use.open();
  await stack.use.decide(id, 'initialAssessment');
  const desk = DESKS.get(PROCESS);
  if (!desk) throw new Error('W01 is not offered');
  const other = await stack.otherApi(new Map([[PROCESS, { ...desk, process: otherProcess() }]]));
  const { taskId, body } = await stack.use.decision(id, 'secondaryAssessment');
  const answer = await (await other.client('hospital-a.data-admin')).post(`/tasks/${taskId}/decision`, body);
  await other.close();
  expect([answer.status, answer.body.code]).toEqual([409, 'CASE_STOPPED']);
  const item = await found('STOPPED', id, /记录与流程定义不一致/);
  expect((await stack.use.try(id, 'secondaryAssessment')).body.code).toBe('CASE_STOPPED');
  await stack.operate(item, 'retry');
  await stack.untilFree('STOPPED', id);
  await stack.use.decide(id, 'secondaryAssessment');
});

test('UNSTAFFED: whoever held the seat left; when somebody holds it again a retry takes note of it', async () => {
  const id = await stack.use.open();
  const holds = (validTo: string) => sql(`UPDATE assignments a SET valid_to = ${validTo} FROM organisations o WHERE o.id = a.org_id AND o.code = 'HOSPITAL-A' AND a.position = 'UNIT_TECH_REVIEWER'`);
  await holds('clock_timestamp()');
  await stack.use.advance(id, 'desensitizationVerification');
  const item = await found('UNSTAFFED', id, /“脱敏效果验证”无人可办/);
  await holds('NULL');
  await stack.operate(item, 'retry');
  await stack.untilFree('UNSTAFFED', id);
  await stack.use.decide(id, 'desensitizationVerification');
});

test('UNDECIDABLE: who could verify stood back or did the work; a further holder of the seat is handed the task', async () => {
  await stack.startWorker();
  const id = await stack.use.open();
  await stack.use.advance(id, 'desensitization');
  await stack.use.decide(id, 'desensitization', { account: 'custodian-reviewer' });
  const { id: taskId } = await stack.use.task(id, 'desensitizationVerification');
  for (const account of ['tech-reviewer-1', 'tech-reviewer-2']) await (await stack.use.as(account)).post(`/tasks/${taskId}/recuse`, { reason: '利益冲突' });
  const item = await found('UNDECIDABLE', id, /“脱敏效果验证”可办人员不足/);
  await stack.use.alsoHolds('witness-1', 'UNIT_TECH_REVIEWER');
  await stack.operate(item, 'reassign', { taskId, to: personId('hospital-a.witness-1') });
  await stack.untilFree('UNDECIDABLE', id);
});

test('EXTERNAL_WAIT: a data set is being graded again, so the gate does not open; when it is graded a retry opens it', async () => {
  const id = await stack.use.open();
  await stack.use.advance(id, 'leakControlAttestation');
  const graded = (status: string) => sql('UPDATE resources SET grading_status = $2 WHERE id = $1', [resourceId('HOSPITAL-A/FOLLOW-UP'), status]);
  await graded('REGRADE_PENDING');
  await stack.use.decide(id, 'leakControlAttestation');
  const item = await found('EXTERNAL_WAIT', id, /“放行校验”未通过/);
  await graded('GRADED');
  await stack.operate(item, 'retry');
  await stack.untilFree('EXTERNAL_WAIT', id);
  expect((await stack.use.view(id)).grants).toHaveLength(1);
});

test('OVERDUE: nobody decides in time; the seat is urged, the task is handed on, and a decision frees the case', async () => {
  await stack.startWorker();
  const restore = await stack.setPolicy('use.initialAssessment.days', { type: 'DURATION', amount: 1, unit: 'SECOND' });
  const id = await stack.use.open();
  await restore();
  const item = await found('OVERDUE', id, /“业务部门初评”自 .+ 起逾期/);
  await stack.operate(item, 'urge');
  const taskId = item.actions.find((one: any) => one.action === 'reassign').key;
  await stack.operate(item, 'reassign', { taskId });
  await stack.use.decide(id, 'initialAssessment');
  await stack.untilFree('OVERDUE', id);
});

test('CALENDAR_MISSING: a limit ends in a year whose holidays are not published; it is counted again when they are', async () => {
  await stack.startWorker();
  const [{ year }] = await sql('SELECT max(year) AS year FROM calendar_years');
  const days = Math.ceil((Date.UTC(year + 1, 0, 20) - Date.now()) / DAY_MS);
  const restore = await stack.setPolicy('use.initialAssessment.days', { type: 'DURATION', amount: days, unit: 'CALENDAR_DAY' });
  const id = await stack.use.open();
  await restore();
  await found('CALENDAR_MISSING', id, /use\.initialAssessment\.days.*节假日安排尚未导入/);
  await sql('INSERT INTO calendar_years (year, source) VALUES ($1, $2)', [year + 1, '仅供测试']);
  await stack.untilFree('CALENDAR_MISSING', id);
});

test('ORPHAN: a run is deleted, another is started by hand; both are found, the one is told anew at a retry, the other is ended', async () => {
  await stack.startWorker();
  const id = await stack.use.open();
  await told(id);
  const stray = randomUUID();
  const number = 'QD-0000-000000';
  const nothing: CaseMessage = { caseId: stray, number, processType: PROCESS, storyVersion: 1, unit: 'HOSPITAL-A', events: [], seq: 0, journalDigest: null, wantsDigest: null, nextDueAt: null, dueRevision: 0, closed: false };
  const { client } = stack.engine;
  await client.workflow.signalWithStart(workflowTypeOf(PROCESS), {
    taskQueue: TASK_QUEUE, workflowId: stray, args: [nothing], signal: CASE_EVENT_SIGNAL, signalArgs: [nothing],
    searchAttributes: { QingdunCaseNumber: [number], QingdunProcess: [PROCESS], QingdunUnit: ['HOSPITAL-A'] },
  });
  const before = await stack.engine.run(id);
  await client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId: id } });
  const [lost, alone] = await Promise.all([found('ORPHAN', id, /没有对应的流程/), found('ORPHAN', stray, /没有在办的办件/)]);
  expect(alone).toMatchObject({ case: { number, status: 'UNKNOWN', org: { code: 'HOSPITAL-A' } }, actions: [] });
  await stack.operate(lost, 'retry');
  await Promise.all([stack.untilFree('ORPHAN', id), stack.untilFree('ORPHAN', stray)]);
  await told(id);
  expect((await stack.engine.run(id))?.runId).not.toBe(before?.runId);
  await until(() => stack.engine.run(stray), (run) => run?.status === 'TERMINATED', TOLD_MS, 'the end of the run without a case');
});

test('UNDELIVERED: the mail server refuses; it is healed, and a retry has the mail sent', async () => {
  const mail = await MailServer.start();
  mail.temper = () => 550;
  await sql(`UPDATE persons SET email = 'owner@hospital-a.example' WHERE account = 'hospital-a.owner-cardiology'`);
  await stack.startWorker({ env: { SMTP_URL: mail.url } });
  const id = await stack.use.open();
  const { number } = await stack.use.view(id);
  const item = await found('UNDELIVERED', id, /未能送达（邮件）/);
  mail.temper = () => 'take';
  await stack.operate(item, 'retry');
  await stack.untilFree('UNDELIVERED', id);
  await mail.until(1, ({ text = '' }) => text.includes(number));
  await stack.stopWorker();
  await mail.stop();
  await sql('UPDATE persons SET email = NULL');
});

test('no cause was left out', () => {
  expect([...produced].sort()).toEqual([...STUCK_KINDS].sort());
});
