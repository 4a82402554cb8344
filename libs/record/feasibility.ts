/**
 * 可办性: which steps of a case cannot be decided with the people whom there are, or soon will not be. Each finding is kept
 * once, told once to those who keep the unit's roster, and resolved by itself.
 */
import type { Pool, PoolClient } from 'pg';
import { shiftInstant } from '@libs/domain/shift';
import { holdsNow } from '@libs/persistence/holds-now';
import { durationOf } from '@libs/policy/typed-values';
import { outcomesOf, type FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import { followSeats } from './acts/succession';
import { SYSTEM } from './by';
import type { CaseWork } from './case-work';
import { newId } from './changes';
import { prospectsOf, type Absence, type Prospect } from './outlook';
import type { CaseRecord } from './record';
import { instantOf, textOf, type FindingRow } from './rows';
import { shortagesOf } from './seating';
import { LOCK_CASE } from './statements';

/** The keys of all steps that a case with these facts is asked for where everything goes well, in order: what the preview knows. */
export type StepsOf = (process: Process, facts: FactValues) => Promise<readonly string[]>;

export interface LookAhead {
  readonly stepsOf: StepsOf;
  readonly absences: readonly Absence[];
}

/** Cases that are not closed or stopped, in the order of ids: `limit` of them after this one. */
export async function casesToCheck(pool: Pool, after: string, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`SELECT id FROM cases WHERE status <> 'CLOSED' AND stopped IS NULL AND id > $1 ORDER BY id LIMIT $2`, [after, limit]);
  return rows.map(({ id }) => id);
}

/** Looks at one case, now and ahead, and keeps what is found. */
export const checkFeasibility = (record: CaseRecord, caseId: string, { stepsOf, absences }: LookAhead): Promise<void> =>
  record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work, client) => {
    const { loaded, definition, now } = work;
    // Who has left sits there no more, before anybody counts who is there.
    followSeats(work);
    if (work.case.status === 'CLOSED') return;
    const roster = await record.rosters.at(loaded.revisions, client);
    const policies = await record.policies.at(loaded.revisions, now, client);
    const until = shiftInstant(now, durationOf(policies, 'feasibility.ahead.days'), 1, work.calendar);
    const keys = await stepsOf(work.desk.process, work.case.facts);
    const look = { now, roster, absences, until, gone: await goneAmong(client, work), ahead: keys.filter((key) => isAhead(work, key)) };
    const before = prospectsOf({ definition, loaded }, look);
    const empty = loaded.steps.filter(({ id, status }) => status === 'OPEN' && before.some(({ step, from }) => step.id === id && from <= now));
    for (const step of empty) work.reseat(step);
    await keep(work, client, empty.length === 0 ? before : prospectsOf({ definition, loaded }, look), true);
  });

/** Cases from which somebody has stood back since then. */
export async function casesRecusedSince(pool: Pool, since: number): Promise<string[]> {
  const { rows } = await pool.query<{ case_id: string }>(`SELECT DISTINCT r.case_id FROM recusals r JOIN cases c ON c.id = r.case_id AND c.status <> 'CLOSED' AND c.stopped IS NULL WHERE r.at > $1`, [textOf(since)]);
  return rows.map(({ case_id }) => case_id);
}

/** After somebody stood back: what can no longer be decided is kept at once; what lies ahead is looked at by the next check. */
export async function recheck(work: CaseWork, client: PoolClient): Promise<void> {
  if (work.case.status === 'CLOSED') return;
  await keep(work, client, shortagesOf(work).map((short) => ({ ...short, from: work.now })), false);
}

/** What was found in cases that have ended since is no matter any more. */
export async function forgetClosed(pool: Pool): Promise<void> {
  await pool.query(`UPDATE feasibility_findings f SET resolved_at = clock_timestamp() FROM cases c WHERE c.id = f.case_id AND c.status = 'CLOSED' AND f.resolved_at IS NULL`);
}

/** Absences that are not over. */
export async function absencesAhead(pool: Pool): Promise<Absence[]> {
  const { rows } = await pool.query<{ person_id: string; from_at: Date; to_at: Date }>('SELECT person_id, from_at, to_at FROM absences WHERE cancelled_at IS NULL AND to_at > clock_timestamp()');
  return rows.map(({ person_id, from_at, to_at }) => ({ personId: person_id, from: from_at.getTime(), to: to_at.getTime() }));
}

/** How the roster stands, and how it stood when all cases were last looked at. Instants by the database's clock. */
export interface RoundState {
  readonly now: number;
  readonly revision: string;
  /** When somebody next begins or ceases to hold something, or to be away; null where nothing of the kind is known. */
  readonly nextTurn: number | null;
  readonly last: { readonly revision: string; readonly at: number; readonly nextAt: number } | null;
}

const STATE = `SELECT clock_timestamp() AS now, (SELECT revision FROM revisions WHERE subject = 'ROSTER') AS revision, (SELECT min(x.at) FROM (
    SELECT valid_from AS at FROM assignments UNION ALL SELECT valid_to FROM assignments UNION ALL SELECT valid_from FROM body_members UNION ALL SELECT valid_to FROM body_members
    UNION ALL SELECT from_at FROM absences WHERE cancelled_at IS NULL UNION ALL SELECT to_at FROM absences WHERE cancelled_at IS NULL) x WHERE x.at > clock_timestamp()) AS next_turn,
  r.revision AS last_revision, r.at AS last_at, r.next_at AS last_next_at FROM (SELECT) one LEFT JOIN feasibility_rounds r ON true`;

export async function roundState(pool: Pool): Promise<RoundState> {
  const { rows } = await pool.query<{ now: Date; revision: string; next_turn: Date | null; last_revision: string | null; last_at: Date; last_next_at: Date }>(STATE);
  const [row] = rows;
  if (!row) throw new Error('no revisions');
  const last = row.last_revision === null ? null : { revision: row.last_revision, at: row.last_at.getTime(), nextAt: row.last_next_at.getTime() };
  return { now: row.now.getTime(), revision: row.revision, nextTurn: row.next_turn?.getTime() ?? null, last };
}

/** All cases were looked at, as the roster stood then; they are looked at again at `nextAt` if it does not turn before. */
export async function noteRound(pool: Pool, { revision, now }: Pick<RoundState, 'revision' | 'now'>, nextAt: number): Promise<void> {
  await pool.query('INSERT INTO feasibility_rounds (revision, at, next_at) VALUES ($1, $2, $3) ON CONFLICT (single) DO UPDATE SET revision = excluded.revision, at = excluded.at, next_at = excluded.next_at', [revision, textOf(now), textOf(nextAt)]);
}

/** Not asked yet, or to be asked again once what it returned is corrected. */
function isAhead({ loaded, definition }: CaseWork, key: string): boolean {
  const spec = definition.steps[key];
  const standing = (outcome: string | null): boolean => spec !== undefined && outcomesOf(spec)[outcome ?? '']?.then !== 'CORRECT';
  return !loaded.steps.some((step) => step.key === key && (step.status === 'OPEN' || (step.status === 'SETTLED' && standing(step.outcome))));
}

/** The applicant, and whoever else an open task names beside a position: who cannot sign in, or belongs to no organisation any more. */
async function goneAmong(client: PoolClient, { loaded: { tasks }, case: { applicant_id } }: CaseWork): Promise<ReadonlySet<string>> {
  const named = tasks.flatMap(({ status, position, person_id }) => (status === 'OPEN' && position === null && person_id !== null ? [person_id] : []));
  const { rows } = await client.query<{ id: string }>({ name: 'gone-among', text: GONE, values: [applicant_id === null ? named : [applicant_id, ...named], applicant_id] });
  return new Set(rows.map(({ id }) => id));
}
/** The applicant needs no position to correct and to close. */
const GONE = `SELECT p.id FROM persons p WHERE p.id = ANY($1::uuid[]) AND NOT (p.active AND (p.id = $2 OR EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND ${holdsNow('a')})))`;

/** Keeps what was found and is not known yet, and resolves what is known and was not found again. */
async function keep(work: CaseWork, client: PoolClient, prospects: readonly Prospect[], whole: boolean): Promise<void> {
  const { rows } = await client.query<{ item: FindingRow }>({ name: 'open-findings', text: 'SELECT to_json(f) AS item FROM feasibility_findings f WHERE f.case_id = $1 AND f.resolved_at IS NULL', values: [work.case.id] });
  const known = new Map(rows.map(({ item }) => [`${item.step_key}/${item.subject ?? ''}`, item]));
  for (const prospect of prospects) {
    const place = `${prospect.step.key}/${prospect.step.subject ?? ''}`;
    const before = known.get(place);
    known.delete(place);
    if (before) seenAgain(work, before, prospect);
    else found(work, prospect);
  }
  if (whole) for (const finding of known.values()) resolved(work, finding);
}

function found(work: CaseWork, { step, cause, needed, eligible, from }: Prospect): void {
  const at = textOf(work.now);
  const step_id = step.id === '' ? null : step.id;
  work.changes.put('feasibility_findings', { id: newId(), case_id: work.case.id, step_key: step.key, subject: step.subject, step_id, cause, needed, eligible, undecidable_from: textOf(from), first_seen: at, last_seen: at, resolved_at: null });
  work.audit({ action: 'UNDECIDABLE_FOUND', by: SYSTEM, details: { step: step.key, cause, needed, eligible, from: textOf(from) } });
  // That nobody sits there has been told already.
  if (work.loaded.steps.some(({ id, unstaffed }) => id === step.id && unstaffed)) return;
  work.notify('UNDECIDABLE', { step_id, position: 'UNIT_DATA_ADMINISTRATOR', org_id: work.case.org_id });
  work.notify('UNDECIDABLE', { step_id, position: 'PROCESS_ADMINISTRATOR' });
}

/** What it says may have changed; it is told no second time. */
function seenAgain(work: CaseWork, before: FindingRow, { step, cause, needed, eligible, from }: Prospect): void {
  const since = from <= work.now && instantOf(before.undecidable_from) <= work.now ? before.undecidable_from : textOf(from);
  work.changes.put('feasibility_findings', Object.assign(before, { step_id: step.id === '' ? null : step.id, cause, needed, eligible, undecidable_from: since, last_seen: textOf(work.now) }));
}

function resolved(work: CaseWork, finding: FindingRow): void {
  work.changes.put('feasibility_findings', Object.assign(finding, { last_seen: textOf(work.now), resolved_at: textOf(work.now) }));
  work.audit({ action: 'UNDECIDABLE_RESOLVED', by: SYSTEM, details: { step: finding.step_key, cause: finding.cause } });
}
