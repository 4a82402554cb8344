import { RecordWorld, useForm, resourceId, dayFromNow, personId, freshKey } from '@test/support/record-world';
import { handBack, resume, revoke, suspend } from '@libs/record/acts/grant-acts';
import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { regrade } from '@libs/record/regrade';
import { SYSTEM } from '@libs/record/by';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';

jest.setTimeout(60_000);

let world: RecordWorld;
beforeAll(async () => {
  world = await RecordWorld.create();
});
afterAll(() => world.destroy());

const keysOf = async (caseId: string): Promise<string[]> => (await world.openTasks(caseId)).map(({ step_key }) => step_key);
const act = (caseId: string, account: string) => ({ personId: personId(account), caseId, reason: '测试', idempotency: freshKey('/act', { n: Math.random() }) });
const onGrant = (grantId: string, account: string) => ({ personId: personId(account), grantId, reason: '测试', idempotency: freshKey('/act', { n: Math.random() }) });

test('a use goes from the application to the grant and to its closure', async () => {
  const { id } = await world.start();
  expect(await keysOf(id)).toEqual(['initialAssessment']);
  const grantId = await world.grant(id);
  await handBack(world.record, onGrant(grantId, 'hospital-a.staff-1'));
  await world.decide(id, 'closure');
  expect(await world.caseRow(id)).toMatchObject({ status: 'CLOSED', outcome: 'CLOSED' });
});

test('important data is authorised by the group leader too', async () => {
  const form = useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('HOSPITAL-A/FOLLOW-UP')] }, level: { declaredLevel: 'IMPORTANT', important: true } });
  const { id } = await world.start(form);
  await world.advanceTo(id, 'leaderAuthorization');
  expect(await keysOf(id)).toEqual(['leaderAuthorization']);
  await world.grant(id);
});

test('a correction that changes one section makes exactly the approvals stale that read it', async () => {
  const { id } = await world.start();
  await world.advanceTo(id, 'secondaryAuthorization');
  await world.decide(id, 'secondaryAuthorization', { outcome: 'RETURN', opinion: '请补充期限说明' });
  expect(await keysOf(id)).toEqual(['application']);
  const form = useForm();
  await world.decide(id, 'application', { form: { ...form, period: { ...form.period, to: dayFromNow(25) } } });
  // 期限 is read by the secondary assessment and by the authorisations, not by the initial assessment.
  expect(await keysOf(id)).toEqual(['secondaryAssessment']);
  const { rows } = await world.owner.query('SELECT want_id, status FROM steps WHERE case_id = $1 AND kind = $2 ORDER BY want_id', [id, 'APPROVE']);
  expect(rows).toEqual([
    { want_id: 'initialAssessment#1', status: 'SETTLED' },
    { want_id: 'secondaryAssessment#1', status: 'STALE' },
    { want_id: 'secondaryAssessment#2', status: 'OPEN' },
    { want_id: 'secondaryAuthorization#1', status: 'STALE' },
  ]);
  await world.grant(id);
});

test('rejection, withdrawal and revocation end a use as such', async () => {
  const rejected = await world.start();
  await world.decide(rejected.id, 'initialAssessment', { outcome: 'REJECT', opinion: '目的不明' });
  expect(await world.caseRow(rejected.id)).toMatchObject({ outcome: 'REJECTED' });

  const withdrawn = await world.start();
  await withdraw(world.record, act(withdrawn.id, 'hospital-a.staff-1'));
  expect(await world.caseRow(withdrawn.id)).toMatchObject({ outcome: 'WITHDRAWN' });
  expect(await keysOf(withdrawn.id)).toEqual([]);

  const revoked = await world.start();
  const grantId = await world.grant(revoked.id);
  await expect(withdraw(world.record, act(revoked.id, 'hospital-a.staff-1'))).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  await revoke(world.record, onGrant(grantId, 'hospital-a.data-admin'));
  await world.decide(revoked.id, 'closure');
  expect(await world.caseRow(revoked.id)).toMatchObject({ outcome: 'REVOKED' });
});

test('a held case is not decided, and goes on when it is released', async () => {
  const { id } = await world.start();
  await hold(world.record, act(id, 'hospital-a.data-admin'));
  await expect(world.decide(id, 'initialAssessment')).rejects.toMatchObject({ code: 'CASE_HELD' });
  await release(world.record, act(id, 'hospital-a.designated-leader'));
  await world.decide(id, 'initialAssessment');
});

test('a suspended grant is resumed by order; a raised level is authorised anew', async () => {
  const { id } = await world.start(useForm({ data: { ...EXAMPLE_FORM.data, datasetIds: [resourceId('HOSPITAL-A/FOLLOW-UP')] } }));
  const grantId = await world.grant(id);
  await suspend(world.record, onGrant(grantId, 'hospital-a.designated-leader'));
  await resume(world.record, onGrant(grantId, 'hospital-a.data-admin'));

  await regrade(world.record, { resourceId: resourceId('HOSPITAL-A/FOLLOW-UP'), proposedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: 'DEMO-1', by: SYSTEM });
  await expect(resume(world.record, onGrant(grantId, 'hospital-a.data-admin'))).rejects.toMatchObject({ code: 'NOT_OFFERED' });
  expect(await keysOf(id)).toEqual(['secondaryAssessment']);
  await world.advanceTo(id, 'nothing');
  const { rows } = await world.owner.query('SELECT awaits_reauthorization, ordered_suspension, ended_at FROM grants WHERE id = $1', [grantId]);
  expect(rows).toEqual([{ awaits_reauthorization: false, ordered_suspension: false, ended_at: null }]);
  const { rows: steps } = await world.owner.query(`SELECT want_id FROM steps WHERE case_id = $1 AND key = 'leaderAuthorization'`, [id]);
  expect(steps).toEqual([{ want_id: 'leaderAuthorization#1' }]);
});
