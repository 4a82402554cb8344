import type { Answer } from '@test/support/api';
import { until } from '@test/support/engine-watch';
import { resourceId } from '@test/support/record-world';
import { WalkStack } from '@test/support/walk-stack';
import { certificateDigest } from '@libs/record/registers/certificates';
import { WALKS } from '@workflows/processes/walks';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

/** Goes a process as one of its walks does, and gives the case. */
async function walked(process: string, name: string): Promise<string> {
  const walk = WALKS.get(process)?.[name];
  if (!walk) throw new Error(`${process} has no walk ${name}`);
  return (await stack.walker.walk(process, walk)).id;
}
const get = async (account: string, path: string, accept?: string): Promise<Answer> => (await stack.api.loginAs(account)).get(path, accept ? { headers: { accept } } : {});
const items = async (account: string, path: string): Promise<any[]> => (await get(account, path)).body.items;
const rows = async (sql: string): Promise<any[]> => (await stack.engine.owner.query(sql)).rows;

describe('what a case enters in the registers, from the act to who reads it', () => {
  test('a filing that was returned once and then received; the copy that the recipient has since then', async () => {
    const id = await walked('unit-data-sharing', 'returnedFiling');
    const [filing, ...others] = await items('commission.info-1', `/filings?caseId=${id}`);
    expect([filing, others]).toEqual([expect.objectContaining({ kind: 'SHARING', status: 'RECEIVED', rounds: 2, number: expect.stringMatching(/^QP-BA-\d{4}-\d{6}$/), org: { code: 'HOSPITAL-A', name: '演示甲医院' } }), []]);
    expect(filing.points.length).toBeGreaterThan(0);
    // The applicant of another organisation reads it as their own, and others of theirs do not.
    expect((await get('data-user-x.applicant-1', `/filings/${filing.id}`)).body.number).toBe(filing.number);
    expect((await get('centre-b.data-admin', `/filings/${filing.id}`)).status).toBe(404);
    expect((await get('hospital-a.data-admin', `/cases/${id}`)).body.filings).toEqual([expect.objectContaining({ number: filing.number })]);
    expect(await rows(`SELECT kind FROM resource_copies WHERE case_id = '${id}'`)).toEqual([{ kind: 'RECIPIENT' }]);
  });

  test('a list that the district took into its catalogue, and what was determined upward', async () => {
    const id = await walked('district-inventory-review', 'determined');
    expect(await items('hospital-a.data-admin', `/filings?caseId=${id}`)).toEqual([expect.objectContaining({ kind: 'INVENTORY', status: 'RECEIVED', org: expect.objectContaining({ code: 'HOSPITAL-A' }) })]);
    const [entry] = await items('commission.info-1', '/catalogue?q=LABORATORY-RESULTS');
    expect(entry).toMatchObject({ status: 'DETERMINED', level: 'IMPORTANT', source: 'NATIONAL', accepted: { level: 'IMPORTANT' }, proposed: null, determined: { documentNo: '演示函〔2026〕7 号' } });
    expect(await items('centre-b.data-admin', '/catalogue')).toEqual([]);
    const resource = (await get('hospital-a.data-admin', `/resources/${resourceId('HOSPITAL-A/LABORATORY-RESULTS')}`)).body;
    expect(resource).toMatchObject({ determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', catalogue: { status: 'DETERMINED' } });
    expect(resource.gradings[0]).toMatchObject({ basis: expect.stringContaining('演示函〔2026〕7 号'), case: { id } });
  });

  test('a certificate of destruction as JSON with its digest, and as PDF when it has been rendered', async () => {
    const id = await walked('data-destruction', 'destroyed');
    const [{ id: certificateId }] = await items('hospital-a.staff-1', `/certificates?caseId=${id}`);
    const read = async (): Promise<any> => (await get('hospital-a.staff-1', `/certificates/${certificateId}`)).body;
    const certificate = await until(read, ({ document }) => document !== null, 60_000, `the document of ${certificateId}`);
    expect(certificate).toMatchObject({ kind: 'DESTRUCTION', number: expect.stringMatching(/^QP-XH-/), case: { id } });
    expect(certificateDigest(certificate)).toBe(certificate.digest);
    const pdf = await get('hospital-a.staff-1', `/certificates/${certificateId}`, 'application/pdf');
    expect([pdf.headers.get('content-type'), pdf.body.subarray(0, 5).toString()]).toEqual(['application/pdf', '%PDF-']);
    expect((await get('centre-b.data-admin', `/certificates/${certificateId}`)).status).toBe(404);
    const destroyed = await rows(`SELECT count(*)::int AS n FROM resource_copies WHERE destroyed_by = '${id}'`);
    expect(destroyed[0].n).toBeGreaterThan(0);
  });

  test('every change of a register has one audit event, and none tells what somebody wrote', async () => {
    const [{ audited, entered }] = await rows(`SELECT
      (SELECT json_object_agg(action, n) FROM (SELECT action, count(*)::int AS n FROM audit_events WHERE refused IS NULL GROUP BY action) x) AS audited,
      json_build_object(
        'FILING_SUBMITTED', (SELECT sum(rounds)::int FROM filings), 'FILING_RECEIVED', (SELECT count(*)::int FROM filings WHERE status = 'RECEIVED'),
        'CATALOGUE_ACCEPTED', (SELECT count(*)::int FROM catalogue_entries WHERE status = 'ACCEPTED'), 'CATALOGUE_DETERMINED', (SELECT count(*)::int FROM catalogue_entries WHERE status = 'DETERMINED'),
        'COPY_DESTROYED', (SELECT count(*)::int FROM resource_copies WHERE destroyed_at IS NOT NULL), 'CERTIFICATE_ISSUED', (SELECT count(*)::int FROM certificates),
        'RESOURCE_GRADED', (SELECT count(*)::int FROM resource_gradings WHERE case_id IS NOT NULL AND revision > 1)) AS entered`);
    expect(audited).toMatchObject(entered);
    expect(await rows(`SELECT FROM audit_events WHERE details::text LIKE '%演示函%' OR details::text LIKE '%示例机房%'`)).toEqual([]);
  });
});
