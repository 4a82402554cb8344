import { DomainError } from '@libs/platform/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { audit, type AuditEntry } from './audit';

/** Audits, beside what was rolled back, that an attempt was refused. Throws what it threw. */
export async function auditRefusal<T>(manager: EntityManager, entry: Omit<AuditEntry, 'refused'>, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof DomainError) await audit(manager, { ...entry, refused: error.code });
    throw error;
  }
}
