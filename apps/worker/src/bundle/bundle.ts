/** The one way in which the workflow bundle is built: for development, tests, replay and images. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUNDLE_FILE, PROJECT_ROOT } from './bundle-file';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

export interface BundleOptions {
  /** The module that exports the workflow types. */
  readonly workflowsPath?: string;
  /** Modules in place of others, as for processes that are not of this product. */
  readonly alias?: Readonly<Record<string, string>>;
}

const HOST = join(PROJECT_ROOT, 'workflows', 'temporal');

/** @throws when a story or the host imports something that has no place in the sandbox */
export const bundleStories = ({ workflowsPath = join(HOST, 'index.ts'), alias = {} }: BundleOptions = {}): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [join(HOST, 'trace-headers.ts')],
    preloadModules: [join(HOST, 'preloaded.ts')],
    webpackConfigHook: (config) => ({
      ...config,
      resolve: { ...config.resolve, alias: { ...config.resolve?.alias, ...alias, '@libs': join(PROJECT_ROOT, 'libs'), '@workflows': join(PROJECT_ROOT, 'workflows') } },
    }),
  });

async function main(): Promise<void> {
  const { code } = await bundleStories();
  mkdirSync(dirname(BUNDLE_FILE), { recursive: true });
  writeFileSync(BUNDLE_FILE, code);
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
