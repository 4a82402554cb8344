import { DomainError, type FailedGate } from '@libs/platform/errors/domain-error';
import type { Diversion } from '../diversions';

/** A submission that G1 or G2 turns away to the special review. */
export class DivertedError extends DomainError {
  constructor(
    gates: readonly FailedGate[],
    readonly diversion: Diversion,
  ) {
    super('GATE_FAILED', { members: { gates } });
  }
}
