import { createDataSource, createOwnerDataSource } from '@libs/persistence/data-source';
import { CalendarRepository } from '@libs/persistence/repositories/calendar.repository';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { ResourceRepository } from '@libs/persistence/repositories/resource.repository';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { demoId } from '@libs/persistence/seed/demo-id';
import { seedDemoDistrict } from '@libs/persistence/seed/seed-demo-district';
import { seedFoundation } from '@libs/persistence/seed/seed-foundation';
import { isWorkingDay } from '@libs/domain/calendar';
import { POLICY_SET } from '@libs/policy/policy-set';
import { createDatabase, type TestDatabase } from '@test/support/stack/databases';
import type { DataSource } from 'typeorm';

jest.setTimeout(60_000);

const HOSPITAL = demoId('organisation', 'HOSPITAL-A');
const CLINIC = demoId('organisation', 'CLINIC-C');
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
    const accounts = async (...[seat]: Parameters<RosterRepository['holdersOf']>): Promise<string[]> =>
      (await new RosterRepository(app.manager).holdersOf(seat)).map(({ account }) => account);

    it('finds a person by account and by id', async () => {
      const roster = new RosterRepository(app.manager);
      expect(await roster.personByAccount('hospital-a.data-admin')).toMatchObject({ id: who('hospital-a.data-admin'), name: '甲医院·数据管理员 演示一', active: true });
      expect(await roster.personById(who('hospital-a.data-admin'))).toMatchObject({ account: 'hospital-a.data-admin' });
      expect(await roster.personByAccount('nobody')).toBeNull();
      expect([...(await roster.personsById([who('clinic-c.head'), who('nobody')])).keys()]).toEqual([who('clinic-c.head')]);
    });

    it('lists what a person is, with organisation and department', async () => {
      const assignments = await new RosterRepository(app.manager).assignmentsOf(who('hospital-a.staff-owner'));
      const org = { id: HOSPITAL, code: 'HOSPITAL-A', name: '演示甲医院', type: 'MEDICAL_INSTITUTION' };
      expect(assignments).toMatchObject([
        { position: 'UNIT_BUSINESS_OWNER', positionTitle: '业务部门负责人', dept: '急诊科', org },
        { position: 'UNIT_STAFF', positionTitle: '工作人员', dept: '急诊科', org },
      ]);
    });

    it('finds the holders of a seat in its organisation only', async () => {
      expect(await accounts({ position: 'UNIT_DATA_ADMINISTRATOR', orgId: HOSPITAL })).toEqual(['hospital-a.data-admin', 'hospital-a.data-admin-2']);
      expect(await accounts({ position: 'UNIT_DATA_ADMINISTRATOR', orgId: CLINIC })).toEqual(['clinic-c.data-admin']);
      expect(await accounts({ position: 'UNIT_ETHICS_CHAIR', orgId: CLINIC })).toEqual([]);
    });

    it("finds a department's holders, and those who hold the position for the whole organisation", async () => {
      expect(await accounts({ position: 'UNIT_BUSINESS_OWNER', orgId: HOSPITAL, dept: '心内科' })).toEqual(['hospital-a.owner-cardiology']);
      expect(await accounts({ position: 'UNIT_BUSINESS_OWNER', orgId: HOSPITAL, dept: '没有的科' })).toEqual([]);
      expect(await accounts({ position: 'UNIT_BUSINESS_OWNER', orgId: CLINIC, dept: '门诊' })).toEqual(['clinic-c.head']);
    });

    it('tells which positions of an organisation are staffed', async () => {
      const staffed = await new RosterRepository(app.manager).staffedPositions(CLINIC);
      expect(staffed.has('UNIT_DATA_CUSTODIAN')).toBe(true);
      expect(staffed.has('UNIT_ETHICS_CHAIR')).toBe(false);
    });

    it('lists bodies with their members, the chair first', async () => {
      const roster = new RosterRepository(app.manager);
      const [ethics, technical] = await roster.bodiesOf(HOSPITAL);
      expect(ethics).toMatchObject({ code: 'UNIT_ETHICS_COMMITTEE', title: '伦理审查委员会' });
      expect(ethics?.members.map(({ account, chair }) => [account, chair])).toEqual([
        ['hospital-a.ethics-chair', true],
        ...[1, 2, 3, 4, 5, 6].map((n) => [`hospital-a.ethics-${n}`, false]),
      ]);
      expect(technical?.members).toHaveLength(3);
      expect(await roster.bodyOf(HOSPITAL, 'UNIT_TECH_REVIEW_GROUP')).toEqual(technical);
      expect(await roster.bodyOf(CLINIC, 'UNIT_TECH_REVIEW_GROUP')).toBeUndefined();
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
      const holders = await roster.holdersOf({ position: 'UNIT_SECURITY_OFFICER', orgId: HOSPITAL });
      expect(holders).toEqual([]);
      expect((await roster.staffedPositions(HOSPITAL)).has('UNIT_SECURITY_OFFICER')).toBe(false);
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

    it('counts no member of a body who has left or is inactive', () =>
      supposing(
        `WITH gone AS (UPDATE persons SET active = false WHERE account = 'hospital-a.ethics-1')
         UPDATE body_members SET valid_to = statement_timestamp() WHERE person_id = $1`,
        [who('hospital-a.ethics-chair')],
        async (roster) => {
          const members = (await roster.bodyOf(HOSPITAL, 'UNIT_ETHICS_COMMITTEE'))?.members ?? [];
          expect(members.map(({ account }) => account)).toEqual([2, 3, 4, 5, 6].map((n) => `hospital-a.ethics-${n}`));
        },
      ));
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

  describe('of the calendar', () => {
    it('load holidays and worked weekends of the published years', async () => {
      const calendar = await new CalendarRepository(app.manager).load();
      expect(calendar.publishedYears).toEqual([2025, 2026]);
      expect(isWorkingDay('2025-10-01', calendar)).toBe(false);
      expect(isWorkingDay('2025-09-28', calendar)).toBe(true); // a Sunday, worked for the National Day
      expect(isWorkingDay('2025-09-21', calendar)).toBe(false);
    });
  });

  describe('of the resources', () => {
    it('page through an organisation, each resource once and none of another', async () => {
      const resources = new ResourceRepository(app.manager);
      const seen: string[] = [];
      for (let after: string | undefined, more = true; more; ) {
        const page = await resources.list({ scope: [HOSPITAL], limit: 4, after });
        expect(page.items.every(({ orgId }) => orgId === HOSPITAL)).toBe(true);
        seen.push(...page.items.map(({ code }) => code));
        after = page.nextAfter;
        more = after !== undefined;
      }
      expect(seen).toHaveLength(9);
      expect(new Set(seen).size).toBe(9);
    });

    it('end with a page that is exactly full', async () => {
      expect((await new ResourceRepository(app.manager).list({ scope: [HOSPITAL], limit: 9 })).nextAfter).toBeUndefined();
    });

    it('show a resource with its gradings, newest first, and its copies', async () => {
      const detail = await new ResourceRepository(app.manager).get(demoId('resource', 'HOSPITAL-A/VACCINATION'), [HOSPITAL]);
      expect(detail?.resource).toMatchObject({ code: 'VACCINATION', gradingStatus: 'REGRADE_PENDING', proposedLevel: 'IMPORTANT', determinedLevel: 'GENERAL', subjectCount: 400_000, revision: 2 });
      expect(detail?.gradings.map(({ revision, gradingStatus }) => [revision, gradingStatus])).toEqual([
        [2, 'REGRADE_PENDING'],
        [1, 'GRADED'],
      ]);
      expect(detail?.copies.map(({ kind }) => kind)).toEqual(['DERIVED']);
    });

    it('do not know a resource outside the scope', async () => {
      const resources = new ResourceRepository(app.manager);
      const id = demoId('resource', 'CLINIC-C/FOLLOW-UP');
      expect(await resources.get(id, [HOSPITAL])).toBeUndefined();
      expect(await resources.get(id, [])).toBeUndefined();
      expect((await resources.get(id, 'ALL'))?.resource.orgId).toBe(CLINIC);
      expect([...(await resources.byIds([id, HOSPITAL])).keys()]).toEqual([id]);
    });
  });
});
