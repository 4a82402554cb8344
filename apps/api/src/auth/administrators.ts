import type { PositionCode } from '@libs/domain/positions';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseRecord } from '@libs/record/record';
import { HOLDS_POSITION } from '@libs/roster/standing';
import type { PersonPrincipal } from './principal';

const holds = ({ assignments }: PersonPrincipal, position: PositionCode): boolean => assignments.some((held) => held.position === position);

/** A check that throws `NOT_ELIGIBLE` unless the caller holds the position. */
export const holding =
  (position: PositionCode) =>
  (person: PersonPrincipal): void => {
    if (!holds(person, position)) throw new DomainError('NOT_ELIGIBLE');
  };

/** The same for what changes something: asked of the roster as it is done, not of what is remembered of the caller; the refused attempt is on the record, a flood of them as one counted event. */
export async function mustHold(record: CaseRecord, person: PersonPrincipal, position: PositionCode, action: string): Promise<void> {
  const { rowCount } = await record.pool.query(HOLDS_POSITION, [person.personId, position]);
  if (rowCount) return;
  const row = record.refusals.rowFor({ action, actor_kind: 'PERSON', actor_id: person.personId, org_id: null, case_id: null, refused: 'NOT_ELIGIBLE', details: {} });
  if (row) await record.audit([row]);
  throw new DomainError('NOT_ELIGIBLE');
}
