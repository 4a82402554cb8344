/** A child process of the benchmark with its log file. All that are left are ended when the benchmark ends. */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const GRACE_MS = 20_000;

export interface ChildOptions {
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

const watched = (child: ChildProcess): ChildProcess => {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

/** One of our own entry points, with a channel to it. */
export function startNode(file: string, { log, env, nodeArgs }: ChildOptions & { readonly nodeArgs: readonly string[] }): ChildProcess {
  const out = openSync(log, 'a');
  const child = fork(file, [], { env: { ...process.env, ...env }, execArgv: [...nodeArgs], stdio: ['ignore', out, out, 'ipc'] });
  closeSync(out);
  return watched(child);
}

/** Runs a command to its end. @throws when it fails, with the place of its output */
export async function run(command: string, args: readonly string[], { log, env, cwd }: ChildOptions): Promise<void> {
  const out = openSync(log, 'a');
  const child = watched(spawn(command, [...args], { env: { ...process.env, ...env }, cwd, stdio: ['ignore', out, out] }));
  closeSync(out);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: see ${log}`);
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(hard);
}

/** @throws when it has ended, or is not ready in time */
export async function untilReady(child: ChildProcess, isReady: () => Promise<boolean>, what: string, timeoutMs = 60_000): Promise<void> {
  const giveUpAt = Date.now() + timeoutMs;
  while (!(await isReady())) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${what} ended before it was ready`);
    if (Date.now() > giveUpAt) throw new Error(`${what} is not ready after ${timeoutMs} ms`);
    await pause(100);
  }
}
