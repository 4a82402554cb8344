/** The workflow bundle of the benchmark: production's host with the processes of this folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleStories } from '../../../apps/worker/src/bundle/bundle';
import { projectRoot } from '../../../apps/standalone/src/root';

const HERE = join(projectRoot(), 'test', 'bench', 'processes');
const OURS = join(HERE, 'index.ts');

/** @throws when the host does not find the processes of the benchmark in it */
export async function writeBenchBundle(file: string): Promise<void> {
  const { code } = await bundleStories({ workflowsPath: join(HERE, 'workflows.ts'), alias: { '@workflows/processes$': OURS, '@workflows/processes/index$': OURS } });
  if (!code.includes('bench-two-step')) throw new Error('the bundle has other processes: see under which name the host imports them');
  writeFileSync(file, code);
}
