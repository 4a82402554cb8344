/** The answer to a platform that must ask before it serves (第十九条). */
import { isBulkOperation } from '@libs/domain/bulk-operations';
import { GATE_RULES } from '@libs/domain/gates';
import { validity, type InvalidReason } from '@libs/record/validity';
import type { GrantRead, LinkedGrant } from './grant.repository';

export interface Verification {
  readonly valid: boolean;
  readonly reason?: InvalidReason | OperationRefusal | 'USE_NOT_VALID';
  readonly validUntil: string;
  readonly scope: Readonly<Record<string, unknown>>;
  /** The grant under which a bulk operation is done, and against which it is metered. */
  readonly bulkGrantId?: string;
}
type OperationRefusal = 'OPERATION_NOT_GRANTED' | 'BULK_NOT_GRANTED';
type Asked = Pick<GrantRead, 'grant' | 'operations' | 'bulk'>;

/** @param at in milliseconds since the epoch; the database's now unless given */
export function verify(read: GrantRead, operation: string | undefined, at: number = Date.parse(read.now)): Verification {
  const { grant, operations, base } = read;
  const scope = { ...grant.scope, ...(operations && { operations: operations.filter((one) => !isBulkOperation(one)) }) };
  const answer = { validUntil: grant.valid_until, scope };
  if (read.case.stopped !== null) return { valid: false, reason: 'CASE_STOPPED', ...answer };
  const { valid, reason } = validity({ grant, caseStatus: read.case.status, at });
  if (!valid) return { valid, reason, ...answer };
  // 第十八条: what rests on a use is worth nothing without it.
  if (base && !lives(base, at)) return { valid: false, reason: 'USE_NOT_VALID', ...answer };
  if (operation === undefined) return { valid: true, ...answer };
  const refused = operationRefusal(read, operation, at);
  if (refused) return { valid: false, reason: refused, ...answer };
  const bulk = bulkGrant(read, operation, at);
  return { valid: true, ...answer, ...(bulk && { bulkGrantId: bulk.grant.id }) };
}

/** Why a grant does not cover an operation, whatever its own time: one for a bulk operation covers that and no other. */
export function operationRefusal(read: Asked, operation: string, at: number): OperationRefusal | undefined {
  const own = read.grant.scope['operation'];
  if (own !== undefined) return own === operation ? undefined : 'OPERATION_NOT_GRANTED';
  if (isBulkOperation(operation)) return GATE_RULES.G8.check({ bulkOperation: true, bulkGranted: bulkGrant(read, operation, at) !== undefined }) && 'BULK_NOT_GRANTED';
  return read.operations && !read.operations.includes(operation) ? 'OPERATION_NOT_GRANTED' : undefined;
}

/** The living grant for this bulk operation that rests on a use. */
const bulkGrant = ({ bulk }: Pick<GrantRead, 'bulk'>, operation: string, at: number): LinkedGrant | undefined => bulk.find((one) => one.grant.scope['operation'] === operation && lives(one, at));

/** Whether a linked grant is valid at an instant. */
export const lives = ({ grant, status, stopped }: LinkedGrant, at: number): boolean => !stopped && validity({ grant, caseStatus: status, at }).valid;
