import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { dayFromNow, importantForm, resourceId, useForm, USE_EVIDENCE, USE_SEATS } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(300_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

/** People of hospital A, holders of the seats of the use among them. */
const PEOPLE = ['staff-1', 'owner-cardiology', 'owner-laboratory', 'data-admin', 'data-admin-2', 'designated-leader', 'group-leader', 'custodian-1', 'custodian-2', 'tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer', 'security-officer', 'security-auditor', 'witness-1', 'staff-2'] as const;
const OUTSIDE = ['commission.info-1', 'center.officer-1', 'commission.process-admin-1', 'commission.system-admin', 'centre-b.data-admin', 'data-user-x.applicant-1'] as const;

/** Who holds each seat for a case of 心内科, whatever was done in it before. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  initialAssessment: ['owner-cardiology'],
  secondaryAssessment: ['data-admin', 'data-admin-2'],
  secondaryAuthorization: ['designated-leader'],
  leaderAuthorization: ['group-leader'],
  desensitization: ['custodian-1', 'custodian-2', 'custodian-reviewer'],
  desensitizationVerification: ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'],
  leakControlAttestation: ['security-officer'],
};
/** Whether a person who cannot see the case is told of it at all. */
const UNSEEN: ReadonlySet<string> = new Set(['staff-2', 'centre-b.data-admin', 'data-user-x.applicant-1']);

const refusals = async (caseId: string): Promise<{ actor: string; refused: string; action: string }[]> =>
  use.api.owner.query(`SELECT p.account AS actor, a.refused, a.action FROM audit_events a JOIN persons p ON p.id = a.actor_id WHERE a.case_id = $1 AND a.refused IS NOT NULL ORDER BY a.id`, [caseId]);

describe('every seat against every person', () => {
  test.each(Object.keys(HOLDERS))('%s is decided by its holders alone, and every refusal is on the record', async (seat) => {
    const id = await use.open(importantForm());
    await use.advance(id, seat);
    const { taskId, body } = await use.decision(id, seat);
    const holders = HOLDERS[seat] ?? [];
    const expected: { actor: string; refused: string; action: string }[] = [];
    for (const account of [...PEOPLE, ...OUTSIDE].filter((one) => !holders.includes(one))) {
      const answer = await (await use.as(account)).post(`/tasks/${taskId}/decision`, body);
      const code = UNSEEN.has(account) ? 'NOT_FOUND' : 'NOT_ELIGIBLE';
      expect([account, answer.status, answer.body.code]).toEqual([account, code === 'NOT_FOUND' ? 404 : 403, code]);
      expected.push({ actor: account.includes('.') ? account : `hospital-a.${account}`, refused: code, action: 'DECIDE' });
    }
    expect(await refusals(id)).toEqual(expected);
    expect(await use.openSteps(id)).toContain(seat);
    for (const account of holders.slice(1)) expect((await (await use.as(account)).get(`/tasks?box=todo&q=${(await use.view(id)).number}`)).body.items).toHaveLength(1);
    expect((await (await use.as(holders.at(-1) ?? '')).post(`/tasks/${taskId}/decision`, body)).status).toBe(200);
  });

  test('people who may not know of the case are told 404, the applicant who is no holder 403', async () => {
    const id = await use.open();
    const { taskId, body } = await use.decision(id, 'initialAssessment');
    for (const account of UNSEEN) expect([account, (await (await use.as(account)).post(`/tasks/${taskId}/decision`, body)).status]).toEqual([account, 404]);
    expect((await (await use.as('staff-1')).post(`/tasks/${taskId}/decision`, body)).status).toBe(403);
  });
});

describe('people who hold two seats', () => {
  const duties = async (id: string): Promise<number> => (await refusals(id)).filter(({ refused }) => refused === 'SEPARATION_OF_DUTIES').length;

  test('a seat that is asked again is not filled by whoever filled the other one meanwhile', async () => {
    await use.alsoHolds('data-admin', 'UNIT_BUSINESS_OWNER');
    const id = await use.open();
    await use.advance(id, 'secondaryAuthorization');
    await use.decide(id, 'secondaryAuthorization', { outcome: 'RETURN' });
    const form = useForm();
    await use.decide(id, 'application', { change: { form: { ...form, purpose: { ...form.purpose, purpose: '修改后的目的' } } } });
    // Both have to judge the new purpose. The second assessor, whose earlier assessment is stale, is still an assessor of this case.
    const answer = await use.try(id, 'initialAssessment', { account: 'data-admin' });
    expect([answer.status, answer.body.code, answer.body.rule.id]).toEqual([403, 'SEPARATION_OF_DUTIES', 'initial-assessor-decides-once']);
    expect(await duties(id)).toBe(1);
    expect((await use.try(id, 'initialAssessment')).status).toBe(200);
  });

  test('the custodian’s correction counts like the work itself: its author verifies nothing, its verifier corrects nothing', async () => {
    const id = await use.open();
    await use.advance(id, 'desensitizationVerification');
    await use.decide(id, 'desensitizationVerification', { account: 'custodian-reviewer', outcome: 'RETURN' });
    const corrected = await use.try(id, 'preparation', { account: 'custodian-reviewer', change: { evidence: USE_EVIDENCE['desensitization']?.() } });
    expect([corrected.status, corrected.body.code, corrected.body.rule.id]).toEqual([403, 'SEPARATION_OF_DUTIES', 'custodian-is-not-verifier']);
    await use.decide(id, 'preparation', { account: 'custodian-2', change: { evidence: { ...(USE_EVIDENCE['desensitization']?.() as object), tool: 'demo 1.1' } } });
    await use.alsoHolds('custodian-2', 'UNIT_TECH_REVIEWER');
    const verified = await use.try(id, 'desensitizationVerification', { account: 'custodian-2' });
    expect([verified.status, verified.body.code]).toEqual([403, 'SEPARATION_OF_DUTIES']);
    expect(await duties(id)).toBe(2);
    expect((await use.try(id, 'desensitizationVerification', { account: 'tech-reviewer-2' })).status).toBe(200);
  });

  test('an applicant who holds the custodian’s seat corrects nothing of the desensitization', async () => {
    await use.alsoHolds('staff-4', 'UNIT_DATA_CUSTODIAN');
    const id = await use.open(useForm(), 'staff-4');
    await use.advance(id, 'desensitizationVerification');
    await use.decide(id, 'desensitizationVerification', { outcome: 'RETURN' });
    expect((await use.try(id, 'preparation', { account: 'staff-4', change: { evidence: USE_EVIDENCE['desensitization']?.() } })).body.code).toBe('SEPARATION_OF_DUTIES');
    expect(await duties(id)).toBe(1);
  });

  test('a business owner who is designated leader as well authorises nothing that they have assessed', async () => {
    await use.alsoHolds('owner-cardiology', 'UNIT_DESIGNATED_LEADER');
    const id = await use.open();
    await use.advance(id, 'secondaryAuthorization');
    expect((await use.try(id, 'secondaryAuthorization', { account: 'owner-cardiology' })).body.rule.id).toBe('initial-assessor-decides-once');
    expect(await duties(id)).toBe(1);
  });

  test('separation of duties is judged last: form and reason answer before it', async () => {
    const account = 'staff-4';
    await use.alsoHolds(account, 'UNIT_BUSINESS_OWNER');
    const id = await use.open(useForm(), account);
    const code = async (change: Readonly<Record<string, unknown>>, outcome?: string): Promise<string> => (await use.try(id, 'initialAssessment', { account, change, outcome })).body.code;
    expect(await code({ outcome: 'NONSENSE' })).toBe('FORM_INVALID');
    expect(await code({ evidence: {} })).toBe('EVIDENCE_INVALID');
    expect(await code({ opinion: undefined }, 'REJECT')).toBe('REASON_REQUIRED');
    expect(await duties(id)).toBe(0);
    expect(await code({})).toBe('SEPARATION_OF_DUTIES');
    expect(await duties(id)).toBe(1);
  });
});

describe('a unit too small for a rule', () => {
  const clinicForm = () => useForm({
    data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('CLINIC-C/OUTPATIENT-RECORDS')] },
    level: { declaredLevel: 'IMPORTANT', important: true },
    period: { ...EXAMPLE_FORM.period, from: dayFromNow(0), to: dayFromNow(30) },
  });

  test('is refused where the one head of the department that manages the data is the applicant', async () => {
    const owned = (dept: string) => use.api.owner.query('UPDATE resources SET business_owner_dept = $2 WHERE id = $1', [resourceId('HOSPITAL-A/FOLLOW-UP'), dept]);
    await owned('急诊科');
    const answer = await (await use.as('staff-owner')).post('/cases', { processType: 'sensitive-data-use', form: useForm() });
    await owned('心内科');
    expect([answer.status, answer.body.gates?.map((gate: { id: string }) => gate.id)]).toEqual([422, ['G15']]);
    expect((await (await use.as('staff-owner')).post('/cases', { processType: 'sensitive-data-use', form: useForm() })).status).toBe(201);
  });

  test('is refused by G15, until the policy for very small units relaxes the rule; and then the case shows it', async () => {
    const doctor = await use.as('clinic-c.doctor');
    const refused = await doctor.post('/cases', { processType: 'sensitive-data-use', form: clinicForm() });
    expect([refused.status, refused.body.code, refused.body.gates.map((gate: { id: string }) => gate.id)]).toEqual([422, 'GATE_FAILED', ['G15']]);
    await use.api.owner.query(
      `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified) SELECT key, effective_from, title, '{"type":"FLAG","value":true}', basis, basis_class, verified FROM policies WHERE key = 'use.minDistinctPersons.relaxed'`,
    );
    const { status, body } = await doctor.post('/cases', { processType: 'sensitive-data-use', form: clinicForm() });
    expect([status, body.relaxedRules]).toEqual([201, ['initial-assessor-decides-once']]);
    const decide = async (account: string, step: string): Promise<number> => {
      const { steps } = (await doctor.get(`/cases/${body.id}`)).body;
      const task = steps.find((one: any) => one.key === step && one.status === 'OPEN').tasks[0];
      const client = await use.as(account);
      const shown = (await client.get(`/tasks/${task.id}`)).body;
      return (await client.post(`/tasks/${task.id}/decision`, { version: shown.version, seenDigest: shown.shown.digest, outcome: 'APPROVE', evidence: USE_EVIDENCE[step]?.() })).status;
    };
    // The head is business owner and group leader: the two that the policy lets one person fill.
    expect([await decide('clinic-c.head', 'initialAssessment'), await decide('clinic-c.data-admin', 'secondaryAssessment'), await decide('clinic-c.deputy', 'secondaryAuthorization'), await decide('clinic-c.head', 'leaderAuthorization')]).toEqual([200, 200, 200, 200]);
  });
});

test('the seats of this matrix are those of the process', async () => {
  const { steps } = (await (await use.as('staff-1')).get('/process-types/sensitive-data-use')).body;
  const seats = steps.filter((step: any) => !step.seats.some((seat: any) => seat.applicant)).map((step: any) => step.key);
  expect(Object.keys(HOLDERS).sort()).toEqual(seats.sort());
  expect(Object.keys(USE_SEATS)).toEqual(expect.arrayContaining(seats));
});
