import type { AuditRow } from './rows';

/** Who an audit event is by. The system acts by the database's clock. */
export interface By extends Pick<AuditRow, 'actor_kind' | 'actor_id' | 'position' | 'org_id'> {
  /** The principal for whom a standing agent acts (代理). */
  readonly on_behalf_of?: string;
}
export const SYSTEM: By = { actor_kind: 'SYSTEM', actor_id: null, position: null, org_id: null };

/** In whose place somebody acts: their own, or their principal's. */
export const inWhosePlace = ({ actor_id, on_behalf_of }: By): string | null => on_behalf_of ?? actor_id;

/** Everybody who answers for an act: whoever acts, and for whom they stand in. Separation of duties counts both. */
export const answerable = ({ actor_id, on_behalf_of }: By): string[] => [actor_id, on_behalf_of].filter((person) => person !== null && person !== undefined);

export interface Told {
  readonly action: string;
  readonly by: By;
  readonly details?: Readonly<Record<string, unknown>>;
}
