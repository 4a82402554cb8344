/** The ways that a use can go, on the record with an engine beside it. */
import { handBack, resume, revoke, suspend } from '@libs/record/acts/grant-acts';
import { withdraw } from '@libs/record/acts/case-acts';
import { takeBack } from '@libs/record/acts/take-back';
import { SYSTEM } from '@libs/record/by';
import { regrade } from '@libs/record/regrade';
import { until } from './engine-watch';
import { dayFromNow, freshKey, importantForm, personId, resourceId, useForm } from './record-world';
import type { WorkerWorld } from './worker-world';

/** Opinions and reasons that must not leave the record. */
export const SECRET_WORDS = ['请补充机密说明甲', '不同意因为乙', '撤回理由丙', '暂停理由丁', '恢复理由戊', '撤销理由己', '收回理由庚'] as const;

const FOLLOW_UP = 'HOSPITAL-A/FOLLOW-UP';
const act = (account: string, reason: string) => ({ personId: personId(account), reason, idempotency: freshKey('/act') });

export const VARIANTS: Readonly<Record<string, (own: WorkerWorld) => Promise<string>>> = {
  async closed({ world, engine }) {
    const { id } = await world.start(importantForm());
    const grantId = await world.grant(id);
    await until(() => engine.row<{ n: number }>('SELECT count(*)::int AS n FROM attachments WHERE case_id = $1', [id]), ({ n }) => n === 1, 30_000, 'the document');
    await handBack(world.record, { ...act('hospital-a.staff-1', ''), grantId });
    await world.decide(id, 'closure');
    return id;
  },
  async corrected({ world }) {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    await world.decide(id, 'secondaryAuthorization', { outcome: 'RETURN', opinion: SECRET_WORDS[0] });
    const form = useForm();
    await world.decide(id, 'application', { form: { ...form, period: { ...form.period, to: dayFromNow(25) } } });
    await world.advanceTo(id, 'desensitizationVerification');
    await world.decide(id, 'desensitizationVerification', { outcome: 'RETURN', opinion: SECRET_WORDS[0] });
    await world.decide(id, 'preparation', { evidence: { method: 'MASKING', fields: ['姓名', '住址'], tool: 'demo 1.1', reportRef: 'DEMO-D-2', performedOn: dayFromNow(0) } });
    await handBack(world.record, { ...act('hospital-a.staff-1', ''), grantId: await world.grant(id) });
    await world.decide(id, 'closure');
    return id;
  },
  async 'taken-back'({ world, engine }) {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    const { id: taskId } = await world.taskOf(id, 'secondaryAuthorization');
    await world.decide(id, 'secondaryAuthorization', { outcome: 'RETURN', opinion: SECRET_WORDS[0] });
    await engine.untilAgrees([id], 30_000);
    await takeBack(world.record, { ...act('hospital-a.designated-leader', SECRET_WORDS[6]), taskId });
    await engine.untilAgrees([id], 30_000);
    await handBack(world.record, { ...act('hospital-a.staff-1', ''), grantId: await world.grant(id) });
    await world.decide(id, 'closure');
    return id;
  },
  async rejected({ world }) {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAssessment');
    await world.decide(id, 'secondaryAssessment', { outcome: 'REJECT', opinion: SECRET_WORDS[1] });
    return id;
  },
  async withdrawn({ world }) {
    const { id } = await world.start();
    await world.advanceTo(id, 'desensitization');
    await withdraw(world.record, { ...act('hospital-a.staff-1', SECRET_WORDS[2]), caseId: id });
    return id;
  },
  async revoked({ world }) {
    const { id } = await world.start();
    const grantId = await world.grant(id);
    await suspend(world.record, { ...act('hospital-a.designated-leader', SECRET_WORDS[3]), grantId });
    await resume(world.record, { ...act('hospital-a.data-admin', SECRET_WORDS[4]), grantId });
    await revoke(world.record, { ...act('hospital-a.data-admin', SECRET_WORDS[5]), grantId });
    await world.decide(id, 'closure');
    return id;
  },
  async expired({ world, engine }) {
    const { id } = await world.start();
    await world.advanceTo(id, 'secondaryAuthorization');
    await world.decide(id, 'secondaryAuthorization', { evidence: { validUntil: new Date(Date.now() + 4_000).toISOString() } });
    await world.grant(id);
    await until(() => engine.row<{ n: number }>(`SELECT count(*)::int AS n FROM grants WHERE case_id = $1 AND end_reason = 'EXPIRED'`, [id]), ({ n }) => n === 1, 30_000, 'the end of the grant');
    await world.decide(id, 'closure');
    return id;
  },
  async reauthorized({ world }) {
    const { id } = await world.start();
    const grantId = await world.grant(id);
    await regrade(world.record, { resourceId: resourceId(FOLLOW_UP), determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
    await world.advanceTo(id, 'nothing');
    await handBack(world.record, { ...act('hospital-a.staff-1', ''), grantId });
    await world.decide(id, 'closure');
    await regrade(world.record, { resourceId: resourceId(FOLLOW_UP), determinedLevel: 'GENERAL', gradingStatus: 'GRADED', basis: 'DEMO', by: SYSTEM });
    return id;
  },
};
