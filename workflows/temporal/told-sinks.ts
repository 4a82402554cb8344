import type { Sinks } from '@temporalio/workflow';

/** What a run tells its worker: how far it has been told. Never called during replay. */
export interface ToldSinks extends Sinks {
  readonly told: { ran(at: { readonly caseId: string; readonly seq: number }): void };
}
