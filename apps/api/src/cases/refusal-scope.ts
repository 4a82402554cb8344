import type { PersonPrincipal } from '../auth/principal';
import type { CaseAbout } from './case.repository';

const DISTRICT: ReadonlySet<string> = new Set(['DISTRICT_COMMISSION', 'DISTRICT_CENTER']);

/**
 * Whether somebody who may see a case is shown the refused attempts on it as well: those who watch over it (the unit's
 * position holders, the district, the administrators), and never its applicant, whatever else they hold.
 */
export const seesRefusals = ({ personId, assignments }: Pick<PersonPrincipal, 'personId' | 'assignments'>, { orgId, applicantId }: CaseAbout): boolean =>
  personId !== applicantId &&
  assignments.some(({ position, org }) => DISTRICT.has(org.type) || position === 'PROCESS_ADMINISTRATOR' || (org.id === orgId && position !== 'UNIT_STAFF'));
