/** What must hold of a case of `verb-world.ts` whatever was done to it (docs/architecture.md, invariants): one sentence for each breach. */
import { chainDigest } from '@libs/domain/digests';
import { fold } from '@workflows/kit/fold';
import type { CaseEvent } from '@workflows/kit/journal';
import { wantsDigest } from '@workflows/kit/want';
import { judgementOf, type StepKind, type VerbWorld } from './verb-world';

/** $1 case: rows that contradict each other, each with the rule that it breaks. */
const CONTRADICTIONS = `SELECT 'a task is done by the one decision that stands on it' AS rule, t.id::text FROM tasks t
    WHERE t.case_id = $1 AND (t.status = 'DONE') <> EXISTS (SELECT FROM decisions d WHERE d.task_id = t.id AND d.voided_at IS NULL)
  UNION ALL SELECT 'an open task has an open step', t.id::text FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND t.status = 'OPEN' AND s.status <> 'OPEN'
  UNION ALL SELECT 'an open step of people has an open task, or is flagged', s.id::text FROM steps s
    WHERE s.case_id = $1 AND s.status = 'OPEN' AND s.kind IN ('APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION') AND NOT s.unstaffed AND NOT EXISTS (SELECT FROM tasks t WHERE t.step_id = s.id AND t.status = 'OPEN')
  UNION ALL SELECT 'somebody can go on in an open step, or it is flagged', s.id::text FROM steps s
    WHERE s.case_id = $1 AND s.status = 'OPEN' AND s.kind IN ('APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION') AND NOT s.unstaffed AND NOT EXISTS (SELECT FROM tasks t WHERE t.step_id = s.id AND t.status = 'OPEN' AND NOT t.waiting)
  UNION ALL SELECT 'a clock runs while its step is open', k.id::text FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.case_id = $1 AND (k.stopped_at IS NULL) <> (s.status = 'OPEN')
  UNION ALL SELECT 'only what was settled has evidence', s.id::text FROM steps s WHERE s.case_id = $1 AND s.status IN ('OPEN', 'CANCELLED') AND s.evidence_digest IS NOT NULL
  UNION ALL SELECT 'after the end nothing is open and nothing is decided', c.id::text FROM cases c WHERE c.id = $1 AND c.status = 'CLOSED' AND (EXISTS (SELECT FROM tasks t WHERE t.case_id = c.id AND t.status = 'OPEN')
    OR EXISTS (SELECT FROM steps s WHERE s.case_id = c.id AND s.status = 'OPEN') OR EXISTS (SELECT FROM decisions d WHERE d.case_id = c.id AND d.at > c.closed_at) OR EXISTS (SELECT FROM grants g WHERE g.case_id = c.id AND g.ended_at IS NULL))
  UNION ALL SELECT 'a case has at most one end', min(a.case_id::text) FROM audit_events a WHERE a.case_id = $1 AND a.action = 'CASE_CLOSED' HAVING count(*) > 1
  UNION ALL SELECT 'who decides, and for whom, answers for it', d.id::text FROM decisions d WHERE d.case_id = $1 AND NOT d.chain @> array_remove(ARRAY[d.actor_id, d.on_behalf_of], NULL)
  UNION ALL SELECT 'an agent decides where a position is asked for that is not filled in person', d.id::text FROM decisions d JOIN tasks t ON t.id = d.task_id WHERE d.case_id = $1 AND d.on_behalf_of IS NOT NULL AND (t.position IS NULL OR t.position = 'UNIT_WITNESS')
  UNION ALL SELECT 'an agent fills one seat of a step', d.id::text FROM decisions d JOIN decisions e ON e.step_id = d.step_id AND e.id <> d.id AND e.voided_at IS NULL AND ARRAY[e.actor_id, e.on_behalf_of] && ARRAY[d.actor_id, d.on_behalf_of]
    WHERE d.case_id = $1 AND d.voided_at IS NULL AND d.on_behalf_of IS NOT NULL
  UNION ALL SELECT 'the applicant decides nothing in their own case', d.id::text FROM decisions d JOIN cases c ON c.id = d.case_id WHERE d.case_id = $1 AND d.voided_at IS NULL AND d.role IN ('judgement', 'deliberation', 'second') AND c.applicant_id = ANY(d.chain)
  UNION ALL SELECT 'who answered for the judgement answers for no second one', d.id::text FROM decisions d JOIN decisions e ON e.case_id = d.case_id AND e.voided_at IS NULL AND e.role = 'second' AND e.chain && d.chain
    WHERE d.case_id = $1 AND d.voided_at IS NULL AND d.role IN ('judgement', 'deliberation') AND (SELECT s.status FROM steps s WHERE s.id = d.step_id) <> 'STALE' AND (SELECT s.status FROM steps s WHERE s.id = e.step_id) <> 'STALE'
  UNION ALL SELECT 'who added a seat to one judgement answers for no other', d.id::text FROM tasks t JOIN steps s ON s.id = t.step_id JOIN decisions d ON d.case_id = t.case_id AND d.voided_at IS NULL AND t.added_by = ANY(d.chain)
    WHERE t.case_id = $1 AND t.added IS NOT NULL AND t.status <> 'CANCELLED' AND ((s.key = 'second') <> (d.role = 'second')) AND d.role <> 'application' AND d.role <> 'closure' AND s.key NOT IN ('application', 'closure')
  UNION ALL SELECT 'where seats were added nobody fills two', min(d.step_id::text) FROM decisions d WHERE d.case_id = $1 AND d.voided_at IS NULL AND EXISTS (SELECT FROM tasks t WHERE t.step_id = d.step_id AND t.added IS NOT NULL AND t.status <> 'CANCELLED') GROUP BY d.step_id, d.actor_id HAVING count(*) > 1
  UNION ALL SELECT 'who has stood back has nothing in hand', t.id::text FROM recusals r JOIN tasks t ON t.case_id = r.case_id AND t.status = 'OPEN' AND r.person_id IN (t.person_id, t.assignee_id, t.delegated_from) WHERE r.case_id = $1
  UNION ALL SELECT 'who has stood back decides no more, nor does anybody for them', d.id::text FROM recusals r JOIN decisions d ON d.case_id = r.case_id AND r.person_id IN (d.actor_id, d.on_behalf_of) AND d.at > r.at WHERE r.case_id = $1
  UNION ALL SELECT 'what is delegated is with a delegate', t.id::text FROM tasks t WHERE t.case_id = $1 AND t.status = 'OPEN' AND t.delegated_from IS NOT NULL AND t.assignee_id IS NULL
  UNION ALL SELECT 'everybody through whose hands a decision came is in its chain', d.id::text FROM decisions d JOIN handings h ON h.task_id = d.task_id AND h.at <= d.at
    WHERE d.case_id = $1 AND NOT d.chain @> array_remove(ARRAY[h.from_id, CASE WHEN h.kind IN ('TRANSFER', 'DELEGATE') THEN h.by_id END], NULL)
  UNION ALL SELECT 'every event of the journal has one audit event', e.seq::text FROM case_events e WHERE e.case_id = $1 AND (SELECT count(*) FROM audit_events a WHERE a.case_id = e.case_id AND a.seq = e.seq) <> 1`;

export interface CheckedCase {
  readonly caseId: string;
  readonly kind: StepKind;
  /** How many attempts were refused with a code that leaves a trace. */
  readonly refused: number;
}

export async function breaches(verbs: VerbWorld, { caseId, kind, refused }: CheckedCase): Promise<string[]> {
  const found = (await verbs.rows<{ rule: string; id: string }>(CONTRADICTIONS, [caseId])).map(({ rule, id }) => `${rule}: ${id}`);
  const row = await verbs.case(caseId);
  const events = await verbs.rows<{ body: CaseEvent; digest: string; wants_digest: string }>('SELECT body, digest, wants_digest FROM case_events WHERE case_id = $1 ORDER BY seq', [caseId]);
  const journal = events.map(({ body }) => body);
  const process = verbs.processOf(kind);
  const picture = await fold(process, journal);
  const open = (await verbs.rows<{ want_id: string }>(`SELECT want_id FROM steps WHERE case_id = $1 AND status = 'OPEN'`, [caseId])).map(({ want_id }) => want_id);
  const say = (holds: boolean, rule: string): void => void (holds || found.push(rule));

  say(row.stopped === null, `the case goes on: ${JSON.stringify(row.stopped)}`);
  say(open.toSorted().join() === picture.wants.map(({ id }) => id).toSorted().join(), `what is open is what the fold wants: ${open.join()} but ${picture.wants.map(({ id }) => id).join()}`);
  say(events.at(-1)?.wants_digest === wantsDigest(picture) && row.wants_digest === wantsDigest(picture), 'the digest of the wants is that of the fold');
  say(row.outcome === (picture.ended?.outcome ?? null), `the outcome is that of the fold: ${row.outcome} but ${picture.ended?.outcome}`);
  say(journal.every(({ seq }, index) => seq === index + 1) && row.seq === journal.length, 'the journal has no gap');
  let running: string | undefined;
  say(events.every(({ body, digest }) => (running = chainDigest(running, body)) === digest), 'the running digest is that of the journal');
  for (const { id, status } of await verbs.rows<{ id: string; status: string }>(`SELECT want_id AS id, status FROM steps WHERE case_id = $1 AND kind IN ('APPROVE', 'COMPLETE', 'SESSION') AND status IN ('SETTLED', 'STALE')`, [caseId]))
    say(picture.settled.find((one) => one.id === id)?.standing === (status === 'SETTLED'), `${id} is ${status}, and stands so in the fold`);

  const acknowledged = verbs.acknowledgedIn(caseId);
  const kept = await verbs.rows<{ id: string }>('SELECT id FROM decisions WHERE case_id = $1', [caseId]);
  say(acknowledged.every((id) => kept.filter((one) => one.id === id).length === 1) && kept.length === acknowledged.length, `${acknowledged.length} decisions were acknowledged, ${kept.length} are on the record`);
  const [audited] = await verbs.rows<{ n: number }>('SELECT coalesce(sum(count), 0)::int AS n FROM audit_events WHERE case_id = $1 AND refused IS NOT NULL', [caseId]);
  say(audited?.n === refused, `${refused} attempts were refused, ${audited?.n} are on the record`);

  const steps = await verbs.rows<{ opened_seq: number }>(`SELECT opened_seq FROM steps WHERE case_id = $1 AND kind = 'GRANT'`, [caseId]);
  for (const { opened_seq } of steps) {
    const before = await fold(process, journal.slice(0, opened_seq));
    const stands = before.settled.filter(({ standing, outcome }) => standing && outcome.startsWith('APPROVE')).map(({ key }) => key);
    say([judgementOf(kind), 'second'].every((key) => stands.includes(key)), `a grant opened on ${stands.join() || 'nothing'}`);
  }
  return found;
}
