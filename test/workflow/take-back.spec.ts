import { takeBack } from '@libs/record/acts/take-back';
import { tellAgain } from '@libs/record/engine';
import { freshKey, personId, USE_SEATS } from '@test/support/record-world';
import { WorkerWorld } from '@test/support/worker-world';

jest.setTimeout(120_000);

let own: WorkerWorld;
beforeAll(async () => {
  own = await WorkerWorld.create();
});
afterAll(() => own?.destroy());

const told = (caseId: string): Promise<void> => own.engine.untilAgrees([caseId], 30_000);
const openIn = async (caseId: string): Promise<readonly string[]> => (await own.engine.where(caseId)).openSteps;

/** Decides, and takes it back; what comes in between is given. */
async function decideAndTakeBack(caseId: string, step: string, outcome: string, between: () => Promise<void> = async () => undefined): Promise<void> {
  const { id: taskId } = await own.world.taskOf(caseId, step);
  await own.world.decide(caseId, step, { outcome, opinion: '意见' });
  await between();
  await takeBack(own.world.record, { personId: personId(USE_SEATS[step] ?? ''), taskId, reason: '填错了', idempotency: freshKey('/take-back') });
}

test('a run that was told a decision is told that it was taken back: it wants what the record wants, and ends as the case is decided then', async () => {
  const { id } = await own.world.start();
  await own.world.decide(id, 'initialAssessment');
  await decideAndTakeBack(id, 'secondaryAssessment', 'APPROVE', async () => {
    await told(id);
    expect(await openIn(id)).toEqual(['secondaryAuthorization#1']);
  });
  await told(id);
  expect(await openIn(id)).toEqual(['secondaryAssessment#1']);
  await decideAndTakeBack(id, 'secondaryAssessment', 'RETURN', () => told(id));
  await told(id);
  expect(await openIn(id)).toEqual(['secondaryAssessment#1']);
  await own.world.decide(id, 'secondaryAssessment', { outcome: 'REJECT', opinion: '意见' });
  await own.engine.untilEnded(id, 30_000);
  expect(await own.engine.where(id)).toMatchObject({ seq: 7, ended: 'REJECTED', toldDifferently: false });
});

test('a run that is told all of it at once, or anew after it was lost, wants the same', async () => {
  await own.stop();
  const { id } = await own.world.start();
  await decideAndTakeBack(id, 'initialAssessment', 'RETURN');
  await decideAndTakeBack(id, 'initialAssessment', 'APPROVE');
  await own.start();
  await told(id);
  const before = await own.engine.where(id);
  expect(before).toMatchObject({ seq: 5, openSteps: ['initialAssessment#1'], toldDifferently: false });
  await own.engine.client.workflow.getHandle(id).terminate('lost');
  await tellAgain(own.world.record.pool, id);
  await told(id);
  expect(await own.engine.where(id)).toEqual(before);
  await own.world.decide(id, 'initialAssessment');
  await told(id);
  expect(await openIn(id)).toEqual(['secondaryAssessment#1']);
});
