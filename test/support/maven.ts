/** Java programs that tests run: fetched once into the cache by the Maven of this machine, run by its Java. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { StackError } from '../../apps/standalone/src/errors';
import { cacheFolder } from '../../apps/standalone/src/home';

const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

export interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
}

const pomOf = ({ group, name, version }: Artifact): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>qingdun</groupId><artifactId>fetched-${name}</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    <dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;

/**
 * The folder that has an artifact and all that it needs in `lib/`.
 * @throws StackError one sentence that names what the machine lacks
 */
export function fetchedJars(artifact: Artifact, env: NodeJS.ProcessEnv = process.env): string {
  needs('java', 'a Java runtime, 11 or newer', artifact, env);
  const folder = join(cacheFolder(env), `${artifact.name}-${artifact.version}`);
  if (!existsSync(join(folder, 'lib'))) {
    needs('mvn', 'Maven', artifact, env);
    fetchInto(folder, artifact, env);
  }
  return folder;
}

function needs(command: string, what: string, { name }: Artifact, env: NodeJS.ProcessEnv): void {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  if (folders.some((folder) => existsSync(join(folder, command)))) return;
  throw new StackError(`tests with ${name} need ${what} (the command ${command} is not on PATH): on Debian, apt-get install default-jre-headless maven.`);
}

/** Whole or not at all: what is fetched appears under its name when it is complete. */
function fetchInto(folder: string, artifact: Artifact, env: NodeJS.ProcessEnv): void {
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(dirname(folder), '.fetch-'));
  try {
    writeFileSync(join(work, 'pom.xml'), pomOf(artifact));
    const got = spawnSync('mvn', ['-q', '-B', '-f', join(work, 'pom.xml'), COPY_DEPENDENCIES, `-DoutputDirectory=${join(work, 'lib')}`], { env, encoding: 'utf8' });
    if (got.status !== 0) throw new StackError(`${artifact.name} ${artifact.version} could not be fetched by Maven: ${firstError(got.stdout)}`);
    renameSync(work, folder);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    // Another run was quicker: what it fetched is the same.
    if (!existsSync(join(folder, 'lib'))) throw error;
  }
}

const firstError = (output: string): string => output.split('\n').find((line) => line.includes('ERROR')) ?? 'mvn failed';
