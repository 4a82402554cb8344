import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

// The signals of this process are jest's own: the subject runs in a child, its TypeScript turned into JavaScript here.
const { transformFileSync } = jest.requireActual<typeof import('@swc/core')>('@swc/core');
const compiled = transformFileSync(join(__dirname, 'stop-request.ts'), { module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }).code;

/** Runs `onStopRequest` with a stop that takes this long; children to kill are stood in for by a word. */
function start(stopMs: number): ReturnType<typeof spawn> {
  const program = `
    const require = (name) => ({ killAll: () => console.log('killed') });
    const exports = {};
    ${compiled}
    exports.onStopRequest(() => { console.log('stopping'); return new Promise((resolve) => setTimeout(resolve, ${stopMs})); })
      .then(() => { console.log('stopped'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('up');`;
  return spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function run(stopMs: number, requests: (say: (word: string) => Promise<void>, signal: (name: NodeJS.Signals) => void) => Promise<void>): Promise<{ code: unknown; said: string[] }> {
  const child = start(stopMs);
  const said: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => said.push(...chunk.toString().trim().split('\n')));
  const word = async (wanted: string): Promise<void> => {
    while (!said.includes(wanted)) await once(child.stdout ?? child, 'data');
  };
  const exited = once(child, 'exit');
  await requests(word, (name) => child.kill(name));
  return { code: (await exited)[0], said };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops cleanly on %s', async (name) => {
  const { code, said } = await run(10, async (word, signal) => {
    await word('up');
    signal(name);
  });
  expect({ code, said }).toEqual({ code: 0, said: ['up', 'stopping', 'stopped'] });
});

it('takes the Ctrl-C that npm passes on for the same request', async () => {
  const { code, said } = await run(300, async (word, signal) => {
    await word('up');
    signal('SIGINT');
    await word('stopping');
    signal('SIGINT');
  });
  expect({ code, said }).toEqual({ code: 0, said: ['up', 'stopping', 'stopped'] });
});

it('kills at the second request', async () => {
  const { code, said } = await run(60_000, async (word, signal) => {
    await word('up');
    signal('SIGINT');
    await word('stopping');
    const again = setInterval(() => signal('SIGINT'), 100);
    await word('killed').finally(() => clearInterval(again));
  });
  expect({ code, said }).toEqual({ code: 130, said: ['up', 'stopping', 'killed'] });
});
