/** The answer to a platform that must ask before it serves (第十九条). */
import { validity, type InvalidReason } from '@libs/record/validity';
import type { GrantRead } from './grant.repository';

export interface Verification {
  readonly valid: boolean;
  readonly reason?: InvalidReason | 'OPERATION_NOT_GRANTED' | 'BULK_NOT_GRANTED';
  readonly validUntil: string;
  readonly scope: Readonly<Record<string, unknown>>;
}

/** 第十八条: each of these needs a one-time grant of its own (gate G8). */
const BULK: ReadonlySet<string> = new Set(['BULK_MODIFY', 'BULK_COPY', 'BULK_DOWNLOAD', 'OTHER_CRITICAL']);

/** @param at in milliseconds since the epoch; the database's now unless given */
export function verify(read: GrantRead, operation: string | undefined, at: number = Date.parse(read.now)): Verification {
  const { grant, operations } = read;
  const scope = { ...grant.scope, ...(operations && { operations: operations.filter((one) => !BULK.has(one)) }) };
  const answer = { validUntil: grant.valid_until, scope };
  if (read.case.stopped !== null) return { valid: false, reason: 'CASE_STOPPED', ...answer };
  const { valid, reason } = validity({ grant, caseStatus: read.case.status, at });
  if (!valid) return { valid, reason, ...answer };
  const refused = operation === undefined ? undefined : operationRefusal(operations, operation);
  return refused ? { valid: false, reason: refused, ...answer } : { valid: true, ...answer };
}

/** Why a grant does not cover an operation, whatever the time. */
export function operationRefusal(operations: GrantRead['operations'], operation: string): 'OPERATION_NOT_GRANTED' | 'BULK_NOT_GRANTED' | undefined {
  if (BULK.has(operation)) return 'BULK_NOT_GRANTED';
  return operations && !operations.includes(operation) ? 'OPERATION_NOT_GRANTED' : undefined;
}
