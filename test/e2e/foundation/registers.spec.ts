import { startApi, type Answer, type ApiClient, type TestApi } from '@test/support/api';

describe('what is read of the registers', () => {
  let api: TestApi;
  let staff: ApiClient;
  let district: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    staff = await api.loginAs('hospital-a.staff-1');
    district = await api.loginAs('commission.info-1');
  });
  afterAll(() => api?.close());

  const all = async (client: ApiClient, path: string): Promise<Answer['body'][]> => {
    const items = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const separator = path.includes('?') ? '&' : '?';
      const { status, body } = await client.get(`${path}${separator}limit=4${cursor && `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      items.push(...body.items);
      cursor = body.nextCursor;
    }
    return items;
  };
  const orgsOf = (items: readonly { org: { code: string } }[]): string[] => [...new Set(items.map(({ org }) => org.code))].sort();

  it('are the resources of one’s own unit; district and centre see all', async () => {
    expect(orgsOf(await all(staff, '/resources'))).toEqual(['HOSPITAL-A']);
    expect(orgsOf(await all(await api.loginAs('clinic-c.doctor'), '/resources'))).toEqual(['CLINIC-C']);
    expect(await all(await api.loginAs('vendor-y.operator-1'), '/resources')).toEqual([]);
    const everything = ['CENTRE-B', 'CLINIC-C', 'HOSPITAL-A', 'QP-CENTER'];
    expect(orgsOf(await all(district, '/resources'))).toEqual(everything);
    expect(orgsOf(await all(await api.loginAs('center.officer-1'), '/resources'))).toEqual(everything);
    expect(orgsOf(await all(district, '/resources?orgCode=CLINIC-C'))).toEqual(['CLINIC-C']);
  });

  it('are paged without a gap or a repetition, also when something is added meanwhile', async () => {
    const before = (await all(staff, '/resources')).map(({ id }) => id);
    expect(new Set(before).size).toBe(9);
    const first = (await staff.get('/resources?limit=5')).body;
    await api.owner.query(
      `INSERT INTO resources (id, code, name, org_id, business_owner_dept, category, grading_status)
       SELECT '00000000-0000-7000-8000-000000000001', 'ADDED', '新增', org_id, 'x', 'BUSINESS_RESOURCE', 'UNGRADED' FROM resources WHERE id = $1`,
      [before[0]],
    );
    const second = (await staff.get(`/resources?limit=5&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(before);
    await api.owner.query(`DELETE FROM resources WHERE code = 'ADDED'`);
  });

  it('are found by text, level and grading', async () => {
    const codes = async (query: string): Promise<string[]> => (await all(staff, `/resources?${query}`)).map(({ code }) => code).sort();
    expect(await codes('gradingStatus=REGRADE_PENDING')).toEqual(['VACCINATION']);
    expect(await codes('level=CORE')).toEqual(['POPULATION-INDEX']);
    expect(await codes('level=IMPORTANT')).toEqual(['LABORATORY-RESULTS', 'OUTPATIENT-RECORDS']);
    expect(await codes(`q=${encodeURIComponent('病历')}`)).toEqual(['OUTPATIENT-RECORDS']);
    expect(await codes('q=%25')).toEqual([]);
  });

  it('show one resource with its gradings and copies, to who may see it', async () => {
    const [own] = (await staff.get('/resources?q=VACCINATION')).body.items;
    const { body } = await staff.get(`/resources/${own.id}`);
    expect(body.gradings.map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
    expect(body.copies).toEqual([expect.objectContaining({ kind: 'DERIVED' })]);
    expect((await district.get(`/resources/${own.id}`)).status).toBe(200);
    const other = await api.loginAs('centre-b.data-admin');
    expect((await other.get(`/resources/${own.id}`)).body.code).toBe('NOT_FOUND');
  });

  it('are the people of one’s own unit, without their accounts', async () => {
    const people = await all(staff, '/persons');
    expect(people.every(({ name }) => String(name).startsWith('甲医院'))).toBe(true);
    expect(people.filter((person) => 'account' in person)).toEqual([expect.objectContaining({ account: 'hospital-a.staff-1' })]);
    const [other] = (await district.get('/persons?orgCode=CENTRE-B&limit=1')).body.items;
    expect((await staff.get(`/persons/${other.id}`)).status).toBe(404);
    expect((await district.get(`/persons/${other.id}`)).status).toBe(200);
    const keeper = await api.loginAs('commission.system-admin');
    expect((await keeper.get(`/persons/${other.id}`)).body.account).toMatch(/^centre-b\./);
  });

  it('are the assignments that hold now, and the ended ones when asked', async () => {
    const query = '/assignments?position=UNIT_WITNESS';
    expect(orgsOf(await all(staff, query))).toEqual(['HOSPITAL-A']);
    expect(await all(staff, query)).toHaveLength(2);
    await api.owner.query(`UPDATE assignments SET valid_to = now() WHERE id = $1`, [(await all(staff, query))[0]?.id]);
    expect(await all(staff, query)).toHaveLength(1);
    expect(await all(staff, `${query}&current=false`)).toHaveLength(2);
    expect((await staff.get('/assignments?position=KING')).status).toBe(400);
  });

  it('are the bodies with their chair first', async () => {
    const bodies = await all(staff, '/bodies');
    expect(bodies.map(({ code }) => code).sort()).toEqual(['UNIT_ETHICS_COMMITTEE', 'UNIT_TECH_REVIEW_GROUP']);
    for (const { members } of bodies) expect(members.map(({ chair }: { chair: boolean }) => chair).indexOf(true)).toBe(0);
    expect(orgsOf(await all(district, '/bodies'))).toEqual(['CENTRE-B', 'HOSPITAL-A']);
  });

  it('are the policies, each once, with basis, confidence and history', async () => {
    const keys = (await all(staff, '/policies')).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(150);
    expect(keys).toEqual([...new Set(keys)].sort());
    const { body } = await staff.get('/policies/auth.lock.minutes');
    expect(body).toMatchObject({ key: 'auth.lock.minutes', value: { type: 'DURATION', amount: 30, unit: 'MINUTE' }, valueText: '30 分钟', basisClass: 'D', verified: false });
    expect(body.history).toHaveLength(1);
    expect((await staff.get('/policies/no.such.key')).status).toBe(404);
  });

  it('are the holidays of a published year, and that another is not published', async () => {
    const { body } = await staff.get('/calendar/2026');
    expect(body).toMatchObject({ year: 2026, published: true });
    expect(body.days).toContainEqual({ date: '2026-10-01', kind: 'HOLIDAY', name: '国庆节' });
    expect((await staff.get('/calendar/2031')).body).toMatchObject({ published: false, days: [] });
    expect((await staff.get('/calendar/abc')).status).toBe(404);
  });
});
