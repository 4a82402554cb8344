/** Sequences of acts on a use by the fall of dice, and what must hold of the record after each of them. */
import type { DecideAnswer } from '@libs/record/acts/decide';
import { fold } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import { dayFromNow, useForm, type RecordWorld } from './record-world';

export const openKeysOf = async (world: RecordWorld, caseId: string): Promise<string[]> => (await world.openTasks(caseId)).map(({ step_key }) => step_key);

/** Decides an open task as its usual person: now and then it is returned or rejected, a correction changes something else each time. */
export async function decideByDice(world: RecordWorld, caseId: string, dice: number): Promise<DecideAnswer | undefined> {
  const keys = await openKeysOf(world, caseId);
  const step = keys[dice % keys.length];
  if (step === undefined) return undefined;
  if (['application', 'reauthorization'].includes(step)) return world.decide(caseId, step, { form: changedForm(dice) });
  if (step === 'preparation') return world.decide(caseId, step, { evidence: { method: 'MASKING', fields: ['姓名', `字段${dice}`], tool: 't', reportRef: 'r', performedOn: dayFromNow(0) } });
  const negative = ['closure', 'desensitization', 'leakControlAttestation'].includes(step) ? 'DONE' : 'RETURN';
  const outcome = dice % 7 === 0 ? negative : dice % 61 === 0 ? 'REJECT' : undefined;
  return world.decide(caseId, step, { ...(outcome && { outcome }), opinion: '意见' });
}

const changedForm = (dice: number): unknown => {
  const form = useForm();
  return dice % 2 ? { ...form, purpose: { ...form.purpose, scenario: `场景 ${dice}` } } : { ...form, recipients: { ...form.recipients, awareScope: `范围 ${dice}` } };
};

export async function checkInvariants(world: RecordWorld, caseId: string): Promise<void> {
  const row = await world.caseRow(caseId);
  const { rows: events } = await world.owner.query<{ body: CaseEvent; wants_digest: string; seq: number }>('SELECT body, wants_digest, seq FROM case_events WHERE case_id = $1 ORDER BY seq', [caseId]);
  const journal = events.map(({ body }) => body);
  const picture = await fold(processFor('sensitive-data-use'), journal);
  // The record equals the fold of its journal.
  const { rows: open } = await world.owner.query<{ want_id: string }>(`SELECT want_id FROM steps WHERE case_id = $1 AND status = 'OPEN' ORDER BY want_id COLLATE "C"`, [caseId]);
  expect(open.map(({ want_id }) => want_id)).toEqual(picture.wants.map(({ id }) => id));
  expect(events.at(-1)?.wants_digest).toBe(wantsDigest(picture));
  expect(journal.map(({ seq }) => seq)).toEqual(journal.map((_, index) => index + 1));
  // One terminal outcome, and nothing after it.
  expect(row['outcome']).toBe(picture.ended?.outcome ?? null);
  // One audit event a journal event.
  const { rows: audited } = await world.owner.query<{ seq: number }>('SELECT seq FROM audit_events WHERE case_id = $1 AND seq IS NOT NULL ORDER BY seq', [caseId]);
  expect(audited.map(({ seq }) => seq)).toEqual(journal.map(({ seq }) => seq));
  // Distinct seats, distinct people; the applicant decides nothing.
  const { rows: seats } = await world.owner.query<{ role: string; actor_id: string }>(`SELECT DISTINCT role, actor_id FROM decisions WHERE case_id = $1 AND voided_at IS NULL`, [caseId]);
  const by = (role: string): string[] => seats.filter((seat) => seat.role === role).map(({ actor_id }) => actor_id);
  const judges = ['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'leaderAuthorization'];
  expect(judges.flatMap(by)).not.toContain(row['applicant_id']);
  for (const one of judges) for (const other of judges) if (one < other) expect(by(one).filter((person) => by(other).includes(person))).toEqual([]);
  expect(by('desensitization').filter((person) => by('desensitizationVerification').includes(person))).toEqual([]);
  // No grant without every requirement, decided by a person and standing when it opened.
  const { rows: grants } = await world.owner.query('SELECT id FROM grants WHERE case_id = $1', [caseId]);
  if (grants.length) {
    const opened = journal.findIndex(({ type }) => type === 'gatePassed');
    const before = await fold(processFor('sensitive-data-use'), journal.slice(0, opened));
    const standing = before.settled.filter(({ standing: stands, outcome }) => stands && ['APPROVE', 'DONE'].includes(outcome)).map(({ key: step }) => step);
    expect(standing).toEqual(expect.arrayContaining(['initialAssessment', 'secondaryAssessment', 'secondaryAuthorization', 'desensitization', 'desensitizationVerification', 'leakControlAttestation']));
  }
}
