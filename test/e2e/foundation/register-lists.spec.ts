import { randomUUID } from 'node:crypto';
import { CaseRecord } from '@libs/record/record';
import { certificateDigest } from '@libs/record/registers/certificates';
import type { RegisterEntry } from '@libs/record/registers/entries';
import { writeRegisters } from '@libs/record/registers/write';
import type { Answer } from '@test/support/api';
import { Conformance } from '@test/support/conformance';
import { personId, resourceId } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const FOLLOW_UP = resourceId('HOSPITAL-A/FOLLOW-UP');
const RECORDS = resourceId('HOSPITAL-A/OUTPATIENT-RECORDS');
const OF_CLINIC = resourceId('CLINIC-C/FOLLOW-UP');

let use: UseOverHttp;
let conformance: Conformance;
/** Cases of hospital A: of two members of its staff. */
let mine: string;
let theirs: string;
beforeAll(async () => {
  use = await UseOverHttp.start();
  conformance = new Conformance((await use.api.anonymous.get('//api/openapi.json')).body);
  mine = await use.open();
  theirs = await use.open(undefined, 'staff-4');
});
afterAll(() => use?.api.close());

/** As an act of a case enters it, in one transaction. */
async function enter(caseId: string, entries: readonly RegisterEntry[], now = Date.now()): Promise<void> {
  const [{ number, org_id: orgId }] = await use.api.owner.query('SELECT number, org_id FROM cases WHERE id = $1', [caseId]);
  const client = await use.api.app.get(CaseRecord).pool.connect();
  try {
    await client.query('BEGIN');
    await writeRegisters(client, entries, { caseId, number, orgId, now, by: personId('hospital-a.data-admin') });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
async function get(account: string, path: string, accept?: string): Promise<Answer> {
  const answer = await (await use.as(account)).get(path, accept ? { headers: { accept } } : {});
  if (accept === undefined) expect(conformance.faults('get', path, answer)).toEqual([]);
  return answer;
}
const items = async (account: string, path: string): Promise<any[]> => (await get(account, path)).body.items;
const table = async (account: string, path: string): Promise<string[]> => {
  const { status, headers, body } = await get(account, path, 'text/csv');
  expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', expect.stringMatching(/^attachment; filename="[a-z-]+\.csv"$/)]);
  return body.toString('utf8').replace(/^\uFEFF/, '').trimEnd().split('\r\n');
};
/** Every page of a list, two a page, with something entered between the pages. */
async function paged(account: string, path: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body }: Answer = await get(account, `${path}${path.includes('?') ? '&' : '?'}limit=2${cursor && `&cursor=${cursor}`}`);
    found.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.nextCursor;
    await between();
  }
  return found;
}
const inADay = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

/** Who sees what of a register whose rows are of cases: `mine` is of staff-1. */
async function scopesOf(path: string, ofMine: string, ofTheirs: string): Promise<void> {
  const sees = async (account: string): Promise<[boolean, boolean]> => {
    const ids = (await items(account, `${path}?limit=100`)).map(({ id }) => id);
    for (const id of [ofMine, ofTheirs]) expect((await get(account, `${path}/${id}`)).status).toBe(ids.includes(id) ? 200 : 404);
    return [ids.includes(ofMine), ids.includes(ofTheirs)];
  };
  for (const account of ['data-admin', 'commission.info-1', 'center.officer-1']) expect([account, await sees(account)]).toEqual([account, [true, true]]);
  expect(await sees('staff-1')).toEqual([true, false]);
  for (const account of ['staff-2', 'centre-b.data-admin', 'clinic-c.doctor', 'vendor-y.operator-1']) expect([account, await sees(account)]).toEqual([account, [false, false]]);
  expect((await get('data-admin', `${path}?orgCode=CENTRE-B`)).body.code).toBe('OUT_OF_SCOPE');
  expect(await items('commission.info-1', `${path}?orgCode=CENTRE-B`)).toEqual([]);
}

describe('filings', () => {
  const filing = (kind: 'SHARING' | 'INVENTORY' | 'ANNUAL_ASSESSMENT', status: 'SUBMITTED' | 'RETURNED' | 'RECEIVED', rest: object = {}): RegisterEntry => ({ register: 'FILING', kind, status, ...rest });
  let ids: Record<string, string>;
  beforeAll(async () => {
    const now = Date.now();
    await enter(mine, [filing('SHARING', 'SUBMITTED')], now - 3 * DAY_MS);
    await enter(mine, [filing('INVENTORY', 'SUBMITTED'), filing('INVENTORY', 'RETURNED', { points: ['缺少安全情况'] })], now - 2 * DAY_MS);
    await enter(theirs, [filing('ANNUAL_ASSESSMENT', 'SUBMITTED', { year: 2026 }), filing('ANNUAL_ASSESSMENT', 'RECEIVED')], now - DAY_MS);
    ids = Object.fromEntries((await items('commission.info-1', '/filings')).map(({ id, kind }) => [kind, id]));
  });

  it('are seen by the district, the centre, the unit and the applicant, and by nobody else', () => scopesOf('/filings', ids['SHARING'] ?? '', ids['ANNUAL_ASSESSMENT'] ?? ''));

  it('say what was filed, when, and what came of it', async () => {
    expect((await get('commission.info-1', `/filings/${ids['INVENTORY']}`)).body).toMatchObject({ kindTitle: '数据资源清单', status: 'RETURNED', number: null, rounds: 1, points: ['缺少安全情况'], org: { code: 'HOSPITAL-A' }, case: { id: mine } });
    expect((await get('commission.info-1', `/filings/${ids['ANNUAL_ASSESSMENT']}`)).body).toMatchObject({ status: 'RECEIVED', year: 2026, number: expect.stringMatching(/^QP-BA-\d{4}-\d{6}$/) });
  });

  it('are ordered, filtered, and paged without a gap while more is filed', async () => {
    const kinds = async (query: string): Promise<string[]> => (await items('data-admin', `/filings?${query}`)).map(({ kind }) => kind);
    expect(await kinds('')).toEqual(['ANNUAL_ASSESSMENT', 'INVENTORY', 'SHARING']);
    expect(await kinds('sort=OLDEST')).toEqual(['SHARING', 'INVENTORY', 'ANNUAL_ASSESSMENT']);
    expect(await kinds('kind=SHARING')).toEqual(['SHARING']);
    expect(await kinds('status=RECEIVED&year=2026')).toEqual(['ANNUAL_ASSESSMENT']);
    expect(await kinds('q=QP-BA')).toEqual(['ANNUAL_ASSESSMENT']);
    expect(await kinds(`caseId=${mine}`)).toEqual(['INVENTORY', 'SHARING']);
    expect(await kinds('q=%25')).toEqual([]);
    const before = (await items('data-admin', '/filings')).map(({ id }) => id);
    const late: RegisterEntry = { register: 'FILING', kind: 'CHANGE_REPORT', status: 'SUBMITTED' };
    expect(await paged('data-admin', '/filings', () => enter(mine, [late]))).toEqual(before);
    expect((await paged('data-admin', '/filings?sort=UNIT')).sort()).toEqual((await items('data-admin', '/filings')).map(({ id }) => id).sort());
  });

  it('are one table for who asks for it, and the export is audited', async () => {
    const lines = await table('commission.info-1', '/filings?kind=ANNUAL_ASSESSMENT');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('"回执号","类别"');
    expect(lines[1]).toMatch(/^"QP-BA-\d{4}-\d{6}","年度风险评估报告","2026","演示甲医院"/);
    const [event] = await use.api.owner.query(`SELECT details, actor_id FROM audit_events WHERE action = 'REGISTER_EXPORTED' ORDER BY id DESC LIMIT 1`);
    expect(event).toEqual({ details: { register: 'filings', rows: 1 }, actor_id: personId('commission.info-1') });
    // A unit's own table has what its list has.
    expect(await table('centre-b.data-admin', '/filings')).toHaveLength(1);
  });

  it.each(['kind=NONSENSE', 'status=OPEN', 'sort=id', 'year=20x6', 'orgCode=x', 'caseId=1', 'limit=0', 'cursor=abc', 'misspelt=1'])('refuse %s with the name of the parameter', async (query) => {
    const { status, body } = await get('data-admin', `/filings?${query}`);
    expect([status, body.code, body.errors[0].path]).toEqual([400, 'MALFORMED', query.split('=')[0]]);
  });

  it('refuse the cursor of another order', async () => {
    const { nextCursor } = (await get('data-admin', '/filings?limit=1&sort=UNIT')).body;
    expect((await get('data-admin', `/filings?limit=1&cursor=${nextCursor}`)).body.code).toBe('MALFORMED');
  });
});

describe('obligations', () => {
  const owed = (key: string, rest: object): RegisterEntry => ({ register: 'OBLIGATION', key, title: `报告：${key}`, article: '第十条', to: '区卫生健康委', status: 'OPEN', ...rest });
  let ids: Record<string, string>;
  beforeAll(async () => {
    const now = Date.now();
    await enter(mine, [owed('late', { dueAt: now - DAY_MS }), owed('soon', { dueAt: now + DAY_MS }), owed('some day', {})]);
    await enter(theirs, [owed('done', { dueAt: now - DAY_MS, status: 'FULFILLED', fulfilledAt: now - 1_000, receiptNo: '收1号' })]);
    ids = Object.fromEntries((await items('commission.info-1', '/obligations')).map(({ id, key }) => [key, id]));
  });

  it('are seen by the district, the centre, the unit and the applicant, and by nobody else', () => scopesOf('/obligations', ids['late'] ?? '', ids['done'] ?? ''));

  it('that are overdue are visible to the district, and nothing else among them', async () => {
    const keys = async (query: string): Promise<string[]> => (await items('commission.info-1', `/obligations?${query}`)).map(({ key }) => key);
    expect(await keys('overdue=true')).toEqual(['late']);
    expect((await keys('overdue=false')).sort()).toEqual(['done', 'some day', 'soon']);
    expect((await keys(`caseId=${theirs}`))).toEqual(['done']);
    expect(await keys('status=OPEN')).toEqual(['late', 'soon', 'some day']);
    expect(await keys(`q=${encodeURIComponent('报告：so')}`)).toEqual(['soon', 'some day']);
    expect(await paged('commission.info-1', '/obligations')).toHaveLength(4);
    expect((await get('commission.info-1', `/obligations/${ids['done']}`)).body).toMatchObject({ overdue: false, late: true, receiptNo: '收1号', to: '区卫生健康委' });
    expect((await table('commission.info-1', '/obligations?overdue=true'))[1]).toContain('"报告：late","第十条"');
  });
});

describe('certificates', () => {
  let certificate: any;
  let ofTheirs: string;
  beforeAll(async () => {
    await enter(mine, [{ register: 'CERTIFICATE', kind: 'DESTRUCTION', body: { unit: '演示甲医院', copies: [{ method: 'PURGE' }] } }]);
    await enter(theirs, [{ register: 'CERTIFICATE', kind: 'DESTRUCTION', body: {} }]);
    const all = await items('commission.info-1', '/certificates');
    certificate = all.find((one) => one.case.id === mine);
    ofTheirs = all.find((one) => one.case.id === theirs).id;
  });

  it('are seen by the district, the centre, the unit and the applicant, and by nobody else', () => scopesOf('/certificates', certificate.id, ofTheirs));

  it('say with their JSON what their digest is of', async () => {
    const { body } = await get('staff-1', `/certificates/${certificate.id}`);
    expect(body).toMatchObject({ kindTitle: '数据销毁证明', number: expect.stringMatching(/^QP-XH-\d{4}-\d{6}$/), document: null, body: { unit: '演示甲医院', copies: [{ method: 'PURGE' }] } });
    expect(certificateDigest(body)).toBe(body.digest);
    expect((await table('data-admin', '/certificates?q=QP-XH&sort=OLDEST'))[1]).toContain(body.number);
  });

  it('are a PDF once it is made, by Accept or by format, for who may see the case', async () => {
    const path = `/certificates/${certificate.id}`;
    const missing = await get('staff-1', `${path}?format=pdf`);
    expect([missing.status, missing.body.detail]).toEqual([404, expect.stringContaining('尚未生成')]);
    const pdf = Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');
    const form = new FormData();
    form.append('file', new Blob([pdf], { type: 'application/pdf' }), '证明.pdf');
    const { body: attachment } = await (await use.as('data-admin')).post('/attachments', form);
    await use.api.owner.query('UPDATE attachments SET case_id = $2 WHERE id = $1', [attachment.id, mine]);
    await use.api.owner.query('UPDATE certificates SET attachment_id = $2 WHERE id = $1', [certificate.id, attachment.id]);
    for (const [asked, accept] of [[`${path}?format=pdf`, undefined], [path, 'application/pdf']] as const) {
      const answer = await get('staff-1', asked, accept ?? '*/*');
      expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([200, 'application/pdf', pdf]);
    }
    expect((await get('staff-1', `${path}?format=json`, 'application/pdf')).body.document).toEqual({ attachmentId: attachment.id, mediaType: 'application/pdf', sha256: attachment.sha256 });
    expect((await get('centre-b.data-admin', `${path}?format=pdf`)).status).toBe(404);
    expect((await get('staff-1', `${path}?format=docx`)).body.code).toBe('MALFORMED');
  });
});

describe('changes of resources', () => {
  const change = (resource: string, kind: 'BASIC' | 'OTHER' | 'DERIVED', changedAt: string, status: 'OPEN' | 'NO_CHANGE' = 'OPEN'): RegisterEntry => ({ register: 'CHANGE', resourceId: resource, kind, trigger: 'SCALE_CHANGE', changedAt, status });
  beforeAll(async () => {
    await enter(mine, [change(FOLLOW_UP, 'BASIC', inADay(-50)), change(RECORDS, 'OTHER', inADay(-50))]);
    await enter(theirs, [change(FOLLOW_UP, 'DERIVED', inADay(-50), 'NO_CHANGE'), change(OF_CLINIC, 'BASIC', inADay(0))]);
  });
  const list = async (account: string, query = ''): Promise<string[]> => (await items(account, `/resource-changes?limit=100${query}`)).map(({ kind, resource, org }) => `${org.code} ${resource.code} ${kind}`).sort();

  it('are seen by the unit whose data they are of, the district and the centre', async () => {
    const ofA = ['HOSPITAL-A FOLLOW-UP BASIC', 'HOSPITAL-A FOLLOW-UP DERIVED', 'HOSPITAL-A OUTPATIENT-RECORDS OTHER'];
    for (const account of ['staff-2', 'data-admin']) expect(await list(account)).toEqual(ofA);
    for (const account of ['commission.info-1', 'center.officer-1']) expect(await list(account)).toEqual(['CLINIC-C FOLLOW-UP BASIC', ...ofA]);
    expect(await list('clinic-c.doctor')).toEqual(['CLINIC-C FOLLOW-UP BASIC']);
    expect(await list('centre-b.data-admin')).toEqual([]);
    expect((await get('data-admin', '/resource-changes?orgCode=CLINIC-C')).body.code).toBe('OUT_OF_SCOPE');
  });

  it('fall due thirty or sixty days after the day of the change, and may be overdue when they are registered', async () => {
    expect(await list('commission.info-1', '&overdue=true')).toEqual(['HOSPITAL-A FOLLOW-UP BASIC']);
    expect(await list('commission.info-1', '&overdue=false')).toEqual(['CLINIC-C FOLLOW-UP BASIC', 'HOSPITAL-A FOLLOW-UP DERIVED', 'HOSPITAL-A OUTPATIENT-RECORDS OTHER']);
    const all = await items('data-admin', '/resource-changes');
    const of = (kind: string): any => all.find((one) => one.kind === kind);
    expect(of('BASIC')).toMatchObject({ overdue: true, late: false, changedAt: inADay(-50), status: 'OPEN' });
    expect(of('OTHER')).toMatchObject({ overdue: false });
    expect(of('DERIVED')).toMatchObject({ overdue: false, late: true, status: 'NO_CHANGE' });
    const days = (kind: string): number => (Date.parse(of(kind).dueAt) - Date.parse(`${of(kind).changedAt}T00:00:00+08:00`)) / DAY_MS - 1;
    // A last day off rolls on: by ten days at most in the calendar of the State Council.
    expect(days('BASIC')).toBeGreaterThanOrEqual(30);
    expect(days('BASIC')).toBeLessThanOrEqual(40);
    expect(days('OTHER')).toBeGreaterThanOrEqual(60);
    expect(days('OTHER')).toBeLessThanOrEqual(70);
  });

  it('are filtered, ordered and exported', async () => {
    expect(await list('data-admin', '&kind=OTHER')).toEqual(['HOSPITAL-A OUTPATIENT-RECORDS OTHER']);
    expect(await list('data-admin', '&status=NO_CHANGE')).toEqual(['HOSPITAL-A FOLLOW-UP DERIVED']);
    expect(await list('data-admin', `&resourceId=${RECORDS}`)).toEqual(['HOSPITAL-A OUTPATIENT-RECORDS OTHER']);
    const [one] = await items('data-admin', '/resource-changes?kind=OTHER');
    expect((await get('staff-2', `/resource-changes/${one.id}`)).body).toEqual(one);
    expect((await get('clinic-c.doctor', `/resource-changes/${one.id}`)).status).toBe(404);
    expect(await paged('commission.info-1', '/resource-changes')).toHaveLength(4);
    expect(await paged('commission.info-1', '/resource-changes?sort=UNIT&overdue=false')).toHaveLength(3);
    expect((await table('data-admin', '/resource-changes?overdue=true'))[1]).toMatch(/"是",".+"$/);
    expect((await get('data-admin', '/resource-changes?resourceId=1')).body.errors[0].path).toBe('resourceId');
  });
});

describe('the district catalogue', () => {
  const entry = (resource: string, status: 'ACCEPTED' | 'PROPOSED' | 'DETERMINED', level: 'GENERAL' | 'IMPORTANT' | 'CORE', source: 'UNIT' | 'MUNICIPAL' | 'NATIONAL', documentNo?: string): RegisterEntry => ({ register: 'CATALOGUE', resourceId: resource, source, level, status, ...(documentNo && { documentNo }) });
  const of = async (code: string, account = 'commission.info-1'): Promise<any> => (await items(account, `/catalogue?q=${code}&orgCode=HOSPITAL-A`))[0];
  beforeAll(async () => {
    await enter(mine, [entry(FOLLOW_UP, 'ACCEPTED', 'GENERAL', 'UNIT'), entry(RECORDS, 'ACCEPTED', 'GENERAL', 'UNIT'), entry(RECORDS, 'PROPOSED', 'IMPORTANT', 'NATIONAL')]);
    await enter(theirs, [entry(OF_CLINIC, 'ACCEPTED', 'GENERAL', 'UNIT')]);
  });

  it('has what the district accepted, at the stricter level while a proposal is undecided', async () => {
    expect(await of('FOLLOW-UP')).toMatchObject({ id: FOLLOW_UP, status: 'ACCEPTED', level: 'GENERAL', source: 'UNIT', proposed: null, determined: null });
    expect(await of('OUTPATIENT-RECORDS')).toMatchObject({ status: 'PROPOSED', level: 'IMPORTANT', source: 'NATIONAL', accepted: { level: 'GENERAL' }, proposed: { level: 'IMPORTANT' } });
  });

  it('has what was determined, by the State before the city, until something stricter is proposed again', async () => {
    await enter(mine, [entry(RECORDS, 'DETERMINED', 'GENERAL', 'NATIONAL', '国卫〔2026〕1号')]);
    await enter(mine, [entry(RECORDS, 'DETERMINED', 'CORE', 'MUNICIPAL', '沪卫〔2026〕9号')]);
    expect(await of('OUTPATIENT-RECORDS')).toMatchObject({ status: 'DETERMINED', level: 'GENERAL', source: 'NATIONAL', determined: { documentNo: '国卫〔2026〕1号' }, proposed: null });
    await enter(mine, [entry(RECORDS, 'PROPOSED', 'IMPORTANT', 'NATIONAL')]);
    expect(await of('OUTPATIENT-RECORDS')).toMatchObject({ status: 'PROPOSED', level: 'IMPORTANT', determined: { level: 'GENERAL' } });
  });

  it('is read by units as far as it is theirs, and is counted by level, category and unit', async () => {
    const codes = async (account: string): Promise<string[]> => (await items(account, '/catalogue')).map(({ org, code }) => `${org.code} ${code}`);
    expect(await codes('staff-2')).toEqual(['HOSPITAL-A FOLLOW-UP', 'HOSPITAL-A OUTPATIENT-RECORDS']);
    expect((await codes('commission.info-1')).sort()).toEqual(['CLINIC-C FOLLOW-UP', 'HOSPITAL-A FOLLOW-UP', 'HOSPITAL-A OUTPATIENT-RECORDS']);
    expect(await codes('centre-b.data-admin')).toEqual([]);
    const counts = { total: 3, byLevel: { GENERAL: 2, IMPORTANT: 1, CORE: 0 }, byCategory: { FOUNDATIONAL_RESOURCE: 0, BUSINESS_RESOURCE: 3, THEMATIC_RESOURCE: 0 }, byStatus: { ACCEPTED: 2, PROPOSED: 1, DETERMINED: 0 } };
    const { body } = await get('commission.info-1', '/catalogue/summary');
    expect(body).toMatchObject(counts);
    expect(body.byUnit.map(({ org, total, byLevel }: any) => [org.code, total, byLevel])).toEqual([['CLINIC-C', 1, { GENERAL: 1, IMPORTANT: 0, CORE: 0 }], ['HOSPITAL-A', 2, { GENERAL: 1, IMPORTANT: 1, CORE: 0 }]]);
    expect((await get('data-admin', '/catalogue/summary')).body).toMatchObject({ total: 2 });
    expect((await get('commission.info-1', '/catalogue/summary?orgCode=CENTRE-B')).body).toMatchObject({ total: 0, byUnit: [] });
    expect((await get('data-admin', '/catalogue/summary?orgCode=CLINIC-C')).body.code).toBe('OUT_OF_SCOPE');
  });

  it('is filtered, ordered and exported', async () => {
    const codes = async (query: string): Promise<string[]> => (await items('commission.info-1', `/catalogue?${query}`)).map(({ code }) => code);
    expect(await codes('level=IMPORTANT')).toEqual(['OUTPATIENT-RECORDS']);
    expect(await codes('status=ACCEPTED&orgCode=HOSPITAL-A')).toEqual(['FOLLOW-UP']);
    expect(await codes('source=NATIONAL&category=BUSINESS_RESOURCE')).toEqual(['OUTPATIENT-RECORDS']);
    expect((await codes('sort=LEVEL'))[0]).toBe('OUTPATIENT-RECORDS');
    expect(await paged('commission.info-1', '/catalogue?sort=LEVEL')).toHaveLength(3);
    expect((await table('commission.info-1', '/catalogue?level=IMPORTANT'))[1]).toContain('"重要数据","国家主管部门","已建议，待确定"');
  });
});

describe('a resource', () => {
  const derived = randomUUID();
  beforeAll(async () => {
    await enter(mine, [
      { register: 'RESOURCE', id: derived, code: 'DERIVED-1', name: '=随访统计', dept: '心内科', category: 'THEMATIC_RESOURCE', sensitive: false, subjectCount: 5, retainUntil: '2031-12-31', info: { basic: { scale: 5 } }, derivedFrom: [RECORDS], derivation: 'STATISTICAL' },
      { register: 'COPY', id: randomUUID(), resourceId: derived, kind: 'RECIPIENT', location: '研究所', details: { serial: 'S-1' } },
      { register: 'PRESERVATION', resourceId: derived, status: 'HELD', basis: '逐级倒查' },
      { register: 'CHANGE', resourceId: derived, kind: 'DERIVED', trigger: 'DERIVED', changedAt: inADay(0), status: 'OPEN' },
      { register: 'CATALOGUE', resourceId: derived, source: 'UNIT', level: 'GENERAL', status: 'ACCEPTED' },
    ]);
  });

  it('is shown with where it came from, at what level it is protected, and all that the registers say of it', async () => {
    const { body } = await get('data-admin', `/resources/${derived}`);
    expect(body).toMatchObject({
      derivation: 'STATISTICAL',
      gradingStatus: 'UNGRADED',
      sourceLevel: 'IMPORTANT',
      protectiveLevel: 'IMPORTANT',
      retainUntil: '2031-12-31',
      preserved: true,
      destroyedAt: null,
      info: { basic: { scale: 5 } },
      sources: [{ id: RECORDS, code: 'OUTPATIENT-RECORDS', org: { code: 'HOSPITAL-A' } }],
      gradings: [{ revision: 1, gradingStatus: 'UNGRADED', case: { id: mine } }],
      copies: [{ kind: 'RECIPIENT', location: '研究所', details: { serial: 'S-1' }, destroyedAt: null }],
      preservations: [{ basis: '逐级倒查', liftedAt: null, case: { id: mine } }],
      changes: [{ kind: 'DERIVED', overdue: false, case: { id: mine } }],
      catalogue: { status: 'ACCEPTED', level: 'GENERAL' },
    });
    expect((await get('data-admin', `/resources/${RECORDS}`)).body.derived).toEqual([expect.objectContaining({ id: derived })]);
  });

  it('tells who may not know of a case only that the data is held', async () => {
    const { body } = await get('staff-2', `/resources/${derived}`);
    expect([body.preserved, body.preservations]).toEqual([true, [{ heldAt: expect.any(String), liftedAt: null, basis: null, case: null }]]);
    expect((await get('centre-b.data-admin', `/resources/${derived}`)).status).toBe(404);
  });

  it('is found by what it is, and is listed in a table in which no text is a formula', async () => {
    const codes = async (query: string): Promise<string[]> => (await items('data-admin', `/resources?${query}`)).map(({ code }) => code);
    expect(await codes('derived=true')).toEqual(['DERIVED-1']);
    expect(await codes('preserved=true')).toEqual(['DERIVED-1']);
    expect(await codes('category=THEMATIC_RESOURCE&derived=false')).toEqual(['VACCINATION']);
    expect((await codes('sort=RETENTION'))[0]).toBe('DERIVED-1');
    expect((await codes('sort=CODE')).slice(0, 2)).toEqual(['BED-OCCUPANCY', 'DERIVED-1']);
    expect(await paged('data-admin', '/resources?sort=CODE')).toHaveLength(10);
    expect((await table('data-admin', '/resources?derived=true'))[1]).toContain(`"DERIVED-1","'=随访统计"`);
  });
});
