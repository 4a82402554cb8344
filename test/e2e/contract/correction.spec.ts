import type { SensitiveDataUseForm } from '@workflows/processes/sensitive-data-use/form';
import { dayFromNow, importantForm } from '@test/support/record-world';
import { UseOverHttp } from '@test/support/use-over-http';

jest.setTimeout(180_000);

let use: UseOverHttp;
beforeAll(async () => {
  use = await UseOverHttp.start();
});
afterAll(() => use?.api.close());

const form = importantForm;

/** One changed field in each section but the declarations, whose other value no gate lets pass; and who of those who approved before reads it (issue: W01). Authorisations read all. */
const SECTIONS: readonly [keyof SensitiveDataUseForm, string, (form: SensitiveDataUseForm) => object, readonly string[]][] = [
  ['applicant', 'applicant.phone', ({ applicant }) => ({ ...applicant, phone: '021-00000001' }), ['secondaryAuthorization']],
  ['project', 'project.name', ({ project }) => ({ ...project, name: '另一课题' }), ['initialAssessment', 'secondaryAuthorization']],
  ['purpose', 'purpose.purpose', ({ purpose }) => ({ ...purpose, purpose: '另一目的' }), ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization']],
  ['data', 'data.subjectCount', ({ data }) => ({ ...data, subjectCount: 700 }), ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization']],
  ['level', 'level.declaredLevel', () => ({ declaredLevel: 'CORE', important: true }), ['secondaryAssessment', 'secondaryAuthorization']],
  ['processing', 'processing.frequency', ({ processing }) => ({ ...processing, frequency: '每月一次' }), ['secondaryAssessment', 'secondaryAuthorization']],
  ['recipients', 'recipients.users[0].name', ({ recipients }) => ({ ...recipients, users: [{ ...recipients.users[0], name: '演示使用者丙' }] }), ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization']],
  ['period', 'period.to', ({ period }) => ({ ...period, to: dayFromNow(29) }), ['secondaryAssessment', 'secondaryAuthorization']],
  ['commitment', 'commitment.signature', ({ commitment }) => ({ ...commitment, signature: '演示申请人丁' }), ['secondaryAuthorization']],
];

/** Returned by the last who decides, so that all the others have approved. */
const returned = async (): Promise<string> => {
  const id = await use.open(form());
  await use.advance(id, 'leaderAuthorization');
  await use.decide(id, 'leaderAuthorization', { outcome: 'RETURN', change: { missing: [{ path: 'project.name', note: '请核对' }] } });
  return id;
};
const stale = async (id: string): Promise<string[]> => (await use.view(id)).steps.filter((step: any) => step.status === 'STALE' && step.key !== 'leaderAuthorization').map((step: any) => step.key).sort();

test.each(SECTIONS)('a change of %s (%s) makes exactly the approvals stale that read it', async (section, path, change, readers) => {
  const id = await returned();
  await use.decide(id, 'application', { change: { form: { ...form(), [section]: change(form()) } } });
  expect(await stale(id)).toEqual([...readers].sort());
  const { body } = await (await use.as('staff-1')).get(`/cases/${id}/revisions/2?compare=1`);
  expect(body.changes.map((one: any) => one.path)).toEqual([path]);
  expect(body.changes[0].title).toMatch(/^[\u4e00-\u9fff/]/);
  // Asked again in their order, until the one who returned decides on what is current.
  await use.advance(id, 'desensitization');
  expect((await use.view(id)).steps.filter((step: any) => readers.includes(step.key) && step.status === 'SETTLED').map((step: any) => step.key).sort()).toEqual([...readers].sort());
});

test('what is resubmitted unchanged is asked of the one who returned it, and of nobody else', async () => {
  const id = await returned();
  await use.decide(id, 'application', { change: { form: form() } });
  expect(await stale(id)).toEqual([]);
  expect(await use.openSteps(id)).toEqual(['leaderAuthorization']);
  expect((await (await use.as('staff-1')).get(`/cases/${id}/revisions/2?compare=1`)).body.changes).toEqual([]);
});

test('corrected evidence makes the judgement of the old one stale, and no approval of the form', async () => {
  const id = await use.open(form());
  await use.advance(id, 'desensitizationVerification');
  const before = await use.task(id, 'desensitizationVerification');
  await use.decide(id, 'desensitizationVerification', { outcome: 'RETURN' });
  const evidence = { method: 'REMOVAL', fields: ['姓名'], tool: 'demo 2.0', reportRef: 'DEMO-D-2', performedOn: dayFromNow(0) };
  await use.decide(id, 'preparation', { change: { evidence } });
  const after = await use.task(id, 'desensitizationVerification');
  expect([after.shown.evidence.desensitization, before.shown.digest === after.shown.digest]).toEqual([evidence, false]);
  expect((await use.try(id, 'desensitizationVerification', { change: { seenDigest: before.shown.digest } })).body).toMatchObject({ code: 'STALE_CONTENT', digest: after.shown.digest });
  expect((await use.view(id)).steps.filter((step: any) => step.status === 'STALE').map((step: any) => step.key)).toEqual(['desensitizationVerification']);
  // Corrected once more: what is shown is what the next judgement is bound to.
  await use.decide(id, 'desensitizationVerification', { outcome: 'RETURN' });
  const again = { ...evidence, tool: 'demo 3.0', reportRef: 'DEMO-D-3' };
  await use.decide(id, 'preparation', { change: { evidence: again } });
  const last = await use.task(id, 'desensitizationVerification');
  expect([last.shown.evidence.desensitization, last.shown.digest === after.shown.digest]).toEqual([again, false]);
  await use.decide(id, 'desensitizationVerification');
});

test('the correction shows what is missing, pauses the limits, and the conversation goes on', async () => {
  const id = await returned();
  const view = await use.view(id, 'staff-1');
  const decision = view.steps.find((step: any) => step.key === 'leaderAuthorization').decisions[0];
  expect(decision).toMatchObject({ outcome: 'RETURN', missing: [{ path: 'project.name', note: '请核对' }], actingAs: { position: 'UNIT_GROUP_LEADER', positionTitle: '单位领导小组组长' } });
  const { sentence } = (await (await use.as('staff-1')).get(`/cases/${id}/waiting`)).body;
  expect(sentence).toMatch(/^自 .+ 起等待.+办理“申请补正”，应于 .+ 前办结，逾期自动失效。$/);
  expect((await use.try(id, 'application', { account: 'data-admin', change: { form: form() } })).body.code).toBe('NOT_ELIGIBLE');
  expect((await use.try(id, 'application', { change: { form: { ...form(), period: { ...form().period, to: '2020-01-01' } } } })).body).toMatchObject({ code: 'FORM_INVALID', errors: [{ path: 'period.to' }] });
  expect((await use.try(id, 'application', {})).body.code).toBe('FORM_INVALID');
});
