/**
 * 接任: seats follow the roster. Whoever leaves a position may decide nothing more from that instant on (`placeOn` asks each
 * time); here their open tasks are given back to it, their seats by name fall to who sits there now, and the successor is told.
 */
import type { Pool } from 'pg';
import { holdsNow } from '@libs/persistence/holds-now';
import { ownerOf, stillHolds } from '../assignee';
import { SYSTEM } from '../by';
import type { CaseWork } from '../case-work';
import type { Holding, LoadedCase } from '../loaded';
import type { CaseRecord } from '../record';
import type { StepRow, TaskRow } from '../rows';
import { isSeat } from '../seats';
import { LOCK_CASE } from '../statements';
import { chainWith, handTo } from './handing';

/** Who comes after somebody in a position: told of what is open there. */
export interface Successor extends Holding {
  readonly personId: string;
}

/** Brings the seats of a case in line with the roster; each that changes is audited. A case that is held or stopped waits. */
export const followRoster = (record: CaseRecord, caseId: string, successor?: Successor): Promise<void> => record.actAsSystem({ by: LOCK_CASE, id: caseId }, async (work) => followSeats(work, successor));

export function followSeats(work: CaseWork, successor?: Successor): void {
  const { case: row, loaded } = work;
  for (const step of loaded.steps) if (row.status === 'OPEN' && step.status === 'OPEN') follow(work, step, successor);
}

function follow(work: CaseWork, step: StepRow, successor: Successor | undefined): void {
  const open = work.openTasks(step);
  const left = open.filter((task) => hasLeft(work.loaded, task));
  for (const task of left) {
    work.cancelTask(task);
    work.audit({ action: 'SEAT_LEFT', by: SYSTEM, details: { taskId: task.id, stepKey: step.key, from: task.person_id } });
  }
  const remaining = open.filter((task) => !left.includes(task));
  const ofPosition = remaining.filter(({ position, person_id }) => position !== null && person_id === null);
  for (const task of ofPosition) {
    if (isDropped(work.loaded, task)) succeed(work, task, step);
    else if (successor && isSeat(successor, task) && ownerOf(work.loaded, task) === null) work.notify('SUCCESSION', { step_id: step.id, task_id: task.id, person_id: successor.personId });
  }
  if (left.length === 0 && ofPosition.every((task) => work.isHeld(task))) return;
  // Who left makes no decision: what the others' votes come to is settled by the next vote, a successor's if nobody else is left.
  work.reseat(step);
}

/** Whether the one whom a seat names does not hold it any more, as one of its position or as a member of its body. */
function hasLeft({ roster, members }: Pick<LoadedCase, 'roster' | 'members'>, task: TaskRow): boolean {
  const { person_id, body_id, position } = task;
  if (person_id === null) return false;
  if (body_id !== null) return !members.some((member) => member.bodyId === body_id && member.personId === person_id);
  return position !== null && !roster.some((holder) => holder.personId === person_id && isSeat(holder, task));
}

/** Whether a task of a position was kept for somebody who has left it. One that is with a delegate waits for their opinion. */
const isDropped = (loaded: LoadedCase, task: TaskRow): boolean => task.delegated_from === null && task.assignee_id !== null && ownerOf(loaded, task) === null;

function succeed(work: CaseWork, task: TaskRow, step: StepRow): void {
  const from = task.assignee_id;
  if (from === null) return;
  Object.assign(task, { assignee_id: null, chain: chainWith(task, from) });
  handTo(work, task, { kind: 'SUCCESSION', by_id: null, from_id: from, to_id: null });
  work.audit({ action: 'SUCCEEDED', by: SYSTEM, details: { taskId: task.id, stepKey: step.key, from } });
}

/** A seat of which nobody is left, and nobody has been told yet. */
const ABANDONED = `SELECT x.org_id, x.position, x.dept FROM (SELECT DISTINCT t.org_id, t.position, t.dept FROM tasks t WHERE t.status = 'OPEN' AND t.person_id IS NULL AND t.position IS NOT NULL) x
  WHERE NOT EXISTS (SELECT FROM assignments h JOIN persons p ON p.id = h.person_id AND p.active WHERE h.org_id = x.org_id AND h.position = x.position AND (x.dept IS NULL OR h.dept = x.dept) AND ${holdsNow('h')})`;

const BEHIND = `SELECT t.case_id FROM tasks t WHERE t.status = 'OPEN' AND t.assignee_id IS NOT NULL AND t.delegated_from IS NULL AND t.person_id IS NULL AND NOT ${stillHolds('t', 't.assignee_id')}
  UNION SELECT t.case_id FROM tasks t WHERE t.status = 'OPEN' AND t.person_id IS NOT NULL AND t.position IS NOT NULL AND NOT ${stillHolds('t', 't.person_id')}
  UNION SELECT t.case_id FROM tasks t WHERE t.status = 'OPEN' AND t.body_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM body_members m JOIN persons p ON p.id = m.person_id AND p.active WHERE m.body_id = t.body_id AND m.person_id = t.person_id AND ${holdsNow('m')})
  UNION SELECT t.case_id FROM (${ABANDONED}) e JOIN tasks t ON t.org_id = e.org_id AND t.position = e.position AND t.dept IS NOT DISTINCT FROM e.dept AND t.status = 'OPEN' AND t.person_id IS NULL
    JOIN steps s ON s.id = t.step_id AND NOT s.unstaffed`;

/** Open cases whose seats are not what the roster says, whoever changed it and however. */
export async function casesBehindRoster(pool: Pool, limit = 500): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`SELECT c.id FROM (${BEHIND}) b JOIN cases c ON c.id = b.case_id AND c.status = 'OPEN' AND c.stopped IS NULL ORDER BY c.id LIMIT $1`, [limit]);
  return rows.map(({ id }) => id);
}

/** Open cases with a task of this seat that nobody has in hand. */
export async function casesOfSeat(pool: Pool, { position, orgId, dept }: Holding): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT DISTINCT c.id FROM tasks t JOIN cases c ON c.id = t.case_id AND c.status = 'OPEN' AND c.stopped IS NULL
     WHERE t.status = 'OPEN' AND t.person_id IS NULL AND t.org_id = $1 AND t.position = $2 AND (t.dept IS NULL OR t.dept = $3) ORDER BY c.id`,
    [orgId, position, dept],
  );
  return rows.map(({ id }) => id);
}

/** Whether the roster may say something else than when it was last asked: it was changed, or a term began or ended by itself. */
export class RosterWatch {
  /** The instant as PostgreSQL writes it, to the microsecond: a term that ended in the millisecond before is not taken for a new end. */
  private seen?: { readonly revision: string; readonly at: string };

  /** Follows if so, again and again until nothing is left. @param follow gives whether nothing is */
  async follow(pool: Pool, follow: () => Promise<boolean>): Promise<void> {
    const { rows } = await pool.query<{ revision: string; at: string; turned: boolean }>(
      `SELECT r.revision, statement_timestamp()::text AS at, EXISTS (SELECT FROM (SELECT valid_from, valid_to FROM assignments UNION ALL SELECT valid_from, valid_to FROM body_members) x
         WHERE (x.valid_to > $1::timestamptz AND x.valid_to <= statement_timestamp()) OR (x.valid_from > $1::timestamptz AND x.valid_from <= statement_timestamp())) AS turned
       FROM revisions r WHERE r.subject = 'ROSTER'`,
      [this.seen?.at ?? null],
    );
    const [now] = rows;
    if (!now || (this.seen?.revision === now.revision && !now.turned)) return;
    if (await follow()) this.seen = now;
  }
}
