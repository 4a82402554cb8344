import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { StackError, reasonOf } from './errors';
import { logFile } from './home';
import { identify } from './identity';
import { until } from './pause';
import type { StateFile } from './state';

/** How one process of the stack is started, known to be ready, and stopped. */
export interface ProcessSpec {
  /** Names its log file and its entry in state.json. */
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** The user it runs as, where that is not ours. */
  user?: { uid: number; gid: number };
  /** A part of the command line that only this process has. */
  marker: string;
  stopSignal: 'SIGTERM' | 'SIGINT';
  /** What a clean stop may take before it is killed. */
  graceMs: number;
  /** One probe; may not throw. */
  isReady: () => Promise<boolean>;
  readyTimeoutMs: number;
  /** A start that ends early is tried again this long, e.g. while the children of a killed server still die. */
  retryForMs?: number;
}

/** Where the process lives. */
export interface ProcessHost {
  home: string;
  state: StateFile;
  /** One line for the operator. */
  log: (line: string) => void;
  /** Start it again, with growing pauses, when it ends unasked. */
  keepAlive: boolean;
}

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const MAX_BACKOFF_MS = 15_000;
/** One that ran this long was healthy: the next restart comes at once again. */
const HEALTHY_MS = 60_000;

const running = new Set<ManagedProcess>();
// Only synchronous work is possible here: the last resort when this process ends without having stopped them.
process.once('exit', () => {
  for (const child of running) child.signal();
});

/** Kills every child at once, for who cannot wait. */
export function killAll(): void {
  for (const child of running) child.signal('SIGKILL');
}

/**
 * A child process: in a group of its own, so that the terminal's Ctrl-C reaches only us, with its output in
 * `<home>/logs/<name>.log`, remembered in state.json so that the next start can clear it away if we are killed.
 */
export class ManagedProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<string> = Promise.resolve('');
  /** Counts the wishes of our owner: who restarts on its own behalf gives up as soon as there was a newer one. */
  private wish = 0;
  private backoffs = 0;

  constructor(
    private readonly spec: ProcessSpec,
    private readonly host: ProcessHost,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts it and waits until it is ready. @throws StackError with the last line of its log when it does not get there */
  async start(): Promise<void> {
    const wish = ++this.wish;
    this.backoffs = 0;
    await this.launch(wish);
  }

  /** Asks it to stop, and kills it after its grace time. */
  async stop(): Promise<void> {
    this.wish++;
    await this.end(this.spec.stopSignal);
  }

  /** As a crash would: SIGKILL, and it stays down until `restart`. */
  async kill9(): Promise<void> {
    this.wish++;
    await this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Sends a signal without waiting; its own stop signal by default. */
  signal(signal: NodeJS.Signals = this.spec.stopSignal): void {
    this.wish++;
    this.child?.kill(signal);
  }

  private get logPath(): string {
    return logFile(this.host.home, this.spec.name);
  }

  private async launch(wish: number): Promise<void> {
    const { name, retryForMs = 0 } = this.spec;
    for (const end = performance.now() + retryForMs; ; await wait(200)) {
      this.spawn();
      const failure = await this.untilReadyOrEnded();
      if (failure === undefined) return this.watch(wish);
      const endedByItself = this.child === undefined && this.wish === wish;
      if (endedByItself && performance.now() < end) continue;
      await this.end('SIGKILL');
      throw new StackError(`${name} 未能启动 (${name} did not start): ${failure} ${this.lastLine()} [${this.logPath}]`);
    }
  }

  private spawn(): void {
    const { name, command, args, env, cwd, user, marker } = this.spec;
    if (existsSync(this.logPath) && statSync(this.logPath).size > LOG_LIMIT_BYTES) renameSync(this.logPath, `${this.logPath}.1`);
    const log = openSync(this.logPath, 'a');
    const child = spawn(command, args, { env, cwd, ...user, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    running.add(this);
    this.ended = new Promise((resolve) => {
      const gone = (how: string): void => {
        if (this.child !== child) return;
        this.child = undefined;
        running.delete(this);
        this.host.state.update((state) => {
          delete state.children[name];
        });
        resolve(how);
      };
      child.once('error', (error) => gone(reasonOf(error)));
      child.once('exit', (code, signal) => gone(signal ? `signal ${signal}.` : `exit code ${code}.`));
    });
    const identity = child.pid === undefined ? undefined : identify(child.pid, marker);
    if (!identity) return;
    this.host.state.update((state) => {
      state.children[name] = identity;
    });
  }

  /** Undefined when it is ready, else what went wrong. */
  private async untilReadyOrEnded(): Promise<string | undefined> {
    const { isReady, readyTimeoutMs } = this.spec;
    let over: string | undefined;
    const ended = this.ended.then((how) => void (over = how));
    let isUp = false;
    const ready = until(async () => over !== undefined || (isUp = await isReady()), readyTimeoutMs);
    await Promise.race([ended, ready]);
    if (over !== undefined) return over;
    return isUp ? undefined : `not ready after ${readyTimeoutMs / 1000} s.`;
  }

  private watch(wish: number): void {
    if (!this.host.keepAlive) return;
    const readyAt = performance.now();
    void this.ended.then((how) => {
      if (performance.now() - readyAt > HEALTHY_MS) this.backoffs = 0;
      return this.revive(wish, how);
    });
  }

  private async revive(wish: number, how: string): Promise<void> {
    const { name } = this.spec;
    for (let reason = how; this.wish === wish; ) {
      const pauseMs = Math.min(250 * 2 ** this.backoffs++, MAX_BACKOFF_MS);
      this.host.log(`${name} 意外结束，${pauseMs / 1000} 秒后重启 (${name} ended: ${reason} Restarting in ${pauseMs / 1000} s)`);
      await wait(pauseMs);
      if (this.wish !== wish) return;
      try {
        await this.launch(wish);
        this.host.log(`${name} 已重启 (${name} is back)`);
        return;
      } catch (error) {
        reason = reasonOf(error);
      }
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child) return;
    child.kill(signal);
    const grace = setTimeout(() => child.kill('SIGKILL'), this.spec.graceMs);
    await this.ended;
    clearTimeout(grace);
  }

  /** What its log says about its end: the last line that names an error, else the last one. */
  private lastLine(): string {
    const lines = existsSync(this.logPath) ? readFileSync(this.logPath, 'utf8').trimEnd().split('\n').slice(-30) : [];
    return (lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? '').trim().slice(0, 300);
  }
}
