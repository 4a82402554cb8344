import { runCommand } from '@libs/persistence/cli-command';
import { createOwnerDataSource } from '@libs/persistence/data-source';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { ImportRefused } from '@libs/roster/command';
import { READER, startDirectory, type DirectoryServer } from '@test/support/directory-server';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import type { DataSource } from 'typeorm';

jest.setTimeout(60_000);

const STAFF = 1_200;
const person = (uid: string, cn: string, title: string, department = '内科'): string => `dn: uid=${uid},ou=people,dc=example\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${cn}\nsn: ${cn}\ntitle: ${title}\ndepartmentNumber: ${department}\no: 甲医院\n`;
const LDIF = [
  'dn: dc=example\nobjectClass: domain\ndc: example\n',
  'dn: ou=people,dc=example\nobjectClass: organizationalUnit\nou: people\n',
  person('dir.head', '主任甲', '科主任'),
  ...Array.from({ length: STAFF }, (_, n) => person(`dir.doctor-${n}`, `医师${n}`, '医师')),
  person('dir.porter', '后勤乙', '后勤'),
].join('\n');

describe('the roster from a directory', () => {
  let directory: DirectoryServer;
  let database: TestDatabase;
  let owner: DataSource;
  beforeAll(async () => {
    directory = await startDirectory(LDIF);
  });
  afterAll(() => directory?.stop());
  beforeEach(async () => {
    database = await createDatabase();
    owner = await createOwnerDataSource(database.ownerUrl).initialize();
    await owner.transaction((manager) => seedDemoDistrict(manager, (secret) => Promise.resolve(`unhashed:${secret}`)));
  });
  afterEach(async () => {
    await owner.destroy();
    await database.drop();
  });

  const sync = (argv: string[] = [], env: Record<string, string> = {}): Promise<string> =>
    runCommand(['ldap', ...argv], {
      DATABASE_ADMIN_URL: database.ownerUrl,
      LDAP_URL: directory.url,
      LDAP_CA_FILE: directory.caFile,
      LDAP_BIND_DN: READER.dn,
      LDAP_BIND_PASSWORD: READER.password,
      LDAP_BASE_DN: 'ou=people,dc=example',
      LDAP_ATTRIBUTES: '{"organisation":"o","dept":"departmentNumber"}',
      LDAP_ORGANISATIONS: '{"甲医院":"HOSPITAL-A"}',
      LDAP_POSITIONS: '{"科主任":"业务部门负责人","医师":"工作人员"}',
      ...env,
    });
  const holders = async (position: string): Promise<number> => (await owner.query(`SELECT FROM assignments a JOIN persons p ON p.id = a.person_id WHERE p.account LIKE 'dir.%' AND a.position = $1 AND a.valid_to IS NULL`, [position])).length;

  it('is previewed and imported over StartTLS, page by page, and the same again changes nothing', async () => {
    const everything = `${2 * STAFF + 3} created, 0 changed, 0 ended`;
    expect(await sync()).toContain(`preview, nothing was written: ${everything}`);
    expect(await holders('UNIT_STAFF')).toBe(0);
    expect(await sync(['--apply'])).toContain(`imported: ${everything}`);
    expect([await holders('UNIT_STAFF'), await holders('UNIT_BUSINESS_OWNER')]).toEqual([STAFF, 1]);
    expect(await sync(['--apply'])).toBe('imported: 0 created, 0 changed, 0 ended');
  });

  it('is read over ldaps too, and by a narrower filter', async () => {
    expect(await sync([], { LDAP_URL: directory.secureUrl, LDAP_FILTER: '(&(objectClass=inetOrgPerson)(title=科主任))' })).toMatch(/CREATE ASSIGNMENT .*"UNIT_BUSINESS_OWNER"[\s\S]*: 2 created, 0 changed, 0 ended$/);
  });

  it('ends who is not in it any more only when it is told that it is complete', async () => {
    await sync(['--apply']);
    const head = { LDAP_FILTER: '(title=科主任)' };
    expect(await sync(['--apply'], head)).toBe('imported: 0 created, 0 changed, 0 ended');
    expect(await sync(['--apply', '--end-missing'], head)).toContain('0 created, 0 changed');
    expect([await holders('UNIT_STAFF'), await holders('UNIT_BUSINESS_OWNER')]).toEqual([0, 1]);
  });

  it('says nothing to a server that cannot show who it is, and nothing in the open unless it is told to', async () => {
    await expect(sync([], { LDAP_CA_FILE: '' })).rejects.toThrow(/self.signed|unable to verify/);
    await expect(sync([], { LDAP_URL: directory.secureUrl, LDAP_CA_FILE: '' })).rejects.toThrow(/self.signed|unable to verify/);
    expect(await sync([], { LDAP_START_TLS: 'false', LDAP_FILTER: '(title=科主任)' })).toContain('2 created');
  });

  it('is not read with a wrong password, without settings, or with entries that cannot be taken', async () => {
    await expect(sync([], { LDAP_BIND_PASSWORD: 'wrong' })).rejects.toThrow();
    await expect(sync([], { LDAP_URL: '' })).rejects.toThrow('LDAP_URL is not set');
    await expect(sync([], { LDAP_ORGANISATIONS: '{}' })).rejects.toBeInstanceOf(ImportRefused);
    await expect(sync([], { LDAP_ORGANISATIONS: '{"甲医院":"NOWHERE"}', LDAP_FILTER: '(title=科主任)' })).rejects.toThrow('目录条目 dir.head「单位代码」：没有这一单位。');
  });
});
