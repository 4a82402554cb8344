/** 第十八条, G8: nothing is done in bulk under a use alone, and nothing under a special grant that outlives its use. */
import { DEMO_CLIENT, DEMO_PASSWORD } from '@libs/persistence/seed/demo/organisations';
import type { Walk } from '@workflows/processes/walk';
import { walks } from '@workflows/processes/bulk-operation-grant/walks';
import { Sessions, type Json } from '../../../apps/standalone/src/demo/client';
import { WalkStack } from '@test/support/walk-stack';

jest.setTimeout(180_000);

let stack: WalkStack;
let sessions: Sessions;
let view: Json;
let use: string;
let bulk: string;

beforeAll(async () => {
  stack = await WalkStack.start();
  sessions = new Sessions(stack.api.url, () => DEMO_PASSWORD);
  const walk: Walk | undefined = walks['used'];
  if (!walk) throw new Error('no walk');
  const walked = await stack.walker.upTo('bulk-operation-grant', walk, 'operation');
  view = await walked.view();
  bulk = (view['grants'] as { id: string }[])[0]?.id ?? '';
  use = String((view['facts'] as Json)['useGrantId']);
});
afterAll(() => stack?.stop());

const platform = () => sessions.platform(DEMO_CLIENT);
const verify = (grant: string, operation: string): Promise<Json> => platform().get(`/grants/${grant}/verify?operation=${operation}`);

it('the use covers the operation for which a special grant is alive, under that grant, and no other', async () => {
  expect(await verify(use, 'BULK_DOWNLOAD')).toMatchObject({ valid: true, bulkGrantId: bulk });
  expect(await verify(use, 'BULK_COPY')).toMatchObject({ valid: false, reason: 'BULK_NOT_GRANTED' });
  expect(await verify(bulk, 'BULK_DOWNLOAD')).toMatchObject({ valid: true });
  expect(await verify(bulk, 'QUERY')).toMatchObject({ valid: false, reason: 'OPERATION_NOT_GRANTED' });
});

it('what is done in bulk is metered against the special grant: against the use alone it is outside', async () => {
  const metered = (grant: string): Promise<Json> => platform().post(`/grants/${grant}/usage`, { operation: 'BULK_DOWNLOAD', count: 10 });
  expect(await metered(bulk)).toMatchObject({ used: 10, withinGrant: true });
  expect(await metered(use)).toMatchObject({ withinGrant: false });
});

it('the two cases know of each other', async () => {
  expect(JSON.stringify(view['related'])).toContain('USES_GRANT_OF');
});

it('a special grant is worth nothing once its use is revoked', async () => {
  await sessions.of('hospital-a.data-admin').post(`/grants/${use}/revoke`, { reason: '超出约定用途' });
  expect(await verify(bulk, 'BULK_DOWNLOAD')).toMatchObject({ valid: false, reason: 'USE_NOT_VALID' });
  expect(await verify(use, 'BULK_DOWNLOAD')).toMatchObject({ valid: false, reason: 'REVOKED' });
});
