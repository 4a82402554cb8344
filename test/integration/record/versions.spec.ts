import { handBack } from '@libs/record/acts/grant-acts';
import { start } from '@libs/record/acts/start';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { CaseRecord } from '@libs/record/record';
import { checkOpenCases } from '../../../apps/worker/src/check-stories';
import { sensitiveDataUseDesk1 } from '@workflows/processes/sensitive-data-use/versions/1/desk';
import { freshKey, personId, RecordWorld, useForm } from '@test/support/record-world';

jest.setTimeout(60_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

test('a case that began under version 1 goes on by its own story to its end, and opens no destruction; a new one begins under version 2', async () => {
  const former = new CaseRecord(world.pool, new Map([['sensitive-data-use', sensitiveDataUseDesk1]]));
  await pinDefinitions(world.pool, former.desks);
  const { body: { id } } = await start(former, { personId: personId('hospital-a.staff-1'), processType: 'sensitive-data-use', form: useForm(), idempotency: freshKey('/cases') });
  expect(await world.caseRow(id)).toMatchObject({ definition_version: 1 });
  const { diverged, differs } = await checkOpenCases(world.pool);
  expect([diverged, differs]).toEqual([[], []]);

  const grantId = await world.grant(id);
  await handBack(world.record, { personId: personId('hospital-a.staff-1'), grantId, idempotency: freshKey('/hand-back') });
  await world.decide(id, 'closure');
  expect(await world.caseRow(id)).toMatchObject({ definition_version: 1, status: 'CLOSED', outcome: 'CLOSED', stopped: null });
  expect(await world.count('cases', `parent_id = '${id}'`)).toBe(0);
  expect(await world.caseRow((await world.start()).id)).toMatchObject({ definition_version: 2 });
});
