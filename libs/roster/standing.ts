import { holdsNow } from '@libs/persistence/holds-now';
import { positionCode } from '@libs/persistence/position-code';
import { POSITIONS, type OrganisationType, type PositionCode } from '@libs/domain/positions';
import type { EntityManager } from 'typeorm';

export interface StandingOrganisation {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly type: OrganisationType;
}
export interface StandingPerson {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly active: boolean;
}
/** Instants in milliseconds since the epoch; no end is null. */
export interface StandingTerm {
  readonly from: number;
  readonly to: number | null;
}
export interface StandingAssignment extends StandingTerm {
  readonly id: string;
  readonly account: string;
  readonly orgCode: string;
  readonly position: PositionCode;
  readonly dept: string | null;
  readonly documentNo: string | null;
}
export interface StandingBody {
  readonly id: string;
  readonly orgCode: string;
  readonly code: string;
  readonly title: string;
}
export interface StandingMember extends StandingTerm {
  readonly orgCode: string;
  readonly bodyCode: string;
  readonly account: string;
  readonly chair: boolean;
}

/** The roster as it stands: what holds now, and what will. */
export interface StandingRoster {
  /** The database's now. */
  readonly now: number;
  readonly organisations: readonly StandingOrganisation[];
  readonly persons: readonly StandingPerson[];
  readonly assignments: readonly StandingAssignment[];
  readonly bodies: readonly StandingBody[];
  readonly members: readonly StandingMember[];
}

/** Writers of the roster wait for one another from here to the end of the transaction; those who read it wait for nobody. */
const LOCK = 'LOCK TABLE organisations, persons, assignments, bodies, body_members IN SHARE ROW EXCLUSIVE MODE';

/** Milliseconds of a column; the driver would give a Date. */
const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const NOT_OVER = (alias: string): string => `(${alias}.valid_to IS NULL OR ${alias}.valid_to > statement_timestamp())`;
const TERM = (alias: string): string => `${ms(`${alias}.valid_from`)} AS "from", ${ms(`${alias}.valid_to`)} AS "to"`;

/** $1 person, $2 position: a row where they hold it now. */
export const HOLDS_POSITION = `SELECT FROM assignments a JOIN persons p ON p.id = a.person_id WHERE a.person_id = $1 AND a.position = $2 AND p.active AND ${holdsNow('a')}`;

/** Whether a person holds a position now, asked in the caller's transaction. */
export async function holdsPosition(manager: EntityManager, personId: string, position: PositionCode): Promise<boolean> {
  const rows = await manager.query<unknown[]>(HOLDS_POSITION, [personId, position]);
  return rows.length > 0;
}

const ADMINISTRATION = Object.entries(POSITIONS).flatMap(([code, { scope }]) => (scope === 'SYSTEM' ? [code] : []));

/** Whether a person holds an administrator's position of any kind, or is to hold one. */
export async function administers(manager: EntityManager, personId: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(`SELECT FROM assignments a WHERE a.person_id = $1 AND a.position = ANY ($2) AND ${NOT_OVER('a')}`, [personId, ADMINISTRATION]);
  return rows.length > 0;
}

export const lockRoster = async (manager: EntityManager): Promise<void> => void (await manager.query(LOCK));

/** In the caller's transaction, which is `REPEATABLE READ` or holds `lockRoster`. */
export async function readStanding(manager: EntityManager): Promise<StandingRoster> {
  const [clock] = await manager.query<{ now: number }[]>(`SELECT ${ms('statement_timestamp()')} AS now`);
  const organisations = await manager.query<StandingOrganisation[]>('SELECT id, code, name, type FROM organisations ORDER BY code');
  const persons = await manager.query<StandingPerson[]>('SELECT id, account, name, active FROM persons ORDER BY account');
  const assignments = await manager.query<(Omit<StandingAssignment, 'position'> & { position: string })[]>(
    `SELECT a.id, p.account, o.code AS "orgCode", a.position, a.dept, a.document_no AS "documentNo", ${TERM('a')}
     FROM assignments a JOIN persons p ON p.id = a.person_id JOIN organisations o ON o.id = a.org_id WHERE ${NOT_OVER('a')} ORDER BY a.valid_from, a.id`,
  );
  const bodies = await manager.query<StandingBody[]>('SELECT b.id, o.code AS "orgCode", b.code, b.title FROM bodies b JOIN organisations o ON o.id = b.org_id ORDER BY o.code, b.code');
  const members = await manager.query<StandingMember[]>(
    `SELECT o.code AS "orgCode", b.code AS "bodyCode", p.account, m.chair, ${TERM('m')}
     FROM body_members m JOIN bodies b ON b.id = m.body_id JOIN organisations o ON o.id = b.org_id JOIN persons p ON p.id = m.person_id
     WHERE ${NOT_OVER('m')} ORDER BY m.valid_from, p.account`,
  );
  return { now: clock?.now ?? 0, organisations, persons, assignments: assignments.map((row) => ({ ...row, position: positionCode(row.position) })), bodies, members };
}
