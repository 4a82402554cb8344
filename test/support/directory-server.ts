/** A real LDAP server: UnboundID's in-memory directory, with StartTLS, LDAPS, simple paged results and a certificate of its own. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../apps/standalone/src/ports';
import { fetchedJars } from './maven';
import { testHome } from './stack/shared-stack';

const SDK = { group: 'com.unboundid', name: 'unboundid-ldapsdk', version: '7.0.3' };
const STORE_PASSWORD = 'test-only';
export const READER = { dn: 'cn=reader,dc=example', password: 'test-only-reader' };

export interface DirectoryServer {
  /** ldap://, over which StartTLS is offered. */
  readonly url: string;
  /** ldaps:// */
  readonly secureUrl: string;
  /** Its certificate, as the file of the authority. */
  readonly caFile: string;
  stop(): Promise<void>;
}

/** @param ldif its content under `dc=example` */
export async function startDirectory(ldif: string): Promise<DirectoryServer> {
  const classPath = `${join(fetchedJars(SDK), 'lib')}/*`;
  const home = testHome();
  const [store, caFile, content] = ['store.p12', 'ca.pem', 'content.ldif'].map((name) => join(home, name)) as [string, string, string];
  writeFileSync(content, ldif);
  keytool('-genkeypair', '-alias', 'server', '-keyalg', 'EC', '-dname', 'CN=localhost', '-ext', 'san=dns:localhost,ip:127.0.0.1', '-validity', '2', '-storetype', 'PKCS12', '-keystore', store, '-storepass', STORE_PASSWORD);
  keytool('-exportcert', '-rfc', '-alias', 'server', '-keystore', store, '-storepass', STORE_PASSWORD, '-file', caFile);
  const port = await freePort();
  const securePort = await freePort([port]);
  const tls = ['--keyStorePath', store, '--keyStorePassword', STORE_PASSWORD, '--keyStoreType', 'PKCS12'];
  const common = ['--baseDN', 'dc=example', '--ldifFile', content, '--additionalBindDN', READER.dn, '--additionalBindPassword', READER.password, ...tls];
  const run = (...args: string[]): ReturnType<typeof spawn> => spawn('java', ['-Xshare:auto', '-XX:TieredStopAtLevel=1', '-Xmx128m', '-cp', classPath, 'com.unboundid.ldap.listener.InMemoryDirectoryServerTool', ...common, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const servers = [run('--port', String(port), '--useStartTLS'), run('--port', String(securePort), '--useSSL')];
  const stop = async (): Promise<void> => {
    for (const server of servers.filter(({ exitCode }) => exitCode === null)) {
      server.kill('SIGKILL');
      await once(server, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  };
  await Promise.all(servers.map(listening)).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `ldap://localhost:${port}`, secureUrl: `ldaps://localhost:${securePort}`, caFile, stop };
}

function keytool(...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('keytool', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`keytool ${args[0]}: ${stdout} ${stderr}`);
}

/** The tool says so when it listens. */
function listening(server: ReturnType<typeof spawn>): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/Listening for client connections/.test(said)) resolve();
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', () => reject(new Error(`the directory did not start: ${said}`)));
  });
}
