import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { caseActivities, type Performer } from '@activities/case-activities';
import { AuthorizationDocument } from '@activities/documents/authorization-document';
import type { CaseActivities } from '@libs/contracts/engine';
import { ContentStore } from '@libs/platform/files/content-store';
import { RecordWorld } from '@test/support/record-world';

jest.setTimeout(60_000);

const WANT = 'authorizationDocument#1';
let world: RecordWorld;
let folder: string;
let caseId: string;
beforeAll(async () => {
  world = await RecordWorld.create();
  folder = mkdtempSync(join(tmpdir(), 'qingdun-documents-'));
});
beforeEach(async () => {
  caseId = (await world.start()).id;
  await world.grant(caseId);
});
afterAll(async () => {
  await world?.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const documents = (): Performer => new AuthorizationDocument(world.pool, new ContentStore(folder));
const activitiesWith = (performer: Performer): CaseActivities => caseActivities({ record: world.record, performers: { DOCUMENT: performer } });
const perform = (performer: Performer): Promise<{ readonly performed: boolean }> =>
  new MockActivityEnvironment().run(() => activitiesWith(performer).perform({ caseId, wantId: WANT, knownSeq: 0 }));
const traces = async () => ({
  documents: await world.count('attachments', `case_id = '${caseId}'`),
  events: await world.count('case_events', `case_id = '${caseId}' AND type = 'effectDone'`),
  audited: await world.count('audit_events', `case_id = '${caseId}' AND action = 'EFFECT_DONE'`),
});

/** Does its work and is lost before it can say so, as a worker that is killed. */
function lostAfter(performer: Performer): Performer {
  return {
    perform: async (effect) => {
      await performer.perform(effect);
      throw new Error('患者演示甲');
    },
  };
}

test('a document whose attempt was lost after it was rendered is the same one document when it is tried again', async () => {
  await expect(perform(lostAfter(documents()))).rejects.toThrow();
  expect(await traces()).toEqual({ documents: 1, events: 0, audited: 0 });
  expect(await perform(documents())).toMatchObject({ performed: true });
  expect(await traces()).toEqual({ documents: 1, events: 1, audited: 1 });
});

test('an effect that was answered already brings its event and is not performed again', async () => {
  await perform(documents());
  const again = await perform({ perform: () => Promise.reject(new Error('performed twice')) });
  expect(again).toMatchObject({ performed: false, events: expect.arrayContaining([expect.objectContaining({ type: 'effectDone', id: WANT })]) });
  expect(await traces()).toEqual({ documents: 1, events: 1, audited: 1 });
});

test('two attempts at once answer once', async () => {
  await Promise.all([perform(documents()), perform(documents())]);
  expect(await traces()).toEqual({ documents: 1, events: 1, audited: 1 });
});

test('a failure reaches the engine by its kind alone: no text and no cause', async () => {
  const failure: unknown = await perform(lostAfter(documents())).catch((error: unknown) => error);
  expect(failure).toMatchObject({ type: 'RECORD_UNAVAILABLE', nonRetryable: false, details: [] });
  expect(failure).toHaveProperty('message', 'RECORD_UNAVAILABLE');
  expect(failure).toHaveProperty('cause', undefined);
});

test('a case that the record does not know is not tried again', async () => {
  const asked = new MockActivityEnvironment().run(() => activitiesWith(documents()).eventsAfter({ caseId: '00000000-0000-4000-8000-000000000000', afterSeq: 0 }));
  await expect(asked).rejects.toMatchObject({ type: 'UNKNOWN_CASE', nonRetryable: true });
});

test('a file appears whole under its digest, and nothing is left aside', async () => {
  await perform(documents());
  expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
});
