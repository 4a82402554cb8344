/** Temporal's test server that skips time: fetched once into the cache, run by the Java of this machine. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { indexedTypes } from '../../apps/standalone/src/search-attributes';
import { fetchedJars } from './maven';

const VERSION = '1.38.0';

// The SDK passes the port alone and locks the time by itself: with --enable-time-skipping, timers fire before anybody looks.
const SCRIPT = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
exec java -Xshare:auto -XX:TieredStopAtLevel=1 -Xmx256m -cp "$here/lib/*" io.temporal.testserver.TestServer "$@"
`;

/** An environment whose timers fire as soon as everything waits; its instants are as exact as a real one's. */
export async function createTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path: testServer() } } });
  // This server lists none, so they are added unseen.
  await env.connection.operatorService.addSearchAttributes({ namespace: env.namespace ?? 'default', searchAttributes: indexedTypes() });
  return env;
}

/** The script that runs the server. @throws StackError one sentence that names what the machine lacks */
export function testServer(env: NodeJS.ProcessEnv = process.env): string {
  const script = join(fetchedJars({ group: 'io.temporal', name: 'temporal-test-server', version: VERSION }, env), 'test-server.sh');
  if (!existsSync(script)) writeFileSync(script, SCRIPT, { mode: 0o755 });
  return script;
}
