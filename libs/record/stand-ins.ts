/**
 * 代理: a standing agent acts in the positions of somebody else, in their own organisation, for a time and within the scope
 * of the agency. What a person holds as an agent they hand on to nobody: only a principal's own positions count.
 */
import { STOOD_IN_FOR, type PositionCode } from '@libs/domain/positions';
import { holdsNow } from '@libs/persistence/holds-now';
import type { HeldPosition } from './loaded';
import { notRecused } from './recused';

/** One agency. No scope is every one. */
export interface Agency {
  readonly principalId: string;
  readonly agentId: string;
  readonly position: PositionCode | null;
  readonly processTypes: readonly string[] | null;
  /** Organisations whose cases it is for. */
  readonly unitIds: readonly string[] | null;
}

/** A position of somebody else's in which a person acts. */
export interface StandIn extends HeldPosition {
  /** The principal. */
  readonly standsFor: string;
}

const mayBeStoodIn: ReadonlySet<PositionCode> = new Set(STOOD_IN_FOR);

/** Whether an agency reaches a position of its principal's, in a case. */
export const reaches = ({ position, processTypes, unitIds }: Agency, held: PositionCode, { process_type, org_id }: { readonly process_type: string; readonly org_id: string }): boolean =>
  mayBeStoodIn.has(held) && (position === null || position === held) && (processTypes === null || processTypes.includes(process_type)) && (unitIds === null || unitIds.includes(org_id));

/**
 * The same as SQL, without its case: agencies `s` of a person that hold now with the assignments `a` of their principals, in
 * organisations `o` to which the agent belongs. Ends in a condition.
 */
export const agenciesOf = (person: string): string => `standing_agents s JOIN persons sp ON sp.id = s.principal_id AND sp.active
  JOIN assignments a ON a.person_id = s.principal_id AND ${holdsNow('a')} AND a.position IN (${STOOD_IN_FOR.map((code) => `'${code}'`).join(', ')}) AND (s.position IS NULL OR a.position = s.position)
  JOIN organisations o ON o.id = a.org_id
  WHERE s.agent_id = ${person} AND ${holdsNow('s')} AND EXISTS (SELECT FROM assignments own WHERE own.person_id = ${person} AND own.org_id = a.org_id AND ${holdsNow('own')})`;

/** SQL: whether an agency reaches a case, from which its principal has not stood back. */
export const reachesCase = (agency: string, c: string): string =>
  `((${agency}.process_types IS NULL OR ${c}.process_type = ANY (${agency}.process_types)) AND (${agency}.unit_ids IS NULL OR ${c}.org_id = ANY (${agency}.unit_ids)) AND ${notRecused(`${agency}.principal_id`, `${c}.id`)})`;
