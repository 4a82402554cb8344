import { type AddressInfo, createServer } from 'node:net';
import { StackError } from './errors';
import type { StateFile } from './state';

/**
 * Below the range from which operating systems take the source ports of outgoing connections: a port in that
 * range can be occupied by any client while its server restarts, a client that knocks on it included.
 */
const FIRST = 20_000;
const LAST = 31_999;

/** Whether nobody listens on the port of the address (the loopback one by default). */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A free port of the loopback address; `taken` are promised to others and not given out. */
export async function freePort(taken: readonly number[] = []): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  return await anyPort();
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}

/** The port that this name had at the last start, or a new one when that is taken now; remembered either way. */
export async function rememberedPort(state: StateFile, name: string): Promise<number> {
  const { ports } = state.read();
  const before = ports[name];
  if (before !== undefined && (await isFree(before))) return before;
  const port = await freePort(Object.values(ports));
  state.update((next) => {
    next.ports[name] = port;
  });
  return port;
}

/**
 * The port of the API: `PORT`, 3000 by default.
 * @throws StackError when it is no port, or somebody else listens on it
 */
export async function apiPort(env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const text = env.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new StackError(`PORT=${text} 不是端口号 (PORT=${text} is not a port number)`);
  if (!(await isFree(port)) || !(await isFree(port, '0.0.0.0')))
    throw new StackError(`端口 ${port} 已被占用，请用 PORT 指定另一个 (port ${port} is taken: set PORT to a free one)`);
  return port;
}
