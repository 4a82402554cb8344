import { SYSTEM } from '@libs/record/by';
import { LOCK_CASE } from '@libs/record/statements';
import { decide, type DecideRequest } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import type { DomainError } from '@libs/platform/errors/domain-error';
import { define } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { specialReviewGateDesk } from '@workflows/processes/special-review-gate/desk';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { PlainCases } from '@test/support/plain-cases';
import { plainDesk } from '@test/support/plain-desk';
import { dayFromNow, freshKey, personId, RecordWorld, useForm } from '@test/support/record-world';
import { SILENT } from '@test/support/silent';
import { keepHouse } from '../../../apps/worker/src/housekeeping/housekeeping';

jest.setTimeout(60_000);

/** Stands in every form of this suite, and may stand nowhere in the database. */
const MARK = '仅供查找的标记甲乙丙';

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const marked = { ...EXAMPLE_FORM.purpose, purpose: MARK };
const secret = useForm({ guards: { containsStateSecret: true, aggregatesToSecret: false }, purpose: marked });
const aggregated = useForm({ guards: { containsStateSecret: false, aggregatesToSecret: true }, purpose: marked });
const abroad = (clearanceRef?: string): ReturnType<typeof useForm> =>
  useForm({ guards: { ...EXAMPLE_FORM.guards, ...(clearanceRef !== undefined && { clearanceRef }) }, processing: { ...EXAMPLE_FORM.processing, crossBorder: true } });

const refusalOf = (attempt: Promise<unknown>): Promise<DomainError> => attempt.then(() => Promise.reject(new Error('it was taken')), (error: DomainError) => error);
const submit = (form: unknown, account = 'hospital-a.staff-1'): Promise<unknown> => world.start(form, account);

/** A submission that is turned away: the gates that failed, and the review that it opened. */
async function diverted(form: unknown, account?: string): Promise<{ gates: string[]; caseId: string; number: string }> {
  const { code, members } = await refusalOf(submit(form, account));
  expect(code).toBe('GATE_FAILED');
  if (!members.diversion) throw new Error('not diverted');
  return { gates: (members.gates ?? []).map(({ id }) => id), ...members.diversion };
}

const REFERRAL = { route: 'CONFIDENTIALITY', documentNo: '演示移〔2026〕1号', referredOn: dayFromNow(0) };
const REPLY = { route: 'SECURITY_ASSESSMENT', documentNo: '演示函〔2026〕2号', repliedOn: dayFromNow(0) };
type Change = Partial<DecideRequest> & { readonly account?: string };
const refer = (caseId: string, change: Change = {}): Promise<unknown> => world.decide(caseId, 'referral', { account: 'commission.info-1', outcome: 'DONE', evidence: REFERRAL, ...change });
const reply = (caseId: string, outcome: string, change: Change = {}): Promise<unknown> => world.decide(caseId, 'externalReply', { account: 'commission.direct-responsible', outcome, evidence: REPLY, ...change });
async function cleared(account = 'hospital-a.staff-1'): Promise<string> {
  const { caseId, number } = await diverted(abroad(), account);
  await refer(caseId);
  await reply(caseId, 'CLEARED');
  return number;
}

/** Tables in which something is written. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await world.owner.query<{ name: string }>(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`);
  const found = [];
  for (const { name } of rows) if (await world.count(`"${name}" t`, `strpos(t::text, '${text}') > 0`)) found.push(name);
  return found;
}

describe('第三十九条: what is declared to be a secret', () => {
  it.each([
    ['a state secret', secret, 'STATE_SECRET'],
    ['a secret by aggregation', aggregated, 'AGGREGATED_SECRET'],
  ])('%s leaves nothing behind but the fact of its diversion', async (_, form, cause) => {
    const before = await world.count('form_revisions', `data <> '{}'`);
    const { gates, caseId } = await diverted(form);
    expect(gates).toEqual(['G1']);
    expect(await tablesWith(MARK)).toEqual([]);
    expect(await world.count('form_revisions', `data <> '{}'`)).toBe(before);
    expect(await world.caseRow(caseId)).toMatchObject({ process_type: 'special-review-gate', status: 'OPEN', dept: '心内科', facts: { cause, processType: 'sensitive-data-use' } });
    expect(await world.count('case_resources', `case_id = '${caseId}'`)).toBe(0);
  });

  it('is not kept in a draft of that process either', async () => {
    const draft = (processType: string): Promise<unknown> => world.owner.query('INSERT INTO drafts (id, owner_id, process_type, form) VALUES (gen_random_uuid(), $1, $2, $3)', [personId('hospital-a.staff-2'), processType, JSON.stringify({ purpose: MARK })]);
    await draft('sensitive-data-use');
    await draft('incident-response');
    await diverted(secret, 'hospital-a.staff-2');
    expect(await world.count('drafts', `process_type = 'sensitive-data-use'`)).toBe(0);
    expect(await world.count('drafts', `process_type = 'incident-response'`)).toBe(1);
    await world.owner.query('DELETE FROM drafts');
  });

  it('opens one review, however often and at once it is submitted', async () => {
    const reviews = await Promise.all([1, 2, 3, 4].map(() => diverted(secret, 'hospital-a.staff-3')));
    expect(new Set(reviews.map(({ caseId }) => caseId)).size).toBe(1);
    expect((await diverted(abroad(), 'hospital-a.staff-3')).caseId).not.toBe(reviews[0]?.caseId);
  });

  it('ends REFERRED_OUT, and no answer brings it back', async () => {
    const { caseId } = await diverted(secret);
    await refer(caseId);
    expect(await world.caseRow(caseId)).toMatchObject({ status: 'CLOSED', outcome: 'REFERRED_OUT' });
    expect(await world.count('steps', `case_id = '${caseId}' AND key = 'externalReply'`)).toBe(0);
  });

  it('is turned away even with a clearance', async () => {
    const clearanceRef = await cleared();
    const both = { ...abroad(clearanceRef), guards: { containsStateSecret: true, aggregatesToSecret: false, clearanceRef } };
    expect(await diverted(both)).toMatchObject({ gates: ['G1'] });
  });
});

describe('第三十九条: what crosses the border', () => {
  it('is turned away until an external document has cleared it, and goes on under the number of its review', async () => {
    const { gates, caseId, number } = await diverted(abroad());
    expect(gates).toEqual(['G2']);
    for (const at of [() => undefined, () => refer(caseId)]) {
      await at();
      expect(await refusalOf(submit(abroad(number)))).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'guards.clearanceRef', code: 'NOT_CLEARED' }] });
    }
    await reply(caseId, 'CLEARED');
    const { id } = await world.start(abroad(number));
    expect(await world.count('case_links', `case_id = '${id}' AND kind = 'CLEARED_BY' AND to_case_id = '${caseId}'`)).toBe(1);
  });

  it('what was cleared was one matter: no second case rests on it, not even at the same time', async () => {
    const number = await cleared();
    const answers = await Promise.all([1, 2, 3].map(() => submit(abroad(number)).then(() => 'taken', ({ code }: DomainError) => code)));
    expect(answers.sort()).toEqual(['FORM_INVALID', 'FORM_INVALID', 'taken']);
  });

  it('another person, another number and a review that blocked clear nothing', async () => {
    const number = await cleared();
    const { caseId, number: blocked } = await diverted(abroad());
    await refer(caseId);
    await reply(caseId, 'BLOCKED');
    expect(await world.caseRow(caseId)).toMatchObject({ outcome: 'BLOCKED' });
    for (const [form, account] of [[abroad(number), 'hospital-a.staff-4'], [abroad('QD-2026-999999'), 'hospital-a.staff-1'], [abroad(blocked), 'hospital-a.staff-1']] as const)
      expect(await refusalOf(submit(form, account))).toMatchObject({ code: 'FORM_INVALID', errors: [{ code: 'NOT_CLEARED' }] });
  });

  it('a correction that declares it is turned away too, and answers with its review once that has cleared it', async () => {
    const { id } = await world.start(useForm());
    await world.decide(id, 'initialAssessment', { outcome: 'RETURN', opinion: '请补充', evidence: undefined });
    const { code, members } = await refusalOf(world.decide(id, 'application', { form: abroad() }));
    expect([code, members.gates?.map((gate) => gate.id)]).toEqual(['GATE_FAILED', ['G2']]);
    const { caseId, number } = members.diversion ?? { caseId: '', number: '' };
    expect(await world.count('case_links', `case_id = '${caseId}' AND kind = 'FOLLOWS' AND to_case_id = '${id}'`)).toBe(1);
    await refer(caseId);
    await reply(caseId, 'CLEARED');
    await world.decide(id, 'application', { form: abroad(number) });
    expect((await world.openTasks(id)).map(({ step_key }) => step_key)).toEqual(['initialAssessment']);
  });
});

describe('a special review', () => {
  it('is nobody’s but the district’s: neither the applicant nor the leaders of the unit act in it', async () => {
    const { caseId } = await diverted(abroad());
    for (const account of ['hospital-a.staff-1', 'hospital-a.group-leader', 'hospital-a.data-admin', 'commission.process-admin-1', 'vendor-y.operator-1'])
      expect(['NOT_ELIGIBLE', 'NOT_FOUND']).toContain((await refusalOf(refer(caseId, { account }))).code);
  });

  it('takes numbers of documents and nothing else', async () => {
    const { caseId } = await diverted(abroad());
    expect(await refusalOf(refer(caseId, { opinion: MARK }))).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'opinion', code: 'NOT_ACCEPTED' }] });
    expect(await refusalOf(refer(caseId, { evidence: { ...REFERRAL, documentNo: '这里，写了一段话。' } }))).toMatchObject({ code: 'EVIDENCE_INVALID', errors: [{ path: 'documentNo' }] });
    expect(await refusalOf(refer(caseId, { evidence: { ...REFERRAL, referredOn: dayFromNow(2) } }))).toMatchObject({ code: 'EVIDENCE_INVALID', errors: [{ path: 'referredOn', code: 'IN_THE_FUTURE' }] });
    await refer(caseId);
    for (const outcome of ['CLEARED', 'BLOCKED', 'REFERRED_OUT']) expect(await refusalOf(reply(caseId, outcome, { evidence: undefined }))).toMatchObject({ code: 'EVIDENCE_INVALID' });
    await reply(caseId, 'BLOCKED');
    expect(await tablesWith(MARK)).toEqual([]);
  });
});

const fusing = define({
  id: 'test-fusing', code: 'T07', version: 1, title: '汇聚测试', summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true, facts: {}, sections: {},
  steps: { fuse: { title: '汇聚', kind: 'COMPLETE', article: '测试', seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }] } },
  reviews: {}, gates: {}, grants: {}, effects: {}, children: {}, periods: {},
  diversions: { fusion: { title: '汇聚核查', article: '第三十九条', cause: 'AGGREGATION_CHECK' } },
  terminals: { DONE: { title: '完成', positive: true, requires: [{ step: 'fuse' }] }, STOPPED: { title: '停止', positive: false }, REJECTED: { title: '否', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
  distinct: [], holds: { by: [] }, withdrawUntil: 'END',
});

describe('a case that is diverted on its way', () => {
  let cases: PlainCases;
  beforeAll(async () => {
    const desk = plainDesk(processOf(fusing, async (c) => {
      await c.complete('fuse');
      const end = await c.divert('fusion');
      await c.end(end === 'CLEARED' ? 'DONE' : 'STOPPED');
    }));
    cases = await PlainCases.on(world, new Map([desk, specialReviewGateDesk].map((one) => [one.process.definition.id, one])));
  });

  async function waiting(): Promise<{ parent: string; review: string }> {
    const parent = await cases.start('test-fusing');
    await cases.decide(parent, 'fuse', 'data-admin', 'DONE');
    const { rows } = await world.owner.query(`SELECT id, parent_want, facts, status FROM cases WHERE parent_id = $1`, [parent]);
    expect(rows).toMatchObject([{ parent_want: 'fusion#1', status: 'OPEN', facts: { cause: 'AGGREGATION_CHECK', processType: 'test-fusing' } }]);
    expect(await world.caseRow(parent)).toMatchObject({ status: 'OPEN' });
    return { parent, review: rows[0].id };
  }
  const settle = async (caseId: string, key: string, account: string, outcome: string, evidence: unknown): Promise<void> => {
    const { id, step_id, version } = await cases.task(caseId, key, 'data-admin');
    const seenDigest = await world.shownDigest(caseId, step_id);
    await decide(cases.record, { personId: personId(account), taskId: id, version, outcome, seenDigest, evidence, authenticatedAt: Date.now(), idempotency: freshKey(`/tasks/${id}/decision`) });
  };

  it.each([
    ['CLEARED', 'DONE'],
    ['BLOCKED', 'STOPPED'],
    ['REFERRED_OUT', 'STOPPED'],
  ])('waits for its review, and goes on as that ends: %s', async (outcome, end) => {
    const { parent, review } = await waiting();
    await settle(review, 'referral', 'commission.info-1', 'DONE', REFERRAL);
    await settle(review, 'externalReply', 'commission.direct-responsible', outcome, REPLY);
    await keepHouse(cases.record, SILENT);
    expect(await world.caseRow(parent)).toMatchObject({ status: 'CLOSED', outcome: end });
  });

  it('a review that administrators have ended has cleared nothing', async () => {
    const { parent, review } = await waiting();
    await cases.record.actAsSystem({ by: LOCK_CASE, id: review }, (work) => work.append({ type: 'terminated' }, { action: 'TERMINATED', by: SYSTEM }));
    await keepHouse(cases.record, SILENT);
    expect(await world.caseRow(parent)).toMatchObject({ status: 'CLOSED', outcome: 'STOPPED' });
  });

  it('nobody starts a review by themselves', async () => {
    const form = { facts: { cause: 'CROSS_BORDER' } };
    const attempt = start(cases.record, { personId: personId('hospital-a.staff-1'), processType: 'special-review-gate', form, idempotency: freshKey('/cases', form) });
    expect((await refusalOf(attempt)).code).toBe('NOT_A_STARTER');
  });
});
