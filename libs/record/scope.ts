/** Who may know of a case: the same rule once for a loaded case and once as a condition of a list (regulation.md §4). */
import type { OrganisationType } from '@libs/domain/positions';
import { holdsNow } from '@libs/persistence/holds-now';
import type { Actor, HeldPosition } from './loaded';
import { notRecused } from './recused';
import type { CaseRow, TaskRow } from './rows';
import { agenciesOf, reachesCase } from './stand-ins';

/** The commission and the centre see what every unit does. */
export const seesTheDistrict = (type: OrganisationType): boolean => type === 'DISTRICT_COMMISSION' || type === 'DISTRICT_CENTER';

/** Whether who holds a position watches over the cases of an organisation: its position holders, the district, the process administrators. */
export const watchesOver = ({ position, orgId, orgType }: Pick<HeldPosition, 'position' | 'orgId' | 'orgType'>, caseOrgId: string): boolean =>
  seesTheDistrict(orgType) || position === 'PROCESS_ADMINISTRATOR' || (orgId === caseOrgId && position !== 'UNIT_STAFF');

/**
 * The applicant, whoever sits in the case, had a task of it in hand, decided in it or was sent a copy, the unit's position
 * holders, the district, the centre and the process administrators, and who stands in for one of them there; whoever has
 * stood back from it (回避) in no capacity.
 */
export function maySee(actor: Actor, row: Pick<CaseRow, 'org_id' | 'applicant_id'>, involved: ReadonlySet<string>, recused: ReadonlySet<string>): boolean {
  if (!actor.active || recused.has(actor.personId)) return false;
  if (row.applicant_id === actor.personId || involved.has(actor.personId)) return true;
  return [...actor.assignments, ...actor.standsIn].some((held) => watchesOver(held, row.org_id));
}

/** Whether somebody was ever given a task of a case, handed one on, or decided in it. Tasks come with the assignee for whom they are kept now. */
export const hasSat = (personId: string, tasks: readonly Pick<TaskRow, 'person_id' | 'assignee_id' | 'chain'>[], deciders: readonly string[]): boolean =>
  deciders.includes(personId) || tasks.some(({ person_id, assignee_id, chain }) => person_id === personId || assignee_id === personId || chain.includes(personId));

const VALID = holdsNow('a');

/** SQL: whether somebody stands in for a principal who watches over the case by position. */
const byAgency = (person: string): string => `EXISTS (SELECT FROM ${agenciesOf(person)} AND ${reachesCase('s', 'c')} AND (o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER') OR a.org_id = c.org_id))`;
/** SQL: whether somebody is an agent at all: nearly nobody is, and need not be looked at for each case. */
const isAgent = (person: string): string => `(SELECT EXISTS (SELECT FROM standing_agents s WHERE s.agent_id = ${person} AND ${holdsNow('s')}))`;

/** The same as a SQL condition on `cases c`; `person` is the parameter of the caller's id. */
export const visibleTo = (person: string): string => `(${notRecused(person, 'c.id')} AND (c.applicant_id = ${person}
  OR EXISTS (SELECT FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = ${person}
    AND ${VALID}
    AND (o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER') OR a.position = 'PROCESS_ADMINISTRATOR' OR (a.org_id = c.org_id AND a.position <> 'UNIT_STAFF')))
  OR ${byAgency(person)}
  OR EXISTS (SELECT FROM tasks t WHERE t.case_id = c.id AND (t.person_id = ${person} OR t.assignee_id = ${person} OR ${person} = ANY(t.chain)))
  OR EXISTS (SELECT FROM decisions d WHERE d.case_id = c.id AND d.actor_id = ${person})
  OR EXISTS (SELECT FROM copies k WHERE k.case_id = c.id AND k.to_id = ${person})))`;

/**
 * The same once more, for lists: what the person holds and is involved in is found once, not once for each case. For one
 * case `visibleTo` is cheaper.
 */
export const visibleAmong = (person: string): string => `(c.id NOT IN (SELECT x.case_id FROM recusals x WHERE x.person_id = ${person}) AND (c.applicant_id = ${person}
  OR (SELECT EXISTS (SELECT FROM assignments a JOIN organisations o ON o.id = a.org_id WHERE a.person_id = ${person} AND ${VALID}
    AND (o.type IN ('DISTRICT_COMMISSION', 'DISTRICT_CENTER') OR a.position = 'PROCESS_ADMINISTRATOR')))
  OR c.org_id IN (SELECT a.org_id FROM assignments a WHERE a.person_id = ${person} AND ${VALID} AND a.position <> 'UNIT_STAFF')
  OR (${isAgent(person)} AND ${byAgency(person)})
  OR c.id IN (SELECT t.case_id FROM tasks t WHERE t.person_id = ${person} UNION ALL SELECT t.case_id FROM tasks t WHERE t.assignee_id = ${person}
    UNION ALL SELECT t.case_id FROM tasks t WHERE t.chain <> '{}' AND t.chain @> ARRAY[${person}]::uuid[]
    UNION ALL SELECT d.case_id FROM decisions d WHERE d.actor_id = ${person} UNION ALL SELECT k.case_id FROM copies k WHERE k.to_id = ${person})))`;
