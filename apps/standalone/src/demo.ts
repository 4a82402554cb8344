import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Sessions } from './demo/client';
import { timeline } from './demo/timeline';
import { VARIANTS, type Variant } from './demo/variants';
import { StackError, reasonOf } from './errors';
import { homeFolder, temporaryHome } from './home';
import { freePort } from './ports';
import { onStopRequest } from './stop-request';
import { runningStack, startStack } from './stack';

const USAGE = `usage: npm run demo [-- all | ${Object.keys(VARIANTS).join(' | ')}]`;

/** The variants that were asked for; the first one unless any is named. */
function chosen(names: readonly string[]): Variant[] {
  const wanted = names.includes('all') ? Object.keys(VARIANTS) : names.length ? names : Object.keys(VARIANTS).slice(0, 1);
  return wanted.map((name) => {
    const variant = VARIANTS[name];
    if (!variant) throw new StackError(USAGE);
    return variant;
  });
}

async function show(apiUrl: string, accountsFile: string, variants: readonly Variant[]): Promise<void> {
  const sessions = new Sessions(apiUrl, accountsFile);
  for (const { title, run } of variants) {
    console.log(`\n${title}`);
    const use = await run(sessions);
    console.log(timeline(await use.view(), await use.events()).join('\n'));
  }
}

/** `npm run demo`: against the running stack, or one of its own that it stops again. */
async function main(): Promise<void> {
  const variants = chosen(process.argv.slice(2));
  const running = runningStack(homeFolder());
  if (running) return show(running, join(homeFolder(), 'demo-accounts.json'), variants);
  const home = temporaryHome('qingdun-demo-');
  const abort = new AbortController();
  void onStopRequest(async () => abort.abort(new StackError('演示被中断 (the demonstration was interrupted)')));
  try {
    const stack = await startStack({ home, env: { ...process.env, PORT: String(await freePort()) }, log: (line) => console.log(line), signal: abort.signal });
    try {
      await show(stack.apiUrl, stack.accountsFile, variants);
    } finally {
      await stack.stop();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof StackError ? error.message : reasonOf(error));
    process.exit(1);
  },
);
