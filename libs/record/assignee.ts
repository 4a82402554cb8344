/**
 * Who sits on a task: the one rule for an act under its lock and for what a screen offers, and the same once more as SQL,
 * for lists.
 */
import { holdsNow } from '@libs/persistence/holds-now';
import type { Actor, HeldPosition, LoadedCase } from './loaded';
import type { TaskRow } from './rows';
import { isSeat } from './seats';
import { agenciesOf, reachesCase } from './stand-ins';

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

/** A position in which somebody may act. */
export interface Place extends HeldPosition {
  /** For whom they stand in there (代理); nobody where it is their own. */
  readonly standsFor: string | null;
}

/** Somebody with the positions in which they may act, their own first, and the bodies of which they are a member now. */
export interface Sitter {
  readonly personId: string;
  readonly places: readonly Place[];
  readonly bodies: readonly string[];
}

export const placesOf = ({ assignments, standsIn }: Actor): Place[] => [...assignments.map((held) => ({ ...held, standsFor: null })), ...standsIn];

export const sitterOf = ({ members }: Pick<LoadedCase, 'members'>, actor: Actor): Sitter => ({
  personId: actor.personId,
  places: placesOf(actor),
  bodies: members.flatMap(({ personId, bodyId }) => (personId === actor.personId ? [bodyId] : [])),
});

type Seat = Pick<TaskRow, 'position' | 'org_id' | 'dept' | 'person_id' | 'body_id'>;

/** Whether somebody may decide a task as far as it names a person or is kept for one. */
const isOpenTo = ({ person_id }: Seat, owner: string | null, personId: string): boolean => (owner === null ? person_id === null || person_id === personId : owner === personId);

/**
 * In which position somebody sits on a task, if they do, or as the applicant. Where it is delegated it is still its owner's.
 * An agent sits where a position is asked for, and nowhere in the place of a member of a body or of a person who is asked by name.
 * @param owner for whom the task is kept now
 */
export function placeOn(task: Seat, owner: string | null, { personId, places, bodies }: Sitter, { applicantId, fits = () => true }: { readonly applicantId: string | null; readonly fits?: (place: Place) => boolean }): Place | 'APPLICANT' | undefined {
  const { position, org_id, body_id } = task;
  if (position !== null) return places.find((place) => isOpenTo(task, owner, place.standsFor ?? personId) && isSeat(place, task) && fits(place));
  if (!isOpenTo(task, owner, personId)) return undefined;
  if (personId === applicantId) return 'APPLICANT';
  if (body_id !== null && !bodies.includes(body_id)) return undefined;
  return places.find((place) => place.standsFor === null && (org_id === null || place.orgId === org_id) && fits(place));
}

/** SQL: whether a person still holds the position of a task, where it has one. */
export const stillHolds = (task: string, person: string): string => `(${task}.position IS NULL OR EXISTS (
  SELECT FROM assignments h JOIN persons hp ON hp.id = h.person_id AND hp.active WHERE h.person_id = ${person} AND h.position = ${task}.position AND h.org_id = ${task}.org_id AND (${task}.dept IS NULL OR h.dept = ${task}.dept)
    AND ${holdsNow('h')}))`;

/** `assigneeOf` as an SQL expression on a row of `tasks`. */
export const assigneeIn = (task: string): string => `CASE WHEN ${task}.assignee_id IS NULL OR ${task}.delegated_from IS NOT NULL OR ${stillHolds(task, `${task}.assignee_id`)} THEN ${task}.assignee_id END`;

/** `ownerOf` as an SQL expression on a row of `tasks`. */
export const ownerIn = (task: string): string => `CASE WHEN ${stillHolds(task, `coalesce(${task}.delegated_from, ${task}.assignee_id)`)} THEN coalesce(${task}.delegated_from, ${task}.assignee_id) END`;

const MEMBERSHIPS = (person: string): string => `SELECT m.body_id FROM body_members m WHERE m.person_id = ${person} AND ${holdsNow('m')}`;

/** A `Sitter` as an SQL expression, for a row of `cases`. */
export const sitterIn = (person: string, c: string): string => `json_build_object('personId', ${person}::uuid, 'bodies', ARRAY(${MEMBERSHIPS(person)}),
  'places', (SELECT coalesce(json_agg(x ORDER BY x."standsFor" NULLS FIRST), '[]') FROM (
    SELECT a.position, a.org_id AS "orgId", o.code AS "orgCode", o.type AS "orgType", a.dept, NULL::uuid AS "standsFor" FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = ${person} AND ${holdsNow('a')}
    UNION ALL SELECT a.position, a.org_id, o.code, o.type, a.dept, s.principal_id FROM ${agenciesOf(person)} AND ${reachesCase('s', c)}) x))`;

/**
 * Open tasks on which a person sits, and those with them as a delegate, as rows (id, for_id): for whom they would act,
 * themselves or their principal. Without what is with a delegate; whether the person has stood back from the case is asked beside it. Each branch has an index of its own; what the person
 * holds and for whom they stand in is found once.
 */
export const tasksOf = (person: string): string => {
  const inReach = `(h.principal_id = ${person} OR EXISTS (SELECT FROM cases c WHERE c.id = t.case_id AND ${reachesCase('h', 'c')}))`;
  const isHeld = 't.org_id = h.org_id AND t.position = h.position AND (t.dept IS NULL OR t.dept = h.dept)';
  return `(WITH held AS MATERIALIZED (SELECT a.person_id AS principal_id, a.position, a.org_id, a.dept, NULL::text[] AS process_types, NULL::uuid[] AS unit_ids FROM assignments a WHERE a.person_id = ${person} AND ${holdsNow('a')}
    UNION ALL SELECT s.principal_id, a.position, a.org_id, a.dept, s.process_types, s.unit_ids FROM ${agenciesOf(person)})
  SELECT DISTINCT ON (y.id) y.id, y.for_id FROM (
    SELECT t.id, h.principal_id AS for_id FROM held h JOIN tasks t ON ${isHeld} WHERE t.status = 'OPEN' AND t.person_id IS NULL AND t.delegated_from IS NULL
      AND (t.assignee_id IS NULL OR t.assignee_id = h.principal_id OR NOT ${stillHolds('t', 't.assignee_id')}) AND ${inReach}
    UNION ALL SELECT t.id, h.principal_id FROM held h JOIN tasks t ON t.person_id = h.principal_id AND ${isHeld} WHERE t.status = 'OPEN' AND t.delegated_from IS NULL AND ${inReach}
    UNION ALL SELECT t.id, t.person_id FROM tasks t WHERE t.person_id = ${person} AND t.position IS NULL AND t.status = 'OPEN' AND t.delegated_from IS NULL
      AND (t.body_id IS NULL OR t.body_id IN (${MEMBERSHIPS(person)})) AND ((t.org_id IS NULL AND t.body_id IS NULL) OR EXISTS (SELECT FROM held h WHERE h.principal_id = ${person} AND (t.org_id IS NULL OR h.org_id = t.org_id)))
    UNION ALL SELECT t.id, t.assignee_id FROM tasks t WHERE t.assignee_id = ${person} AND t.delegated_from IS NOT NULL AND t.status = 'OPEN') y
  ORDER BY y.id, y.for_id <> ${person}, y.for_id)`;
};
