/** Who may know of a case: the same rule once for a loaded case and once as a condition of a list (regulation.md §4). */
import { holdsNow } from '@libs/persistence/holds-now';
import type { Actor } from './loaded';
import type { CaseRow } from './rows';

const SEES_THE_DISTRICT: ReadonlySet<string> = new Set(['DISTRICT_COMMISSION', 'DISTRICT_CENTER']);

/** The applicant, whoever sits in the case, the unit's position holders, the district, the centre and the process administrators. */
export function maySee(actor: Actor, row: Pick<CaseRow, 'org_id' | 'applicant_id'>, involved: ReadonlySet<string>): boolean {
  if (!actor.active) return false;
  if (row.applicant_id === actor.personId || involved.has(actor.personId)) return true;
  return actor.assignments.some(
    ({ position, orgId, orgType }) => SEES_THE_DISTRICT.has(orgType) || position === 'PROCESS_ADMINISTRATOR' || (orgId === row.org_id && position !== 'UNIT_STAFF'),
  );
}

const VALID = holdsNow('a');

/** The same as a SQL condition on `cases c`; `person` is the parameter of the caller's id. */
export const visibleTo = (person: string): string => `(c.applicant_id = ${person}
  OR EXISTS (SELECT FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = ${person}
    AND ${VALID}
    AND (o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER') OR a.position = 'PROCESS_ADMINISTRATOR' OR (a.org_id = c.org_id AND a.position <> 'UNIT_STAFF')))
  OR EXISTS (SELECT FROM tasks t WHERE t.case_id = c.id AND (t.person_id = ${person} OR t.assignee_id = ${person}))
  OR EXISTS (SELECT FROM decisions d WHERE d.case_id = c.id AND d.actor_id = ${person}))`;

/**
 * The same once more, for lists: what the person holds and is involved in is found once, not once for each case. For one
 * case `visibleTo` is cheaper.
 */
export const visibleAmong = (person: string): string => `(c.applicant_id = ${person}
  OR (SELECT EXISTS (SELECT FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = ${person} AND ${VALID}
    AND (o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER') OR a.position = 'PROCESS_ADMINISTRATOR')))
  OR c.org_id IN (SELECT a.org_id FROM assignments a WHERE a.person_id = ${person} AND ${VALID} AND a.position <> 'UNIT_STAFF')
  OR c.id IN (SELECT t.case_id FROM tasks t WHERE t.person_id = ${person} UNION ALL SELECT t.case_id FROM tasks t WHERE t.assignee_id = ${person}
    UNION ALL SELECT d.case_id FROM decisions d WHERE d.actor_id = ${person}))`;
