import type { PositionCode } from './positions';

/**
 * 三员分立: who runs the system, who secures it and who audits both are different people. The three roles of the security
 * management centre of 网络安全等级保护基本要求 (GB/T 22239-2019; recalled, class R): the district's text names none of them.
 */
export const ADMINISTRATORS = ['SYSTEM_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'AUDIT_ADMINISTRATOR'] as const satisfies readonly PositionCode[];
export type Administrator = (typeof ADMINISTRATORS)[number];

/** What only an administrator does, and which of the three. */
export const ADMINISTRATION = {
  /** Persons and their assignments to positions other than administrators'. */
  KEEP_ROSTER: 'SYSTEM_ADMINISTRATOR',
  /** Assignments of administrators, of process administrators too. */
  APPOINT_ADMINISTRATORS: 'SECURITY_ADMINISTRATOR',
  END_SESSIONS: 'SECURITY_ADMINISTRATOR',
  RESET_SECOND_FACTOR: 'SECURITY_ADMINISTRATOR',
  SET_POLICIES: 'SECURITY_ADMINISTRATOR',
  READ_AUDIT: 'AUDIT_ADMINISTRATOR',
} as const satisfies Readonly<Record<string, Administrator>>;
export type Administration = keyof typeof ADMINISTRATION;

/** From when until when somebody holds a position: milliseconds since the epoch, the end not included; null without end. */
export interface Tenure {
  readonly position: PositionCode;
  readonly from: number;
  readonly to: number | null;
}

const isAdministrator = (position: PositionCode): position is Administrator => ADMINISTRATORS.some((one) => one === position);
const overlap = (a: Tenure, b: Tenure): boolean => a.from < (b.to ?? Infinity) && b.from < (a.to ?? Infinity);

/** The administrator's role, held at the same time, that keeps a person from this tenure; undefined where nothing does. */
export function administratorInTheWay(wanted: Tenure, held: readonly Tenure[]): Administrator | undefined {
  if (!isAdministrator(wanted.position)) return undefined;
  return held.filter((one) => one.position !== wanted.position && overlap(wanted, one)).map(({ position }) => position).find(isAdministrator);
}
