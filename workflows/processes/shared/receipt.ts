import { CONFIRM_OUTCOMES, type OutcomeSpec } from '@workflows/kit/definition';

/** What is reported to the district: it finds that nothing is missing, or returns it with a list of what is. */
export const RECEIPT_OUTCOMES = {
  APPROVE: { ...CONFIRM_OUTCOMES.APPROVE, title: '齐全，接收' },
  RETURN: { ...CONFIRM_OUTCOMES.RETURN, evidence: true },
} as const satisfies Record<string, OutcomeSpec>;
