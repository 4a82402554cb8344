import { join } from 'node:path';
import { bundleStories } from '../../apps/worker/src/bundle/bundle';

jest.setTimeout(120_000);

/** The packages and the folders of ours whose modules are in a bundle, read off its module names. */
async function rootsOf(options: Parameters<typeof bundleStories>[0] = {}): Promise<string[]> {
  const { code } = await bundleStories(options);
  const modules = [...code.matchAll(/["']\.\/(?:node_modules\/((?:@[\w.-]+\/)?[\w.-]+)|((?:libs|workflows|activities|apps)\/[\w-]+))\//g)];
  return [...new Set(modules.map(([, external, own]) => external ?? own ?? ''))].sort();
}

/** What may join the sandbox. TypeORM once got into a bundle without an error through one imported enum. */
const EXPECTED = [
  '@noble/hashes',
  '@temporalio/common',
  '@temporalio/workflow',
  'libs/contracts',
  'libs/domain',
  'long',
  'ms',
  'nexus-rpc',
  'workflows/kit',
  'workflows/processes',
  'workflows/temporal',
];

test('the workflow bundle holds the interpreter, the stories and what they stand on: nothing else', async () => {
  expect(await rootsOf()).toEqual(EXPECTED);
});

test('a bundle that has more is seen', async () => {
  expect(await rootsOf({ workflowsPath: join(__dirname, 'fixtures', 'leaky-host.ts') })).toContain('class-validator');
});
