/** Who a task is kept for: the same rule once for a loaded case and once as an SQL expression. */
import { holdsNow } from '@libs/persistence/holds-now';
import type { LoadedCase } from './loaded';
import { isSeat } from './seats';
import type { TaskRow } from './rows';

/**
 * A claim or transfer binds a task of a position only while its assignee holds the position: who leaves it is replaced by
 * its other holders and by the successor (由接任者自然替换). A delegate needs no position of their own.
 */
export const assigneeOf = ({ roster }: Pick<LoadedCase, 'roster'>, task: TaskRow): string | null => {
  const { assignee_id, position, delegated_from } = task;
  if (assignee_id === null || position === null || delegated_from !== null) return assignee_id;
  return roster.some((holder) => holder.personId === assignee_id && isSeat(holder, task)) ? assignee_id : null;
};

/** Who may decide a task that is kept for somebody: while it is delegated the one who asked, not the one who was asked. */
export const ownerOf = (loaded: Pick<LoadedCase, 'roster'>, task: TaskRow): string | null =>
  task.delegated_from === null ? assigneeOf(loaded, task) : assigneeOf(loaded, { ...task, assignee_id: task.delegated_from, delegated_from: null });

const stillHolds = (task: string, person: string): string => `(${task}.position IS NULL OR EXISTS (
  SELECT FROM assignments h JOIN persons hp ON hp.id = h.person_id AND hp.active WHERE h.person_id = ${person} AND h.position = ${task}.position AND h.org_id = ${task}.org_id AND (${task}.dept IS NULL OR h.dept = ${task}.dept)
    AND ${holdsNow('h')}))`;

/** `assigneeOf` as an SQL expression on a row of `tasks`. */
export const assigneeIn = (task: string): string => `CASE WHEN ${task}.assignee_id IS NULL OR ${task}.delegated_from IS NOT NULL OR ${stillHolds(task, `${task}.assignee_id`)} THEN ${task}.assignee_id END`;

/** `ownerOf` as an SQL expression on a row of `tasks`. */
export const ownerIn = (task: string): string => `CASE WHEN ${stillHolds(task, `coalesce(${task}.delegated_from, ${task}.assignee_id)`)} THEN coalesce(${task}.delegated_from, ${task}.assignee_id) END`;
