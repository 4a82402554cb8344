/** What an import would do, in the words of people: no ids, so that the same file gives the same changes, and their digest, each time. */
import type { OrganisationType, PositionCode } from '@libs/domain/positions';

export type Action = 'CREATE' | 'CHANGE' | 'END';

export interface OrganisationRow {
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
}
export interface PersonRow {
  readonly account: string;
  readonly name: string;
  readonly active: boolean;
}
/** RFC 3339, in UTC. */
export interface TermRow {
  /** Null: from when it is imported. */
  readonly validFrom: string | null;
  /** The first instant at which it holds no more; null: no end. */
  readonly validTo: string | null;
}
export interface AssignmentRow extends TermRow {
  readonly account: string;
  readonly orgCode: string;
  readonly position: PositionCode;
  readonly dept: string | null;
  readonly documentNo: string | null;
}
export interface BodyRow {
  readonly orgCode: string;
  readonly bodyCode: string;
  readonly title: string;
}
export interface MemberRow extends TermRow {
  readonly orgCode: string;
  readonly bodyCode: string;
  readonly account: string;
  readonly chair: boolean;
}

interface Of<S extends string, R> {
  readonly subject: S;
  readonly action: Action;
  /** As it will be; what ends, as it was. */
  readonly row: R;
  /** What is changed, as it is. */
  readonly before?: Partial<R>;
}
export type OrganisationChange = Of<'ORGANISATION', OrganisationRow>;
export type PersonChange = Of<'PERSON', PersonRow>;
export type AssignmentChange = Of<'ASSIGNMENT', AssignmentRow>;
export type BodyChange = Of<'BODY', BodyRow>;
export type MemberChange = Of<'MEMBER', MemberRow>;
/** In the order in which they have to be written. */
export type RosterChange = OrganisationChange | PersonChange | AssignmentChange | BodyChange | MemberChange;

export interface Counts {
  readonly created: number;
  readonly changed: number;
  readonly ended: number;
}

export function countsOf(changes: readonly RosterChange[]): Counts {
  const count = (wanted: Action): number => changes.filter(({ action }) => action === wanted).length;
  return { created: count('CREATE'), changed: count('CHANGE'), ended: count('END') };
}

/** One key for each thing that a row names. */
export const assignmentKey = ({ account, orgCode, position, dept }: Pick<AssignmentRow, 'account' | 'orgCode' | 'position' | 'dept'>): string => [account, orgCode, position, dept ?? ''].join('\n');
export const bodyKey = ({ orgCode, bodyCode }: Pick<BodyRow, 'orgCode' | 'bodyCode'>): string => [orgCode, bodyCode].join('\n');
export const memberKey = (row: Pick<MemberRow, 'account' | 'orgCode' | 'bodyCode'>): string => [bodyKey(row), row.account].join('\n');
