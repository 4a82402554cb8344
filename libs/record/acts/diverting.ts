/** A submission that declares what G1 or G2 turns away opens a special review, and nothing of it is kept. */
import { SPECIAL_REVIEW } from '@libs/domain/special-review';
import { DomainError } from '@libs/platform/errors/domain-error';
import { divertSubmission } from '../diversions';
import type { CaseRecord } from '../record';
import { DivertedError } from './diverted';

/** An act whose submission may be turned away: the answer then tells the case of its special review. */
export async function diverting<T>(record: CaseRecord, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DivertedError) || !record.desks.has(SPECIAL_REVIEW)) throw error;
    const { id, number } = await divertSubmission(record, error.diversion);
    throw new DomainError('GATE_FAILED', { members: { ...error.members, diversion: { caseId: id, number } } });
  }
}
