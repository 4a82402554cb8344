import { randomUUID } from 'node:crypto';
import type { Answer } from '@test/support/api';
import { dayFromNow, resourceId } from '@test/support/record-world';
import { WalkStack } from '@test/support/walk-stack';
import { WALKS } from '@workflows/processes/walks';
import type { Walk } from '@workflows/processes/walk';
import { EXAMPLE_FORM } from '@workflows/processes/unit-data-sharing/form.example';

jest.setTimeout(180_000);

let stack: WalkStack;
beforeAll(async () => {
  stack = await WalkStack.start();
});
afterAll(() => stack?.stop());

const APPLICANT = 'data-user-x.applicant-1';

const walkOf = (process: string, name: string): Walk => {
  const walk = WALKS.get(process)?.[name];
  if (!walk) throw new Error(`${process} has no walk ${name}`);
  return walk;
};
/** Goes a walk up to where this step or grant is open, and gives the case. */
const upTo = async (process: string, name: string, place: string): Promise<string> => (await stack.walker.upTo(process, walkOf(process, name), place)).id;
const get = async (account: string, path: string): Promise<Answer> => (await stack.api.loginAs(account)).get(path);
const post = async (account: string, path: string, body: unknown): Promise<Answer> => (await stack.api.loginAs(account)).post(path, body, { 'idempotency-key': randomUUID() });
const view = async (id: string, account = 'commission.info-1'): Promise<any> => (await get(account, `/cases/${id}`)).body;
const keys = (steps: any[]): string[] => steps.filter(({ status, tasks }) => status === 'OPEN' && tasks.length > 0).map(({ key }) => key);

/** Decides the open task of a step as somebody; what they leave out is as they were shown it. */
async function decide(account: string, id: string, step: string, decision: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { steps } = await view(id);
  const [task] = steps.find(({ key, status }: any) => key === step && status === 'OPEN').tasks;
  const { version, shown } = (await get(account, `/tasks/${task.id}`)).body;
  return post(account, `/tasks/${task.id}/decision`, { version: version ?? task.version, seenDigest: shown?.digest ?? '0'.repeat(64), opinion: '意见', ...decision });
}

const request = (changes: object = {}): object => ({
  ...EXAMPLE_FORM,
  data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('HOSPITAL-A/FOLLOW-UP')] },
  period: { ...EXAMPLE_FORM.period, from: dayFromNow(0), to: dayFromNow(60) },
  ...changes,
});

describe('A: 第三十四条第一款, decided by the unit and filed with the district', () => {
  test('the case is that of the unit that provides the data; the applicant and the district see it, other units do not', async () => {
    const id = await upTo('unit-data-sharing', 'shared', 'businessReview');
    expect(await view(id, APPLICANT)).toMatchObject({ org: { code: 'HOSPITAL-A' }, applicant: { name: expect.stringContaining('申请人 演示一') } });
    expect((await get('hospital-a.data-admin', `/cases/${id}`)).status).toBe(200);
    for (const account of ['centre-b.data-admin', 'data-user-x.applicant-2', 'vendor-y.operator-1']) expect([account, (await get(account, `/cases/${id}`)).status]).toEqual([account, 404]);
  });

  test('who may apply finds what there is to apply for: graded, and nothing of its content', async () => {
    const datasets = async (account: string, process: string, query = ''): Promise<Answer> => get(account, `/process-types/${process}/datasets?limit=100${query}`);
    const codes = async (...asked: Parameters<typeof datasets>): Promise<string[]> => (await datasets(...asked)).body.items.map(({ code }: any) => code).toSorted();
    const ofHospital = await codes(APPLICANT, 'unit-data-sharing', '&orgCode=HOSPITAL-A');
    expect(ofHospital).toEqual(expect.arrayContaining(['FOLLOW-UP', 'OUTPATIENT-RECORDS']));
    expect(ofHospital.filter((code) => ['IMAGE-ARCHIVE', 'VACCINATION'].includes(code))).toEqual([]);
    expect(await codes(APPLICANT, 'regional-data-access')).toEqual(['REGIONAL-FOLLOW-UP', 'REGIONAL-VISITS']);
    expect(await codes('centre-b.staff-1', 'sensitive-data-use', '&q=FOLLOW')).toEqual(['FOLLOW-UP']);
    expect((await datasets('centre-b.staff-1', 'sensitive-data-use')).body.items.map(({ org }: any) => org.code)).not.toContain('HOSPITAL-A');
    expect(await datasets(APPLICANT, 'unit-data-sharing')).toMatchObject({ status: 400, body: { code: 'MALFORMED', errors: [{ path: 'orgCode', code: 'REQUIRED' }] } });
    expect(await codes(APPLICANT, 'unit-data-sharing', '&orgCode=QP-CENTER')).toEqual([]);
    expect((await datasets('vendor-y.operator-1', 'unit-data-sharing', '&orgCode=HOSPITAL-A')).body.code).toBe('NOT_A_STARTER');
  });

  test('谁管业务，谁管数据: the first to look is the owner of the data, not of the applicant', async () => {
    const id = await upTo('unit-data-sharing', 'shared', 'businessReview');
    const review = (account: string): Promise<Answer> => decide(account, id, 'businessReview', { outcome: 'APPROVE', evidence: { purposeLegitimate: true, recipientJustified: true } });
    expect((await review('hospital-a.owner-laboratory')).body.code).toBe('NOT_ELIGIBLE');
    expect((await review('hospital-a.owner-cardiology')).status).toBe(200);
    const form = { ...(walkOf('data-provision', 'provided').form as (world: object) => any)({ resource: (org: string) => resourceId(`${org}/LABORATORY-RESULTS`), day: dayFromNow }) };
    const provision = await post('hospital-a.staff-1', '/cases', { processType: 'data-provision', form });
    const [task] = provision.body.steps.find(({ key }: any) => key === 'businessReview').tasks;
    expect([provision.status, task.seat?.dept ?? task.dept]).toEqual([201, '检验科']);
  });

  test('one unit may ask another (第十九条)', async () => {
    const { status, body } = await post('centre-b.staff-1', '/cases', { processType: 'unit-data-sharing', form: request() });
    expect([status, body.org?.code, keys(body.steps)]).toEqual([201, 'HOSPITAL-A', ['businessReview']]);
  });

  test('a unit that does not exist, and data that the unit does not have, are named in the answer', async () => {
    const nowhere = await post(APPLICANT, '/cases', { processType: 'unit-data-sharing', form: request({ sharing: { ...EXAMPLE_FORM.sharing, providingUnit: 'NOWHERE' } }) });
    expect([nowhere.status, nowhere.body.code, nowhere.body.errors[0]]).toMatchObject([422, 'FORM_INVALID', { path: 'sharing.providingUnit', code: 'UNKNOWN_ORGANISATION' }]);
    const others = await post(APPLICANT, '/cases', { processType: 'unit-data-sharing', form: request({ data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('CENTRE-B/FOLLOW-UP')] } }) });
    expect([others.status, others.body.code, others.body.errors[0]]).toMatchObject([422, 'FORM_INVALID', { path: 'data.datasetIds[0]', code: 'NOT_IN_CATALOGUE' }]);
  });

  test('the district receives, or returns for what is missing, and has no other outcome; nothing is granted before the receipt', async () => {
    const id = await upTo('unit-data-sharing', 'revoked', 'filingReceipt');
    const before = await view(id);
    expect([before.grants, keys(before.steps)]).toEqual([[], ['filingReceipt']]);
    const [task] = before.steps.find(({ key, status }: any) => key === 'filingReceipt' && status === 'OPEN').tasks;
    expect((await get('commission.info-1', `/tasks/${task.id}`)).body.outcomes.map(({ key }: any) => key)).toEqual(['APPROVE', 'RETURN']);
    for (const decision of [{ outcome: 'RETURN' }, { outcome: 'APPROVE', evidence: { incomplete: ['PERIOD'] } }])
      expect(await decide('commission.info-1', id, 'filingReceipt', decision)).toMatchObject({ status: 422, body: { code: 'EVIDENCE_INVALID', errors: [{ path: 'incomplete' }] } });
    expect((await decide('hospital-a.data-admin', id, 'filingReceipt', { outcome: 'APPROVE', evidence: {} })).body.code).toBe('NOT_ELIGIBLE');
    expect((await decide('commission.info-1', id, 'filingReceipt', { outcome: 'APPROVE', evidence: {} })).status).toBe(200);
    expect(keys((await view(id)).steps)).toEqual(['delivery']);
  });

  test('what is put right is held to what was granted as well', async () => {
    const id = await upTo('unit-data-sharing', 'revoked', 'deliveryVerification');
    const verifier = 'hospital-a.tech-reviewer-1';
    expect((await decide(verifier, id, 'deliveryVerification', { outcome: 'RETURN' })).status).toBe(200);
    const preparation = { desensitization: 'DONE', desensitizationReport: 'DEMO-DES-13', environment: '分析区 B', accessControlled: true, rawDataLeavesDomain: false, usableNotVisible: true, metered: false };
    const { steps } = await view(id);
    const custodian = steps.find(({ key }: any) => key === 'deliveryPreparation').decisions[0].actor.name.includes('演示二') ? 'hospital-a.custodian-2' : 'hospital-a.custodian-1';
    const corrected = (evidence: object): Promise<Answer> => decide(custodian, id, 'preparation', { outcome: 'RESUBMIT', evidence });
    expect(await corrected(preparation)).toMatchObject({ status: 422, body: { code: 'EVIDENCE_INVALID', errors: [{ path: 'metered', code: 'INCONSISTENT' }] } });
    expect((await corrected({ ...preparation, metered: true })).status).toBe(200);
  });

  test('its grant carries the constraints of the delivery, covers the way that was asked for alone, is metered, and ends when it is revoked', async () => {
    const id = await upTo('unit-data-sharing', 'revoked', 'sharing');
    const [grant] = (await view(id)).grants;
    const verify = async (query = ''): Promise<any> => (await get('hospital-a.data-admin', `/grants/${grant.id}/verify${query}`)).body;
    const use = async (operation: string): Promise<any> => (await post(APPLICANT, `/grants/${grant.id}/usage`, { operation, count: 3 })).body;
    expect(await verify()).toMatchObject({ valid: true, scope: { rawDataLeavesDomain: false, usableNotVisible: true, metered: true, operations: ['INTERFACE'], datasetIds: [resourceId('HOSPITAL-A/FOLLOW-UP')] } });
    expect(await verify('?operation=FILE')).toMatchObject({ valid: false, reason: 'OPERATION_NOT_GRANTED' });
    expect([await use('INTERFACE'), await use('FILE')]).toEqual([expect.objectContaining({ used: 3, withinGrant: true }), expect.objectContaining({ used: 6, withinGrant: false })]);
    expect((await get('centre-b.data-admin', `/grants/${grant.id}/verify`)).status).toBe(404);
    expect((await post('hospital-a.owner-cardiology', `/grants/${grant.id}/revoke`, { reason: '不该由其撤销' })).body.code).toBe('NOT_ELIGIBLE');
    expect((await post('commission.info-1', `/grants/${grant.id}/revoke`, { reason: '超出约定用途' })).status).toBe(200);
    expect(await verify()).toMatchObject({ valid: false, reason: expect.any(String) });
    expect(await use('INTERFACE')).toMatchObject({ withinGrant: false });
  });

  test('nothing is delivered while it is suspended', async () => {
    const id = await upTo('unit-data-sharing', 'revoked', 'delivery');
    const [grant] = (await view(id)).grants;
    const deliver = (): Promise<Answer> => decide('hospital-a.custodian-1', id, 'delivery', { outcome: 'DONE', evidence: { deliveredOn: dayFromNow(0), method: 'INTERFACE', records: 1, receiptRef: 'DEMO-RCV-12' } });
    expect((await post('hospital-a.data-admin', `/grants/${grant.id}/suspend`, { reason: '核查' })).status).toBe(200);
    expect((await deliver()).body.code).toBe('NOT_OFFERED');
    expect((await post('hospital-a.data-admin', `/grants/${grant.id}/resume`, { reason: '核查无误' })).status).toBe(200);
    expect((await deliver()).status).toBe(200);
  });

  test('what was delivered is destroyed as a case of its own, seen from both', async () => {
    const { id } = await stack.walker.walk('unit-data-sharing', walkOf('unit-data-sharing', 'shared'));
    const { children } = await view(id);
    expect(children).toEqual([expect.objectContaining({ processType: 'data-destruction', status: 'OPEN' })]);
    expect(await view(children[0].id)).toMatchObject({ org: { code: 'HOSPITAL-A' }, parent: expect.objectContaining({ id }), facts: expect.objectContaining({ level: 'IMPORTANT' }) });
  });
});

describe('B: 第三十四条第二款, decided by the district and given over the two platforms', () => {
  test('the case is the centre’s, and what the centre thinks of it decides nothing', async () => {
    const id = await upTo('regional-data-access', 'audited', 'districtReview');
    expect((await view(id)).org.code).toBe('QP-CENTER');
    for (const account of ['center.officer-1', 'center.leader', 'commission.direct-responsible', 'hospital-a.designated-leader'])
      expect([account, (await decide(account, id, 'districtReview', { outcome: 'APPROVE', evidence: { validUntil: dayFromNow(20) } })).body.code]).toEqual([account, expect.stringMatching(/^NOT_(ELIGIBLE|FOUND)$/)]);
  });

  test('no other platform can be chosen, and the one that is chosen is part of the grant', async () => {
    const id = await upTo('regional-data-access', 'accessed', 'platformChoice');
    expect(await decide('center.officer-1', id, 'platformChoice', { outcome: 'DONE', evidence: { platform: 'UNIT_INTERFACE', reason: '更快' } })).toMatchObject({ status: 422, body: { code: 'EVIDENCE_INVALID', errors: [{ path: 'platform', code: 'NOT_IN_LIST' }] } });
    const accessed = await upTo('regional-data-access', 'accessed', 'access');
    const [grant] = (await view(accessed)).grants;
    expect((await get('center.officer-1', `/grants/${grant.id}/verify?operation=DATABASE_ANALYSIS`)).body).toMatchObject({ valid: true, scope: { platform: 'HEALTH_INFO_EXCHANGE_PLATFORM', metered: true } });
  });

  test('who opens the access does not verify it', async () => {
    const id = await upTo('regional-data-access', 'revoked', 'accessVerification');
    const { steps } = await view(id);
    const by = steps.find(({ key }: any) => key === 'accessProvisioning').decisions[0].actor.name;
    const account = by.includes('演示一') ? 'center.officer-1' : 'center.officer-2';
    const evidence = { sampledCount: 1, notIdentifiable: true, constraintsMet: true, conclusion: '无' };
    expect((await decide(account, id, 'accessVerification', { outcome: 'APPROVE', evidence })).body.code).toBe('SEPARATION_OF_DUTIES');
  });
});

describe('第三十二条: a significant impact is final, whoever asks', () => {
  test.each(['unit-data-sharing', 'regional-data-access', 'data-provision'])('%s', async (process) => {
    const id = await upTo(process, 'prohibited', 'impactAnalysis');
    const analyst = process === 'regional-data-access' ? 'center.officer-1' : 'hospital-a.data-admin';
    const analysis = { nationalSecurity: 'SIGNIFICANT', publicInterest: 'NONE', analysis: '存在显著风险。' };
    expect(await decide(analyst, id, 'impactAnalysis', { outcome: 'NOT_SIGNIFICANT', evidence: analysis })).toMatchObject({ status: 422, body: { code: 'EVIDENCE_INVALID', errors: [{ path: 'nationalSecurity' }] } });
    expect((await decide(analyst, id, 'impactAnalysis', { outcome: 'SIGNIFICANT', evidence: analysis })).status).toBe(200);
    const ended = await view(id);
    expect(ended).toMatchObject({ status: 'CLOSED', outcome: 'PROHIBITED', grants: [] });
    expect(keys(ended.steps)).toEqual([]);
    expect(ended.allowedActions.map(({ action }: any) => action)).not.toContain('decide');
  });
});

test('a record of a provision is kept for three years, and an agreement lasts as long as the permission', async () => {
  const id = await upTo('data-provision', 'provided', 'agreement');
  const agreement = { agreementNo: 'DEMO-XY-22', signedOn: dayFromNow(0), validUntil: dayFromNow(29), purposeAgreed: true, protectionAgreed: true, noOnwardTransfer: true, returnAgreed: true };
  expect(await decide('hospital-a.data-admin', id, 'agreement', { outcome: 'DONE', evidence: agreement })).toMatchObject({ status: 422, body: { errors: [{ path: 'validUntil', code: 'ENDS_TOO_EARLY' }] } });
  const ending = await upTo('data-provision', 'provided', 'provisionRecord');
  const record = { deliveries: 1, records: 800, firstDeliveredOn: dayFromNow(0), lastDeliveredOn: dayFromNow(0), meteredCount: 0, keptUntil: dayFromNow(1_000) };
  expect(await decide('hospital-a.data-admin', ending, 'provisionRecord', { outcome: 'DONE', evidence: record })).toMatchObject({ status: 422, body: { errors: [{ path: 'keptUntil', code: 'ENDS_TOO_EARLY' }] } });
});
