import type { AuditRow } from './rows';

/** Who an audit event is by. The system acts by the database's clock. */
export type By = Pick<AuditRow, 'actor_kind' | 'actor_id' | 'position' | 'org_id'>;
export const SYSTEM: By = { actor_kind: 'SYSTEM', actor_id: null, position: null, org_id: null };

export interface Told {
  readonly action: string;
  readonly by: By;
  readonly details?: Readonly<Record<string, unknown>>;
}
