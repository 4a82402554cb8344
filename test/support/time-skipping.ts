/** Temporal's test server that skips time: fetched once into the cache, run by the Java of this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { StackError } from '../../apps/standalone/src/errors';
import { cacheFolder } from '../../apps/standalone/src/home';
import { indexedTypes } from '../../apps/standalone/src/search-attributes';

const VERSION = '1.38.0';
const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>qingdun</groupId><artifactId>time-skipping</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>io.temporal</groupId><artifactId>temporal-test-server</artifactId><version>${VERSION}</version></dependency>
  </dependencies>
</project>
`;

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
  needs('java', 'a Java runtime, 11 or newer', env);
  const folder = join(cacheFolder(env), `temporal-test-server-${VERSION}`);
  const script = join(folder, 'test-server.sh');
  if (!existsSync(script)) {
    needs('mvn', 'Maven', env);
    fetchInto(folder, env);
  }
  return script;
}

function needs(command: string, name: string, env: NodeJS.ProcessEnv): void {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  if (folders.some((folder) => existsSync(join(folder, command)))) return;
  throw new StackError(`the tests of default clocks need ${name} (the command ${command} is not on PATH): on Debian, apt-get install default-jre-headless maven.`);
}

/** Whole or not at all: what is fetched appears under its name when it is complete. */
function fetchInto(folder: string, env: NodeJS.ProcessEnv): void {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), '.fetch-'));
  try {
    writeFileSync(join(work, 'pom.xml'), POM);
    const got = spawnSync('mvn', ['-q', '-B', '-f', join(work, 'pom.xml'), COPY_DEPENDENCIES, `-DoutputDirectory=${join(work, 'lib')}`], { env, encoding: 'utf8' });
    if (got.status !== 0) throw new StackError(`the time-skipping test server ${VERSION} could not be fetched by Maven: ${firstError(got.stdout)}`);
    writeFileSync(join(work, 'test-server.sh'), SCRIPT, { mode: 0o755 });
    renameSync(work, folder);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    // Another run was quicker: what it fetched is the same.
    if (!existsSync(join(folder, 'test-server.sh'))) throw error;
  }
}

const firstError = (output: string): string => output.split('\n').find((line) => line.includes('ERROR')) ?? 'mvn failed';
