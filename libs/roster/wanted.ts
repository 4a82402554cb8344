/** The roster as a source wants it, whichever source that is. Organisations, people and bodies are named as people name them. */
import type { OrganisationType, PositionCode } from '@libs/domain/positions';
import type { CivilDate } from '@libs/domain/calendar';
import type { Place } from './problem';

interface Placed {
  readonly place: Place;
}
/** How long it holds. Left out: as it is, or from now on without an end; null: without an end. */
export interface WantedTerm {
  readonly from?: CivilDate;
  /** The last day of it. */
  readonly until?: CivilDate | null;
}
export interface WantedOrganisation extends Placed {
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
}
export interface WantedPerson extends Placed {
  readonly account: string;
  readonly name: string;
  /** Left out: as it is; somebody new is. */
  readonly active?: boolean;
}
export interface WantedAssignment extends Placed, WantedTerm {
  readonly account: string;
  readonly orgCode: string;
  readonly position: PositionCode;
  readonly dept: string | null;
  /** Left out: as it is. */
  readonly documentNo?: string | null;
}
export interface WantedMember extends Placed, WantedTerm {
  readonly orgCode: string;
  readonly bodyCode: string;
  readonly bodyTitle: string;
  readonly account: string;
  /** Left out: as it is; somebody new is none. */
  readonly chair?: boolean;
}
export interface WantedRoster {
  readonly organisations: readonly WantedOrganisation[];
  readonly persons: readonly WantedPerson[];
  readonly assignments: readonly WantedAssignment[];
  readonly members: readonly WantedMember[];
}
