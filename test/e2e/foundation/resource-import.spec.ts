import { EXAMPLE_FORM, EXAMPLE_RESOURCE } from '@workflows/processes/classification-grading/form.example';
import { ApiClient, startApi, type Answer, type TestApi } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { HEADING, workbookOf } from '@test/support/workbooks';

const SAMPLE = '王五样本值甲乙丙';
const PATIENT = ['HIS', '192.0.2.1', 'his', 'Oracle', 'DEMO_PATIENT', '患者信息', 'NAME', '姓名', SAMPLE, 1_200];
const BROKEN = ['HIS', '192.0.2.1', 'his', 'Oracle', 'DEMO_PATIENT', '患者信息', null, '出生日期', '1990-01-01', 1_200];

describe('a workbook of data resources over HTTP', () => {
  let api: TestApi;
  let staff: ApiClient;
  beforeAll(async () => {
    api = await startApi();
    staff = await api.loginAs('hospital-a.staff-1');
  });
  afterAll(() => api?.close());

  const sent = (bytes: Uint8Array, who = staff, name = 'file'): Promise<Answer> => {
    const body = new FormData();
    body.append(name, new Blob([new Uint8Array(bytes)]), '清单.xlsx');
    return who.post('/resource-imports', body);
  };
  const audited = () => api.owner.query(`SELECT details, refused FROM audit_events WHERE action = 'RESOURCE_LIST_READ' ORDER BY at`);

  /** Everything that the database holds of this text. */
  async function heldOf(text: string): Promise<string[]> {
    const tables: { name: string }[] = await api.owner.query(`SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
    const found: string[] = [];
    for (const { name } of tables) if ((await api.owner.query(`SELECT FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [`%${text}%`])).length > 0) found.push(name);
    return found;
  }

  it('is read into a draft and a problem for each wrong row; the samples are gone before anything is stored, which is audited', async () => {
    const { status, body } = await sent(await workbookOf({ 清单: [HEADING, PATIENT, BROKEN] }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rows: 2,
      tables: 1,
      forms: [{ systems: [{ name: 'HIS' }], resources: [{ basicInfo: { code: 'DEMO_PATIENT', name: '患者信息', records: 1_200, items: [{ name: 'NAME', description: '姓名' }] } }] }],
      problems: [{ sheet: '清单', row: 3, column: '字段名', code: 'REQUIRED' }],
      more: 0,
      dropped: { samples: 2, columns: [] },
    });
    expect(JSON.stringify(body)).not.toContain(SAMPLE);
    expect(await heldOf(SAMPLE)).toEqual([]);
    expect(await heldOf('DEMO_PATIENT')).toEqual([]);
    expect(await audited()).toEqual([{ details: { rows: 2, tables: 1, problems: 1, samplesDropped: 2, columnsDropped: 0 }, refused: null }]);
  });

  it('is what a grading is started from, once people have filled in the rest and asked what the rules suggest', async () => {
    const { body } = await sent(await workbookOf({ 清单: [HEADING, PATIENT] }));
    const [draft] = body.forms;
    const [{ basicInfo, processingInfo }] = draft.resources;
    expect((await staff.put('/drafts/0190a000-0000-7000-8000-0000000d4af7', { processType: 'classification-grading', form: draft })).status).toBe(201);
    const counted = { subjectCount: 150_000, personalSubjectCount: 150_000, sensitiveSubjectCount: 100_000 };
    const { impacts } = EXAMPLE_RESOURCE.grading;
    const suggested = await staff.post('/grading-suggestions', { resources: [{ ...counted, impacts }] });
    expect(suggested.body.items).toMatchObject([{ suggestedLevel: 'IMPORTANT', binding: false, remarks: [], reasons: [{ article: '第二十五条（一）', level: 'IMPORTANT' }, {}, {}] }]);
    const [{ suggestedLevel, suggestedBy }] = suggested.body.items;
    const resource = {
      ...EXAMPLE_RESOURCE,
      basicInfo: { ...EXAMPLE_RESOURCE.basicInfo, ...basicInfo, ...counted },
      processingInfo: { ...EXAMPLE_RESOURCE.processingInfo, ...processingInfo },
      grading: { ...EXAMPLE_RESOURCE.grading, suggestedLevel, suggestedBy, proposedLevel: 'IMPORTANT' },
    };
    const form = { ...EXAMPLE_FORM, systems: [{ ...EXAMPLE_FORM.systems?.[0], name: 'HIS' }], resources: [resource] };
    const started = await staff.post('/cases', { processType: 'classification-grading', form });
    expect([started.status, started.body.facts?.level]).toEqual([201, 'IMPORTANT']);
    const [registered] = (await staff.get('/resources?q=DEMO_PATIENT')).body.items;
    expect(registered).toMatchObject({ id: basicInfo.resourceId, gradingStatus: 'UNGRADED', proposedLevel: null });
    // Its code is taken now.
    const again = { ...form, resources: [{ ...resource, basicInfo: { ...resource.basicInfo, resourceId: '0190a000-0000-7000-8000-00000000aaaa' } }] };
    expect((await staff.post('/cases', { processType: 'classification-grading', form: again })).status).toBe(422);
  });

  it.each([
    ['what is no workbook', () => Buffer.from('系统,表名,字段名'), 415, 'MEDIA_TYPE_REFUSED'],
    ['more than 5 MiB', () => Buffer.alloc(5 * 1_024 * 1_024 + 1), 413, 'TOO_LARGE'],
    ['a workbook without the heading', () => workbookOf({ 清单: [['系统', '表名']] }), 422, 'FORM_INVALID'],
    ['too many rows', () => workbookOf({ 清单: [HEADING, ...Array.from({ length: 2_000 }, () => PATIENT)] }), 422, 'FORM_INVALID'],
  ])('refuses %s', async (_, bytes, status, code) => {
    const answer = await sent(await bytes());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('refuses another part, and nothing at all', async () => {
    expect((await sent(Buffer.from('x'), staff, 'other')).body.errors).toMatchObject([{ path: 'file', code: 'REQUIRED' }]);
    expect((await staff.post('/resource-imports', { file: 'x' })).status).toBe(415);
    expect((await api.anonymous.post('/resource-imports', new FormData())).status).toBe(401);
  });

  it.each(['vendor-y.operator-1', 'commission.info-1', 'commission.system-admin', 'data-user-x.applicant-1'])('is read for nobody who prepares no grading: %s', async (account) => {
    const who = await api.loginAs(account);
    expect((await sent(await workbookOf({ 清单: [HEADING, PATIENT] }), who)).body.code).toBe('NOT_ELIGIBLE');
    expect((await who.post('/grading-suggestions', { resources: [{ subjectCount: 1, impacts: EXAMPLE_RESOURCE.grading.impacts }] })).body.code).toBe('NOT_ELIGIBLE');
    expect((await audited()).at(-1)).toMatchObject({ refused: 'NOT_ELIGIBLE' });
  });

  it('suggests nothing from the data of another unit', async () => {
    const [other] = await api.owner.query(`SELECT r.id FROM resources r JOIN organisations o ON o.id = r.org_id WHERE o.code = 'CENTRE-B' LIMIT 1`);
    const answer = await staff.post('/grading-suggestions', { resources: [{ subjectCount: 1, impacts: EXAMPLE_RESOURCE.grading.impacts, derivedFrom: [other.id] }] });
    expect([answer.status, answer.body.errors]).toMatchObject([422, [{ path: 'resources[0].derivedFrom[0]', code: 'NOT_IN_CATALOGUE' }]]);
  });

  it('answers as the document says', async () => {
    const conformance = new Conformance((await api.anonymous.get('//api/openapi.json')).body);
    const judged = { resources: [{ subjectCount: 1, impacts: EXAMPLE_RESOURCE.grading.impacts, flags: ['coversAllIndividualsOfKeyGroup'] }] };
    expect([
      ...conformance.faults('post', '/resource-imports', await sent(await workbookOf({ 清单: [HEADING, PATIENT, BROKEN] }))),
      ...conformance.faults('post', '/resource-imports', await sent(Buffer.from('x'))),
      ...conformance.faults('post', '/grading-suggestions', await staff.post('/grading-suggestions', judged)),
      ...conformance.faults('post', '/grading-suggestions', await staff.post('/grading-suggestions', {})),
    ]).toEqual([]);
  });
});
