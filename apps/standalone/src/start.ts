import { accountsTable } from './accounts';
import { StackError, reasonOf } from './errors';
import { homeFolder } from './home';
import { onStopRequest } from './stop-request';
import { type Stack, startStack } from './stack';

/** Who may log in, and where everything is. */
function announce({ apiUrl, accountsFile, temporal, postgres }: Stack, home: string): string {
  return [
    '',
    ...accountsTable(accountsFile),
    '',
    ...(process.env.SECOND_FACTOR ? [] : ['  双因素认证   演示中不要求；SECOND_FACTOR=required 时要求 (not asked for in the demonstration)']),
    `  API          ${apiUrl}/api/v1`,
    `  OpenAPI      ${apiUrl}/api/openapi.json`,
    ...(temporal.uiUrl ? [`  Temporal UI  ${temporal.uiUrl}`] : []),
    `  Temporal     ${temporal.address} (${temporal.origin})`,
    `  PostgreSQL   ${new URL(postgres.url).host} (${postgres.major}, ${postgres.origin})`,
    `  数据文件夹   ${home} (data, logs/, demo-accounts.json)`,
    '',
    `青盾已就绪 (ready): ${apiUrl} — 按 Ctrl-C 停止 (Ctrl-C stops everything)`,
  ].join('\n');
}

/** `npm start`: runs the stack until it is asked to stop. */
async function main(): Promise<void> {
  const home = homeFolder();
  const log = (line: string): void => console.log(line);
  const abort = new AbortController();
  let stack: Stack | undefined;
  const stopped = onStopRequest(async () => {
    log('正在停止 (stopping)');
    abort.abort(new StackError('启动被中断 (the start was interrupted)'));
    await stack?.stop();
  });
  try {
    stack = await startStack({ home, log, signal: abort.signal });
    log(announce(stack, home));
  } catch (error) {
    // Either way startStack has stopped what it had started.
    if (!abort.signal.aborted) console.error(error instanceof StackError ? error.message : error);
    process.exitCode = abort.signal.aborted ? 130 : 1;
    return;
  }
  await stopped;
  log('已停止 (stopped)');
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(reasonOf(error));
    process.exit(1);
  },
);
