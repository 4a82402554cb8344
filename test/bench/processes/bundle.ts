/** The workflow bundle of the benchmark: production's host with the processes of this folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { projectRoot } from '../../../apps/standalone/src/root';

const HERE = join(projectRoot(), 'test', 'bench', 'processes');
const OURS = join(HERE, 'index.ts');

/** @throws when the host does not find the processes of the benchmark in it */
export async function writeBenchBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(HERE, 'workflows.ts'),
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: { ...config.resolve?.alias, '@workflows/processes$': OURS, '@workflows/processes/index$': OURS, '@libs': join(projectRoot(), 'libs'), '@workflows': join(projectRoot(), 'workflows') },
      },
    }),
  });
  if (!code.includes('bench-two-step')) throw new Error('the bundle has other processes: see under which name the host imports them');
  writeFileSync(file, code);
}
