import { createDataSource, createOwnerDataSource } from '@libs/persistence/data-source';
import { runCommand } from '@libs/persistence/cli-command';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { applyImport, previewImport, type RosterPreview } from '@libs/roster/import';
import { ImportRefused } from '@libs/roster/command';
import { readTables } from '@libs/roster/read-tables';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';

jest.setTimeout(60_000);

const TABLES = {
  organisations: '单位代码,单位名称,单位类型\nHOSPITAL-N,新医院,医疗卫生机构',
  persons: '账号,姓名,在册\nnew.admin,新甲,是\nnew.staff,新乙,是\nnew.later,新丙,是',
  assignments: '账号,单位代码,岗位,部门,任职文号,任职开始,任职截止\nnew.admin,HOSPITAL-N,数据管理员,,2026-1,,\nnew.staff,HOSPITAL-N,工作人员,内科,,,\nnew.later,HOSPITAL-N,监销人,,,2099-01-01,',
  members: '单位代码,委员会代码,委员会名称,账号,主任委员\nHOSPITAL-N,UNIT_ETHICS_COMMITTEE,伦理审查委员会,new.admin,是\nHOSPITAL-N,UNIT_ETHICS_COMMITTEE,伦理审查委员会,new.staff,否',
};

describe('an import of the roster', () => {
  let database: TestDatabase;
  let owner: DataSource;
  let app: DataSource;
  beforeEach(async () => {
    database = await createDatabase();
    owner = await createOwnerDataSource(database.ownerUrl).initialize();
    await owner.transaction((manager) => seedDemoDistrict(manager, (secret) => Promise.resolve(`unhashed:${secret}`)));
    app = await createDataSource({ url: database.appUrl, poolSize: 4, applicationName: 'roster-test' }).initialize();
  });
  afterEach(async () => {
    await app.destroy();
    await owner.destroy();
    await database.drop();
  });

  const wantedOf = (tables: Partial<typeof TABLES>) => {
    const { wanted, problems } = readTables(Object.fromEntries(Object.entries(tables).map(([name, text]) => [name, Buffer.from(text)])));
    expect(problems).toEqual([]);
    return wanted;
  };
  /** As the application's role, which owns nothing. */
  const apply = (tables: Partial<typeof TABLES>, endMissing = false): Promise<RosterPreview> =>
    app.transaction((manager) => applyImport(manager, wantedOf(tables), { endMissing, source: 'CSV', by: { actorKind: 'SYSTEM' } }, () => undefined));
  const contents = async (): Promise<string> => JSON.stringify(await Promise.all(['organisations', 'persons', 'assignments', 'bodies', 'body_members', 'audit_events'].map((table) => owner.query(`SELECT t::text FROM ${table} t ORDER BY 1`))));
  const holdersNow = (orgCode: string): Promise<{ account: string; position: string; dept: string | null }[]> =>
    owner.query(
      `SELECT p.account, a.position, a.dept FROM assignments a JOIN persons p ON p.id = a.person_id JOIN organisations o ON o.id = a.org_id
       WHERE o.code = $1 AND a.valid_from <= now() AND (a.valid_to IS NULL OR a.valid_to > now()) ORDER BY 1, 2`,
      [orgCode],
    );

  it('shows what it would do and writes nothing', async () => {
    const before = await contents();
    const { counts, problems } = await app.transaction('REPEATABLE READ', (manager) => previewImport(manager, wantedOf(TABLES), { endMissing: false }));
    expect({ counts, problems }).toEqual({ counts: { created: 10, changed: 0, ended: 0 }, problems: [] });
    expect(await contents()).toBe(before);
  });

  it('does it, with one audit event for each change, and the same again changes nothing', async () => {
    const { counts } = await apply(TABLES);
    expect(counts).toEqual({ created: 10, changed: 0, ended: 0 });
    expect(await holdersNow('HOSPITAL-N')).toEqual([{ account: 'new.admin', position: 'UNIT_DATA_ADMINISTRATOR', dept: null }, { account: 'new.staff', position: 'UNIT_STAFF', dept: '内科' }]);
    expect(await owner.query('SELECT action, count(*)::int FROM audit_events GROUP BY 1 ORDER BY 1')).toEqual([
      { action: 'ASSIGNMENT_BEGUN', count: 3 },
      { action: 'BODY_CREATED', count: 1 },
      { action: 'MEMBER_ADDED', count: 2 },
      { action: 'ORGANISATION_CREATED', count: 1 },
      { action: 'PERSON_CREATED', count: 3 },
      { action: 'ROSTER_IMPORTED', count: 1 },
    ]);
    const after = await contents();
    expect((await apply(TABLES)).changes).toEqual([]);
    expect((await apply(TABLES, true)).changes).toEqual([]);
    expect(await contents()).toBe(after);
  });

  it('puts no name and no account into the audit', async () => {
    await apply(TABLES);
    const told = JSON.stringify(await owner.query('SELECT * FROM audit_events'));
    for (const personal of ['新甲', 'new.admin', '内科']) expect(told).not.toContain(personal);
  });

  it('says in the audit what a change made of what', async () => {
    await apply(TABLES);
    await apply({
      persons: '账号,姓名,在册\nnew.later,新丁,否',
      assignments: '账号,单位代码,岗位,任职文号,任职截止\nnew.admin,HOSPITAL-N,数据管理员,2026-2,2098-12-31',
      members: '单位代码,委员会代码,委员会名称,账号,主任委员\nHOSPITAL-N,UNIT_ETHICS_COMMITTEE,伦理审查委员会,new.admin,否',
    });
    const told = await owner.query(`SELECT action, details - ARRAY['importId', 'personId', 'assignmentId', 'bodyId', 'position'] AS turned FROM audit_events WHERE action LIKE '%_CHANGED' ORDER BY id`);
    expect(told).toEqual([
      { action: 'PERSON_CHANGED', turned: { active: { from: true, to: false } } },
      { action: 'ASSIGNMENT_CHANGED', turned: { validTo: { from: null, to: '2098-12-31T16:00:00.000Z' } } },
      { action: 'MEMBER_CHANGED', turned: { chair: { from: true, to: false } } },
    ]);
  });

  it('ends at once who is missing from a complete file, there and nowhere else, and those who have not begun as well', async () => {
    await apply(TABLES);
    const elsewhere = await holdersNow('HOSPITAL-A');
    const [assignments, members] = [TABLES.assignments, TABLES.members].map((table) => table.split('\n').slice(0, 2).join('\n'));
    expect((await apply({ assignments, members })).counts).toEqual({ created: 0, changed: 0, ended: 0 });
    expect((await apply({ assignments, members }, true)).counts).toEqual({ created: 0, changed: 0, ended: 3 });
    expect(await holdersNow('HOSPITAL-N')).toEqual([{ account: 'new.admin', position: 'UNIT_DATA_ADMINISTRATOR', dept: null }]);
    expect(await holdersNow('HOSPITAL-A')).toEqual(elsewhere);
    expect(await owner.query(`SELECT FROM assignments a JOIN persons p ON p.id = a.person_id WHERE p.account = 'new.later' AND valid_to <= now()`)).toHaveLength(1);
    // Who comes back holds it anew; that they once did stays.
    await apply(TABLES);
    expect(await owner.query(`SELECT FROM assignments a JOIN persons p ON p.id = a.person_id WHERE p.account = 'new.staff'`)).toHaveLength(2);
  });

  it('lets one administrator become another in one import, and nobody two at once', async () => {
    const heading = '账号,单位代码,岗位,任职截止';
    const become = { assignments: `${heading}\ncommission.system-admin,QP-COMMISSION,系统管理员,2026-01-01\ncommission.system-admin,QP-COMMISSION,安全管理员,\ncommission.info-1,QP-COMMISSION,系统管理员,` };
    expect((await apply(become)).counts).toEqual({ created: 2, changed: 0, ended: 1 });
    const both = await app.transaction('REPEATABLE READ', (manager) => previewImport(manager, wantedOf({ assignments: `${heading}\ncommission.info-1,QP-COMMISSION,审计管理员,` }), { endMissing: false }));
    expect(both.problems.map(({ path, code }) => [path, code])).toEqual([['assignments.2.position', 'ADMINISTRATORS_APART']]);
    // The term of the one is cut short before the other begins.
    expect((await apply({ assignments: `账号,单位代码,岗位,任职开始,任职截止\ncommission.info-1,QP-COMMISSION,审计管理员,2099-01-01,\ncommission.info-1,QP-COMMISSION,系统管理员,,2098-12-31` })).counts).toEqual({ created: 1, changed: 1, ended: 0 });
  });

  it('is whole or not at all', async () => {
    const before = await contents();
    await owner.query(`CREATE FUNCTION full_house() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no seat left'; END $$`);
    await owner.query('CREATE TRIGGER body_members_full BEFORE INSERT ON body_members FOR EACH ROW EXECUTE FUNCTION full_house()');
    await expect(apply(TABLES)).rejects.toThrow('no seat left');
    expect(await contents()).toBe(before);
  });

  it('makes each thing once where two import at the same time', async () => {
    const counts = (await Promise.all([apply(TABLES), apply(TABLES), apply(TABLES)])).map(({ changes }) => changes.length);
    expect(counts.sort()).toEqual([0, 0, 10]);
  });

  it('keeps nobody waiting who reads the roster or acts', async () => {
    const runner = app.createQueryRunner();
    await runner.startTransaction();
    await applyImport(runner.manager, wantedOf(TABLES), { endMissing: false, source: 'CSV', by: { actorKind: 'SYSTEM' } }, () => undefined);
    // A row that refers to a person takes a lock on that person.
    await app.query(`INSERT INTO drafts (id, owner_id, process_type, form) SELECT gen_random_uuid(), id, 'x', '{}' FROM persons WHERE account = 'hospital-a.staff-1'`);
    expect(await holdersNow('HOSPITAL-N')).toEqual([]);
    await runner.rollbackTransaction();
    await runner.release();
  });

  describe('from the command line', () => {
    let folder: string;
    const files = (tables: Partial<typeof TABLES>): string[] =>
      Object.entries(tables).flatMap(([name, text]) => {
        const path = join(folder, `${name}.csv`);
        writeFileSync(path, text);
        return [`--${name}`, path];
      });
    const run = (...argv: string[]): Promise<string> => runCommand(['import', ...argv], { DATABASE_ADMIN_URL: database.ownerUrl });
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'qingdun-import-'));
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('previews unless it is told to apply', async () => {
      const before = await contents();
      expect(await run(...files(TABLES))).toMatch(/CREATE ORGANISATION .*HOSPITAL-N[\s\S]*preview, nothing was written: 10 created, 0 changed, 0 ended$/);
      expect(await contents()).toBe(before);
      expect(await run('--apply', ...files(TABLES))).toMatch(/imported: 10 created, 0 changed, 0 ended$/);
      expect(await run('--apply', '--end-missing', ...files(TABLES))).toBe('imported: 0 created, 0 changed, 0 ended');
    });

    it('says every wrong line, and is called with at least one table', async () => {
      await expect(run('--apply', ...files({ persons: '账号,姓名\na b,甲\nc,' }))).rejects.toBeInstanceOf(ImportRefused);
      await expect(run('--apply', ...files({ persons: '账号,姓名\na b,甲\nc,' }))).rejects.toThrow('人员表第 2 行「账号」：格式不正确。\n人员表第 3 行「姓名」：请填写。');
      await expect(run('--apply')).rejects.toMatchObject({ name: 'UsageError' });
    });
  });
});
