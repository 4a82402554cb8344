import { randomUUID } from 'node:crypto';
import type { Dataset } from '@libs/record/desk';
import { casesBehind, noteGradings } from '@libs/record/regrade';
import { certificateDigest, certificateOf } from '@libs/record/registers/certificates';
import type { RegisterEntry, ResourceEntry } from '@libs/record/registers/entries';
import { writeRegisters } from '@libs/record/registers/write';
import { DATASETS_BY_ID } from '@libs/record/statements';
import { personId, RecordWorld, resourceId } from '@test/support/record-world';

jest.setTimeout(60_000);

let world: RecordWorld;
let caseId: string;
let otherCase: string;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());
beforeEach(async () => {
  caseId = (await world.start()).id;
  otherCase = (await world.start()).id;
});

const FOLLOW_UP = resourceId('HOSPITAL-A/FOLLOW-UP');
const CORE = resourceId('HOSPITAL-A/POPULATION-INDEX');
const NOW = Date.parse('2026-11-30T04:00:00Z');

/** As the application's role, in one transaction. */
async function enter(entries: readonly RegisterEntry[], { id = caseId, now = NOW, by = personId('hospital-a.data-admin') as string | null } = {}): Promise<void> {
  const { number, org_id: orgId } = (await world.caseRow(id)) as { number: string; org_id: string };
  const client = await world.pool.connect();
  try {
    await client.query('BEGIN');
    await writeRegisters(client, entries, { caseId: id, number, orgId, now, by });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
const rows = async (sql: string, values: unknown[] = []): Promise<any[]> => (await world.owner.query(sql, values)).rows;
const audited = (id = caseId): Promise<any[]> => rows(`SELECT action, actor_kind AS kind, actor_id AS actor, details FROM audit_events WHERE case_id = $1 AND action ~ '^(FILING|RESOURCE|COPY|CHANGE|CATALOGUE|PRESERVATION|CERTIFICATE|OBLIGATION|CASE_LINKED)' ORDER BY id`, [id]);
const actions = async (id = caseId): Promise<string[]> => (await audited(id)).map(({ action }) => action);
const datasets = async (...ids: string[]): Promise<Dataset[]> => {
  const found: Dataset[] = (await rows(DATASETS_BY_ID, [ids]))[0].datasets;
  return ids.map((id) => found.find((one) => one.id === id)).filter((one) => one !== undefined);
};
const newResource = (change: Partial<ResourceEntry> = {}): ResourceEntry => {
  const id = randomUUID();
  return { register: 'RESOURCE', id, code: `R-${id.slice(0, 8)}`.toUpperCase(), name: '新建资源', dept: '心内科', category: 'BUSINESS_RESOURCE', sensitive: true, subjectCount: 120, ...change };
};

describe('filings', () => {
  const filing = (status: 'SUBMITTED' | 'RETURNED' | 'RECEIVED', rest: object = {}): RegisterEntry => ({ register: 'FILING', kind: 'SHARING', status, ...rest });
  const stands = async (): Promise<any> => (await rows('SELECT status, number, rounds, points, year FROM filings WHERE case_id = $1', [caseId]))[0];

  it('are submitted, returned with points, submitted again, and received under a number of the year', async () => {
    await enter([filing('SUBMITTED', { year: 2026 })]);
    await enter([filing('RETURNED', { points: ['缺少影响分析', '期限不明'] })]);
    expect(await stands()).toEqual({ status: 'RETURNED', number: null, rounds: 1, points: ['缺少影响分析', '期限不明'], year: 2026 });
    await enter([filing('SUBMITTED')]);
    expect(await stands()).toMatchObject({ status: 'SUBMITTED', rounds: 2, points: ['缺少影响分析', '期限不明'] });
    await enter([filing('RECEIVED')]);
    expect(await stands()).toEqual({ status: 'RECEIVED', number: expect.stringMatching(/^QP-BA-2026-\d{6}$/), rounds: 2, points: ['缺少影响分析', '期限不明'], year: 2026 });
    expect(await actions()).toEqual(['FILING_SUBMITTED', 'FILING_RETURNED', 'FILING_SUBMITTED', 'FILING_RECEIVED']);
    expect(JSON.stringify(await audited())).not.toContain('缺少');
  });

  it('once received stay so, and every receipt has its own number', async () => {
    await enter([filing('RECEIVED')]);
    await expect(enter([filing('SUBMITTED')])).rejects.toThrow('received already');
    await enter([filing('RECEIVED')], { id: otherCase });
    const numbers = await rows('SELECT number FROM filings WHERE case_id = ANY($1)', [[caseId, otherCase]]);
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(2);
    expect(await actions()).toEqual(['FILING_RECEIVED']);
  });

  it('count the year of the receipt in Shanghai', async () => {
    await enter([filing('RECEIVED')], { now: Date.parse('2026-12-31T16:30:00Z') });
    expect((await stands()).number).toMatch(/^QP-BA-2027-/);
  });
});

describe('resources', () => {
  it('begin ungraded, in the organisation of the case and among its data sets, with a first grading that says so', async () => {
    const entry = newResource({ retainUntil: '2030-06-30', info: { basic: { name: '新建资源' } } });
    await enter([entry]);
    const [row] = await rows(`SELECT r.code, r.grading_status, r.revision, r.sensitive, r.subject_count::int AS n, r.retain_until::text AS until, r.info, o.code AS org FROM resources r JOIN organisations o ON o.id = r.org_id WHERE r.id = $1`, [entry.id]);
    expect(row).toEqual({ code: entry.code, grading_status: 'UNGRADED', revision: 1, sensitive: true, n: 120, until: '2030-06-30', info: { basic: { name: '新建资源' } }, org: 'HOSPITAL-A' });
    expect(await rows('SELECT revision, grading_status, case_id FROM resource_gradings WHERE resource_id = $1', [entry.id])).toEqual([{ revision: 1, grading_status: 'UNGRADED', case_id: caseId }]);
    expect(await world.count('case_resources', `case_id = '${caseId}' AND resource_id = '${entry.id}'`)).toBe(1);
    expect(await actions()).toEqual(['RESOURCE_REGISTERED']);
    expect((await datasets(entry.id))[0]).toMatchObject({ gradingStatus: 'UNGRADED', derived: false, preserved: false, retainUntil: Date.parse('2030-06-30T16:00:00Z') });
  });

  it('are described anew without losing what is not named', async () => {
    const entry = newResource();
    await enter([entry, { register: 'RESOURCE', id: entry.id, name: '改名', subjectCount: 7 }]);
    expect(await rows('SELECT code, name, subject_count::int AS n, sensitive FROM resources WHERE id = $1', [entry.id])).toEqual([{ code: entry.code, name: '改名', n: 7, sensitive: true }]);
    expect(await actions()).toEqual(['RESOURCE_REGISTERED', 'RESOURCE_DESCRIBED']);
  });

  it('are refused under a code that is taken, and nothing of the act is entered', async () => {
    const refused = enter([newResource(), newResource({ code: 'FOLLOW-UP' })]);
    await expect(refused).rejects.toMatchObject({ code: 'FORM_INVALID', detail: { zh: expect.stringContaining('代码') } });
    expect(await actions()).toEqual([]);
    await expect(enter([{ register: 'RESOURCE', id: randomUUID(), name: '不完整' }])).rejects.toThrow('no code');
  });

  it('that stand are not described by what only registers', async () => {
    const entry = newResource();
    await enter([entry]);
    await enter([{ ...entry, name: '冒名', sensitive: false, dept: '检验科', onlyNew: true }], { id: otherCase });
    expect(await rows('SELECT name, sensitive, business_owner_dept AS dept FROM resources WHERE id = $1', [entry.id])).toEqual([{ name: '新建资源', sensitive: true, dept: '心内科' }]);
    expect(await actions(otherCase)).toEqual([]);
    expect(await world.count('case_resources', `case_id = '${otherCase}' AND resource_id = '${entry.id}'`)).toBe(1);
  });

  it.each([[{}], [{ onlyNew: true as const }]])('of another organisation, or destroyed, are refused to whoever takes their id: %j', async (mode) => {
    const entry = newResource();
    await enter([entry, { register: 'RESOURCE_DESTROYED', id: entry.id }]);
    for (const id of [entry.id, resourceId('CLINIC-C/FOLLOW-UP')])
      await expect(enter([newResource({ id, name: '冒名', ...mode })], { id: otherCase })).rejects.toMatchObject({ code: 'FORM_INVALID', detail: { zh: expect.stringContaining('编号') } });
    expect(await world.count('resources', `name = '冒名'`)).toBe(0);
  });

  it('of another organisation cannot be described', async () => {
    await expect(enter([{ register: 'RESOURCE', id: resourceId('CLINIC-C/FOLLOW-UP'), name: '冒名' }])).rejects.toThrow();
    expect(await world.count('resources', `name = '冒名'`)).toBe(0);
  });

  it('derived from others are protected like the strictest of them, through all that is not graded, until they are graded', async () => {
    const [first, second] = [newResource({ derivedFrom: [FOLLOW_UP, CORE], derivation: 'AGGREGATED_FUSED' }), newResource()];
    const derived = { ...second, derivedFrom: [first.id], derivation: 'STATISTICAL' } as const;
    await enter([first, derived]);
    expect(await datasets(first.id, derived.id)).toEqual([expect.objectContaining({ derived: true, sourceLevel: 'CORE' }), expect.objectContaining({ derived: true, sourceLevel: 'CORE' })]);
    await enter([{ register: 'GRADING', resourceId: first.id, proposedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: '重新评估' }]);
    const [graded, after] = await datasets(first.id, derived.id);
    expect([graded?.sourceLevel, after?.sourceLevel]).toEqual([undefined, 'GENERAL']);
  });

  it('that were destroyed are named in no new application', async () => {
    const entry = newResource();
    await enter([entry, { register: 'RESOURCE_DESTROYED', id: entry.id }, { register: 'RESOURCE_DESTROYED', id: entry.id }]);
    expect(await actions()).toEqual(['RESOURCE_REGISTERED', 'RESOURCE_DESTROYED']);
    await expect(world.start({ ...(await formOf()), data: { ...(await formOf()).data, datasetIds: [entry.id] } })).rejects.toMatchObject({ code: 'FORM_INVALID' });
  });
  const formOf = async (): Promise<any> => (await rows('SELECT data FROM form_revisions WHERE case_id = $1', [caseId]))[0].data;
});

describe('gradings', () => {
  it('are revisions with their reasons; the resource stands as the newest says, and what is left out stays', async () => {
    const { id, ...entry } = newResource();
    await enter([{ id, ...entry }]);
    await enter([{ register: 'GRADING', resourceId: id, proposedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: '单位建议', reasons: { suggested: 'IMPORTANT' } }]);
    await enter([{ register: 'GRADING', resourceId: id, determinedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: '国卫〔2026〕1号' }], { id: otherCase, by: null });
    expect(await rows('SELECT proposed_level AS p, determined_level AS d, revision FROM resources WHERE id = $1', [id])).toEqual([{ p: 'IMPORTANT', d: 'GENERAL', revision: 3 }]);
    expect(await rows('SELECT revision, proposed_level AS p, determined_level AS d, reasons, case_id FROM resource_gradings WHERE resource_id = $1 ORDER BY revision', [id])).toEqual([
      { revision: 1, p: null, d: null, reasons: null, case_id: caseId },
      { revision: 2, p: 'IMPORTANT', d: null, reasons: { suggested: 'IMPORTANT' }, case_id: caseId },
      { revision: 3, p: 'IMPORTANT', d: 'GENERAL', reasons: null, case_id: otherCase },
    ]);
    expect(await rows('SELECT seen_revision FROM case_resources WHERE case_id = $1 AND resource_id = $2', [caseId, id])).toEqual([{ seen_revision: 2 }]);
    expect((await audited(otherCase)).map(({ action, kind, actor }) => [action, kind, actor])).toEqual([['RESOURCE_GRADED', 'SYSTEM', null]]);
  });
});

describe('a grading', () => {
  it('has been noted by the case that made it, and is yet to be noted by every other open case that uses the data', async () => {
    await enter([{ register: 'GRADING', resourceId: FOLLOW_UP, gradingStatus: 'GRADED', basis: '复评' }]);
    const behind = await casesBehind(world.pool, FOLLOW_UP);
    expect([behind.includes(caseId), behind.includes(otherCase)]).toEqual([false, true]);
    await noteGradings(world.record, otherCase);
    expect(await casesBehind(world.pool, FOLLOW_UP)).not.toContain(otherCase);
  });
});

describe('acts at the same time', () => {
  it('on the same resources in another order wait for each other', async () => {
    const both = (ids: readonly string[]): RegisterEntry[] => ids.map((id) => ({ register: 'GRADING', resourceId: id, gradingStatus: 'GRADED', basis: '同时' }));
    await Promise.all(Array.from({ length: 16 }, (_, n) => enter(both(n % 2 ? [FOLLOW_UP, CORE] : [CORE, FOLLOW_UP]), { id: n % 2 ? caseId : otherCase })));
    expect(await world.count('resource_gradings', `basis = '同时'`)).toBe(32);
  });

  it('under the same code register one resource, and refuse the other', async () => {
    const outcomes = await Promise.allSettled([caseId, otherCase].map((id) => enter([newResource({ code: 'AT-ONCE' })], { id })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['FORM_INVALID']);
  });
});

describe('copies', () => {
  const copy = (id: string, change: object = {}): RegisterEntry => ({ register: 'COPY', id, resourceId: FOLLOW_UP, kind: 'RECIPIENT', location: '研究所服务器', details: { serial: 'S-1' }, ...change });

  it('are registered with their details, moved, and destroyed once', async () => {
    const id = randomUUID();
    await enter([copy(id)]);
    await enter([copy(id, { location: '研究所备份库', details: undefined })]);
    await enter([{ register: 'COPY_DESTROYED', id }]);
    await enter([{ register: 'COPY_DESTROYED', id }], { id: otherCase });
    expect(await rows('SELECT kind, location, details, case_id, destroyed_at, destroyed_by FROM resource_copies WHERE id = $1', [id])).toEqual([
      { kind: 'RECIPIENT', location: '研究所备份库', details: { serial: 'S-1' }, case_id: caseId, destroyed_at: new Date(NOW), destroyed_by: caseId },
    ]);
    expect([await actions(), await actions(otherCase)]).toEqual([['COPY_REGISTERED', 'COPY_REGISTERED', 'COPY_DESTROYED'], []]);
  });

  it('stay copies of what they are copies of, and unknown ones cannot be destroyed', async () => {
    const id = randomUUID();
    await enter([copy(id)]);
    await expect(enter([copy(id, { resourceId: CORE })])).rejects.toThrow('is not of');
    await expect(enter([{ register: 'COPY_DESTROYED', id: randomUUID() }])).rejects.toThrow('no copy');
  });
});

describe('changes, the catalogue and preservations', () => {
  it('a change is registered with its day and settled later', async () => {
    const change = (status: 'OPEN' | 'REGRADED'): RegisterEntry => ({ register: 'CHANGE', resourceId: FOLLOW_UP, kind: 'BASIC', trigger: 'CONTENT_MAJOR_CHANGE', changedAt: '2026-08-01', status });
    await enter([change('OPEN')]);
    expect(await rows('SELECT changed_at::text AS day, status, settled_at FROM resource_changes WHERE case_id = $1', [caseId])).toEqual([{ day: '2026-08-01', status: 'OPEN', settled_at: null }]);
    await enter([change('REGRADED')]);
    expect(await rows('SELECT status, settled_at FROM resource_changes WHERE case_id = $1', [caseId])).toEqual([{ status: 'REGRADED', settled_at: new Date(NOW) }]);
    expect(await actions()).toEqual(['CHANGE_REGISTERED', 'CHANGE_SETTLED']);
  });

  it('the catalogue keeps every entry', async () => {
    const entry = (status: 'ACCEPTED' | 'PROPOSED' | 'DETERMINED', source: 'UNIT' | 'NATIONAL', documentNo?: string): RegisterEntry => ({ register: 'CATALOGUE', resourceId: FOLLOW_UP, source, level: 'IMPORTANT', status, ...(documentNo && { documentNo }) });
    await enter([entry('ACCEPTED', 'UNIT'), entry('PROPOSED', 'NATIONAL')]);
    await enter([entry('DETERMINED', 'NATIONAL', '国卫〔2026〕2号')]);
    expect(await rows('SELECT source, status, document_no FROM catalogue_entries WHERE case_id = $1 ORDER BY id', [caseId])).toEqual([
      { source: 'UNIT', status: 'ACCEPTED', document_no: null },
      { source: 'NATIONAL', status: 'PROPOSED', document_no: null },
      { source: 'NATIONAL', status: 'DETERMINED', document_no: '国卫〔2026〕2号' },
    ]);
    expect(await actions()).toEqual(['CATALOGUE_ACCEPTED', 'CATALOGUE_PROPOSED', 'CATALOGUE_DETERMINED']);
  });

  it('what one case holds is preserved until that case lifts it, whatever another one says', async () => {
    const hold = (status: 'HELD' | 'LIFTED'): RegisterEntry => ({ register: 'PRESERVATION', resourceId: CORE, status, basis: '逐级倒查' });
    const preserved = async (): Promise<boolean | undefined> => (await datasets(CORE))[0]?.preserved;
    await enter([hold('HELD'), hold('HELD')]);
    await enter([hold('LIFTED')], { id: otherCase });
    expect(await preserved()).toBe(true);
    await enter([hold('LIFTED')]);
    expect(await preserved()).toBe(false);
    await enter([hold('HELD')]);
    expect(await preserved()).toBe(true);
    expect([await actions(), await actions(otherCase)]).toEqual([['PRESERVATION_HELD', 'PRESERVATION_LIFTED', 'PRESERVATION_HELD'], []]);
    await enter([hold('LIFTED')]);
  });
});

describe('certificates, obligations and links', () => {
  it('a certificate has a number, and a digest of what it says that anybody can compute again', async () => {
    await enter([{ register: 'CERTIFICATE', kind: 'DESTRUCTION', body: { z: 1, copies: [{ method: 'PURGE', tool: undefined }] } }]);
    const certificate = await certificateOf(world.pool, caseId, 'DESTRUCTION');
    expect(certificate).toMatchObject({ number: expect.stringMatching(/^QP-XH-2026-\d{6}$/), issuedAt: new Date(NOW).toISOString(), body: { z: 1, copies: [{ method: 'PURGE' }] }, org: { code: 'HOSPITAL-A' } });
    expect(certificate && certificateDigest(certificate)).toBe(certificate?.digest);
    expect(certificate && certificateDigest({ ...certificate, body: { ...certificate.body, z: 2 } })).not.toBe(certificate?.digest);
    expect(await audited()).toEqual([expect.objectContaining({ action: 'CERTIFICATE_ISSUED', actor: personId('hospital-a.data-admin'), details: expect.objectContaining({ digest: certificate?.digest }) })]);
    expect(await certificateOf(world.pool, otherCase, 'DESTRUCTION')).toBeUndefined();
  });

  it('an obligation is one of its key in the case, and is changed by writing it again', async () => {
    const owed = (rest: object): RegisterEntry => ({ register: 'OBLIGATION', key: 'DISTRICT', title: '报告区卫生健康委', article: '第十条', to: '区卫生健康委', status: 'OPEN', ...rest });
    await enter([owed({ dueAt: NOW + 3_600_000 })]);
    await enter([owed({ status: 'FULFILLED', fulfilledAt: NOW + 60_000, receiptNo: '收字1号' })]);
    expect(await rows('SELECT status, due_at, fulfilled_at, receipt_no, addressee FROM obligations WHERE case_id = $1', [caseId])).toEqual([
      { status: 'FULFILLED', due_at: new Date(NOW + 3_600_000), fulfilled_at: new Date(NOW + 60_000), receipt_no: '收字1号', addressee: '区卫生健康委' },
    ]);
    expect(await actions()).toEqual(['OBLIGATION_OPEN', 'OBLIGATION_FULFILLED']);
    expect(JSON.stringify(await audited())).not.toContain('收字');
  });

  it('a case is linked to another one once, and to nothing that does not exist', async () => {
    const link = (to: string): RegisterEntry => ({ register: 'LINK', kind: 'FOLLOWS', to: { caseId: to } });
    await enter([link(otherCase), link(otherCase)]);
    expect(await rows('SELECT kind, to_case_id, grant_id FROM case_links WHERE case_id = $1', [caseId])).toEqual([{ kind: 'FOLLOWS', to_case_id: otherCase, grant_id: null }]);
    expect(await actions()).toEqual(['CASE_LINKED']);
    await expect(enter([link(randomUUID())])).rejects.toMatchObject({ code: 'FORM_INVALID' });
  });

  it('a case is linked to the one that has opened a grant by that grant', async () => {
    const grantId = await world.grant(otherCase);
    await enter([{ register: 'LINK', kind: 'USES_GRANT_OF', to: { grantId } }]);
    expect(await rows('SELECT to_case_id, grant_id FROM case_links WHERE case_id = $1', [caseId])).toEqual([{ to_case_id: otherCase, grant_id: grantId }]);
  });
});
