import type { ErrorCode } from '@libs/platform/errors/catalogue';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';

/** What the API itself puts into the audit: acts on cases are audited by the record. */
export type AuditAction =
  | 'LOGIN' | 'LOGIN_CHALLENGED' | 'LOGOUT' | 'REAUTHENTICATED' | 'SESSION_ENDED' | 'SESSIONS_ENDED' | 'SESSIONS_READ' | 'ACCOUNT_LOCKED' | 'TOKEN_ISSUED'
  | 'SECOND_FACTOR_BEGUN' | 'SECOND_FACTOR_ENROLLED' | 'SECOND_FACTOR_RESET' | 'RECOVERY_CODE_USED' | 'RECOVERY_CODES_RENEWED'
  | 'ASSIGNMENT_BEGUN' | 'ASSIGNMENT_ENDED' | 'ASSIGNMENT_REPLACED' | 'MEMBER_ADDED' | 'MEMBER_ENDED' | 'AGENT_APPOINTED' | 'AGENT_ENDED' | 'ABSENCE_ENTERED' | 'ABSENCE_CANCELLED' | 'POLICY_SET' | 'AUDIT_READ'
  | 'ATTACHMENT_UPLOADED' | 'ATTACHMENT_READ' | 'ATTACHMENT_REMOVED' | 'REGISTER_READ' | 'RESOURCE_LIST_READ' | 'GRADING_SUGGESTED' | 'REGISTER_EXPORTED' | 'COMMENTED'
  | 'WEBHOOK_ADDED' | 'WEBHOOK_CHANGED' | 'WEBHOOK_DELETED' | 'WEBHOOK_SECRET_ROTATED'
  | 'UNIT_PREFERENCES_SET' | 'MAIL_ADDRESS_SET' | 'REDELIVERED'
  | 'ROSTER_IMPORTED' | 'BINDING_MADE' | 'BINDING_UNDONE';

export interface AuditEntry {
  readonly action: AuditAction;
  readonly actorKind: 'PERSON' | 'CLIENT' | 'SYSTEM';
  /** None where nobody could be made out. */
  readonly actorId?: string;
  readonly orgId?: string;
  readonly caseId?: string;
  /** The code with which the attempt was refused. */
  readonly refused?: ErrorCode;
  /** Ids, enums and counts, the host that is told something, and the reason where one is required; never names, other texts or secrets. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** Writes an audit event with the caller's own connection, so that it stands or falls with what it tells. */
export async function audit(manager: EntityManager, { action, actorKind, actorId, orgId, caseId, refused, details }: AuditEntry): Promise<void> {
  await manager.query(
    `INSERT INTO audit_events (id, action, actor_kind, actor_id, org_id, case_id, refused, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [v7(), action, actorKind, actorId ?? null, orgId ?? null, caseId ?? null, refused ?? null, details ?? {}],
  );
}
