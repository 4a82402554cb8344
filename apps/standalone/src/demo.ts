import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { processFor } from '@workflows/processes';
import type { Walk } from '@workflows/processes/walk';
import { WALKS } from '@workflows/processes/walks';
import { Sessions } from './demo/client';
import { summaryLine, timeline } from './demo/timeline';
import { NO_WAITING, waits } from './demo/time';
import { Walker } from './demo/walker';
import { StackError, reasonOf } from './errors';
import { homeFolder, temporaryHome } from './home';
import { freePort } from './ports';
import { onStopRequest } from './stop-request';
import { runningStack, startStack } from './stack';

interface Tour {
  readonly process: string;
  readonly code: string;
  readonly title: string;
  readonly walk: Walk;
}

/** One case of every process that is offered, each by the first of its walks that waits for nothing. */
const TOURS: readonly Tour[] = [...WALKS].flatMap(([process, walks]) => {
  const { code, title } = processFor(process).definition;
  return Object.values(walks).filter((walk) => !waits(walk)).slice(0, 1).map((walk) => ({ process, code, title, walk }));
});

const USAGE = `usage: npm run demo [-- ${TOURS.map(({ code }) => code).join(' | ')}]`;

/** Those that were asked for, by code; all of them unless any is named. */
function chosen(codes: readonly string[]): readonly Tour[] {
  if (codes.length === 0) return TOURS;
  return codes.map((code) => {
    const tour = TOURS.find((one) => one.code === code.toUpperCase());
    if (!tour) throw new StackError(USAGE);
    return tour;
  });
}

async function show(apiUrl: string, accountsFile: string, tours: readonly Tour[]): Promise<void> {
  const walker = new Walker(Sessions.ofFile(apiUrl, accountsFile), NO_WAITING);
  for (const { process, code, title, walk } of tours) {
    const walked = await walker.walk(process, walk);
    const view = await walked.view();
    if (tours === TOURS) console.log(summaryLine(`${code} ${title}`, view));
    else console.log(`\n${code} ${title}：${walk.title}\n${timeline(walked.definition, view, await walked.events()).join('\n')}`);
  }
}

/** `npm run demo`: against the running stack, or one of its own that it stops again. */
async function main(): Promise<void> {
  const tours = chosen(process.argv.slice(2));
  const running = runningStack(homeFolder());
  if (running) return show(running, join(homeFolder(), 'demo-accounts.json'), tours);
  const home = temporaryHome('qingdun-demo-');
  const abort = new AbortController();
  void onStopRequest(async () => abort.abort(new StackError('演示被中断 (the demonstration was interrupted)')));
  try {
    const stack = await startStack({ home, env: { ...process.env, PORT: String(await freePort()) }, log: (line) => console.log(line), signal: abort.signal });
    try {
      await show(stack.apiUrl, stack.accountsFile, tours);
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
