import { rmSync } from 'node:fs';
import { freePort } from '../../../apps/standalone/src/ports';
import { startStack, type Stack } from '../../../apps/standalone/src/stack';
import { EngineWatch } from '@test/support/engine-watch';
import { testEnv, testHome } from '@test/support/stack/shared-stack';
import { StubbornPeople } from '@test/support/stubborn-people';

/** A whole stack of real processes in a folder of its own. */
export interface OwnStack {
  readonly home: string;
  readonly stack: Stack;
  readonly people: StubbornPeople;
  readonly engine: EngineWatch;
  destroy(): Promise<void>;
}

export async function ownStack({ env = {}, ...options }: { readonly keepAlive: boolean; readonly env?: NodeJS.ProcessEnv }): Promise<OwnStack> {
  const home = testHome();
  const stack = await startStack({ home, env: { ...testEnv(), ...env, PORT: String(await freePort()) }, log: () => undefined, ...options });
  const engine = await EngineWatch.open(stack.temporal.address, stack.ownerUrl);
  return {
    home,
    stack,
    people: new StubbornPeople(stack.apiUrl, stack.accountsFile),
    engine,
    async destroy() {
      await engine.close();
      await stack.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
