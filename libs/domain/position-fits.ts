import { assertNever } from './assert-never';
import { type OrganisationType, type PositionCode, POSITIONS } from './positions';

/**
 * Whether a position can be held in an organisation of this type (regulation.md §4, columns scope and org types). An
 * external authority is only reported to: nobody of it signs in, so nobody holds anything in it.
 */
export function positionFits(position: PositionCode, type: OrganisationType): boolean {
  if (type === 'EXTERNAL_AUTHORITY') return false;
  const { scope } = POSITIONS[position];
  switch (scope) {
    case 'DISTRICT':
      return type === 'DISTRICT_COMMISSION';
    case 'CENTER':
      return type === 'DISTRICT_CENTER';
    case 'UNIT':
      return type === 'MEDICAL_INSTITUTION';
    case 'OWN_ORG':
    case 'SYSTEM':
      return true;
    default:
      return assertNever(scope);
  }
}
