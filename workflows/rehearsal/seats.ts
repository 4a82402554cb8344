/** Seats in words: which position of which organisation, for people who have not met the case yet. */
import { assertNever } from '@libs/domain/assert-never';
import { POSITIONS, type PositionCode, type PositionScope } from '@libs/domain/positions';
import type { BodyCode, Seat } from '@workflows/kit/definition';

export const BODY_TITLES: Readonly<Record<BodyCode, string>> = { UNIT_ETHICS_COMMITTEE: '伦理委员会', UNIT_TECH_REVIEW_GROUP: '技术审核组' };

/** The organisation that each scope means for the case at hand, as people call it. */
export type OrgTerms = Readonly<Record<PositionScope, string>>;

export type SeatView =
  | { readonly position: PositionCode; readonly title: string; readonly org: string }
  | { readonly body: BodyCode; readonly title: string; readonly org: string }
  | { readonly applicant: true; readonly title: string };

/** A seat with its titles. Bodies belong to the unit. */
export function seatView(seat: Seat, orgTerms: OrgTerms): SeatView {
  if ('position' in seat) {
    const { title, scope } = POSITIONS[seat.position];
    return { position: seat.position, title, org: orgTerms[scope] };
  }
  if ('body' in seat) return { body: seat.body, title: BODY_TITLES[seat.body], org: orgTerms.UNIT };
  if ('applicant' in seat) return { applicant: true, title: '申请人' };
  return assertNever(seat);
}
