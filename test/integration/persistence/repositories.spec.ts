import { createDataSource, createOwnerDataSource } from '@libs/persistence/data-source';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { demoId } from '@libs/persistence/seed/demo-id';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { seedFoundation } from '@libs/persistence/seed/seed-foundation';
import { POLICY_SET } from '@libs/policy/policy-set';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import type { DataSource } from 'typeorm';

jest.setTimeout(60_000);

const HOSPITAL = demoId('organisation', 'HOSPITAL-A');
const who = (account: string): string => demoId('person', account);

describe('the repositories', () => {
  let database: TestDatabase;
  let app: DataSource;
  let owner: DataSource;
  beforeAll(async () => {
    database = await createDatabase();
    owner = await createOwnerDataSource(database.ownerUrl).initialize();
    await owner.transaction(async (manager) => {
      await seedFoundation(manager);
      await seedDemoDistrict(manager, (secret) => Promise.resolve(`unhashed:${secret}`));
    });
    app = await createDataSource({ url: database.appUrl, poolSize: 2, applicationName: 'repositories-test' }).initialize();
  });
  afterAll(async () => {
    await app.destroy();
    await owner.destroy();
    await database.drop();
  });

  describe('of the roster', () => {
    it('finds a person by id and an organisation by code', async () => {
      const roster = new RosterRepository(app.manager);
      expect(await roster.personById(who('hospital-a.data-admin'))).toMatchObject({ account: 'hospital-a.data-admin', name: '甲医院·数据管理员 演示一', active: true });
      expect(await roster.personById(who('nobody'))).toBeNull();
      expect(await roster.organisationByCode('HOSPITAL-A')).toMatchObject({ id: HOSPITAL, type: 'MEDICAL_INSTITUTION' });
      expect(await roster.organisationByCode('NOWHERE')).toBeUndefined();
    });

    it('lists what a person is, with organisation and department', async () => {
      const assignments = await new RosterRepository(app.manager).assignmentsOf(who('hospital-a.staff-owner'));
      const org = { id: HOSPITAL, code: 'HOSPITAL-A', name: '演示甲医院', type: 'MEDICAL_INSTITUTION' };
      expect(assignments).toMatchObject([
        { position: 'UNIT_BUSINESS_OWNER', positionTitle: '业务部门负责人', dept: '急诊科', org },
        { position: 'UNIT_STAFF', positionTitle: '工作人员', dept: '急诊科', org },
      ]);
    });

    /** Everything that is changed in it is undone. */
    async function supposing(sql: string, values: unknown[], check: (roster: RosterRepository) => Promise<void>): Promise<void> {
      const runner = owner.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query(sql, values);
        await check(new RosterRepository(runner.manager));
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    }
    const nothingHeldBy = (account: string) => async (roster: RosterRepository): Promise<void> => {
      expect(await roster.assignmentsOf(who(account))).toEqual([]);
    };
    const OFFICER = 'hospital-a.security-officer';

    it('counts no assignment that has ended', () =>
      supposing('UPDATE assignments SET valid_to = statement_timestamp() WHERE person_id = $1', [who(OFFICER)], nothingHeldBy(OFFICER)));

    it('counts no assignment that has not begun', () =>
      supposing(`UPDATE assignments SET valid_from = statement_timestamp() + interval '1 hour' WHERE person_id = $1`, [who(OFFICER)], nothingHeldBy(OFFICER)));

    it('counts an assignment until its end', () =>
      supposing(`UPDATE assignments SET valid_to = statement_timestamp() + interval '1 hour' WHERE person_id = $1`, [who(OFFICER)], async (roster) => {
        expect(await roster.assignmentsOf(who(OFFICER))).toHaveLength(1);
      }));

    it('counts nobody who is inactive', () => supposing('UPDATE persons SET active = false WHERE id = $1', [who(OFFICER)], nothingHeldBy(OFFICER)));
  });

  describe('of the policies', () => {
    const KEY = 'use.closure.days';
    const add = (from: string, amount: number): Promise<unknown> =>
      app.query(
        `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified)
         SELECT key, $2::date, title, jsonb_set(value, '{amount}', to_jsonb($3::int)), basis, basis_class, verified FROM policies WHERE key = $1 ORDER BY recorded_at LIMIT 1`,
        [KEY, from, amount],
      );

    it('serve every figure as it is written in the set', async () => {
      const effective = await new PolicyRepository(app.manager).effective();
      expect(effective.size).toBe(POLICY_SET.length);
      for (const { clocks: _, ...row } of POLICY_SET) expect(effective.get(row.key)).toEqual({ ...row, recordedAt: expect.any(Date) });
    });

    it('have nothing in force before the regulation was', async () => {
      const policies = new PolicyRepository(app.manager);
      expect((await policies.effective(new Date('2025-05-22T23:59:59+08:00'))).size).toBe(0);
      expect((await policies.effective(new Date('2025-05-23T00:00:00+08:00'))).size).toBe(POLICY_SET.length);
    });

    it('change on the day from which a new figure counts, and the last record of a day wins', async () => {
      const policies = new PolicyRepository(app.manager);
      const amountOn = async (instant?: string): Promise<unknown> => {
        const value = (await policies.effective(instant === undefined ? undefined : new Date(instant))).get(KEY)?.value;
        return value?.type === 'DURATION' ? value.amount : undefined;
      };
      const original = await amountOn();
      await add('2999-01-01', 71);
      await add('2999-01-01', 72);
      expect(await amountOn()).toBe(original);
      expect(await amountOn('2998-12-31T23:59:59+08:00')).toBe(original);
      expect(await amountOn('2999-01-01T00:00:00+08:00')).toBe(72);
      const history = await policies.history(KEY);
      expect(history.map(({ effectiveFrom, value }) => [effectiveFrom, value.type === 'DURATION' && value.amount])).toEqual([
        ['2999-01-01', 72],
        ['2999-01-01', 71],
        ['2025-05-23', original],
      ]);
    });
  });
});
