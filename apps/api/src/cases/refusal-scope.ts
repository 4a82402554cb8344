import { watchesOver } from '@libs/record/scope';
import type { PersonPrincipal } from '../auth/principal';
import type { CaseAbout } from './case.repository';

/**
 * Whether somebody who may see a case is shown the refused attempts on it as well: those who watch over it (the unit's
 * position holders, the district, the administrators), and never its applicant, whatever else they hold.
 */
export const seesRefusals = ({ personId, assignments }: Pick<PersonPrincipal, 'personId' | 'assignments'>, { orgId, applicantId }: CaseAbout): boolean =>
  personId !== applicantId && assignments.some(({ position, org }) => watchesOver({ position, orgId: org.id, orgType: org.type }, orgId));
