import { POLICY_EFFECTIVE_FROM, type BasisClass, type PolicyRow } from './policy';

interface SourcedRow extends Pick<PolicyRow, 'key' | 'title' | 'value' | 'basis' | 'clocks' | 'note'> {
  readonly basisClass: Exclude<BasisClass, 'D'>;
  /** The source was read, but something about this row (a renumbered article, a draft) is not confirmed. */
  readonly unconfirmed?: boolean;
}

/** A row whose figure has a source. Verified only where the full text was read (S, F). */
export function sourced({ unconfirmed = false, ...row }: SourcedRow): PolicyRow {
  const readInFull = row.basisClass === 'S' || row.basisClass === 'F';
  return { ...row, verified: readInFull && !unconfirmed, effectiveFrom: POLICY_EFFECTIVE_FROM };
}

interface DesignedRow extends Pick<PolicyRow, 'key' | 'title' | 'value' | 'clocks' | 'note'> {
  /** Why this system sets the figure (zh-CN). */
  readonly reason: string;
}

/** A row that this system sets because no legal figure exists: class D, never verified. */
export function designed({ reason, ...row }: DesignedRow): PolicyRow {
  return { ...row, basis: `系统设定：${reason}`, basisClass: 'D', verified: false, effectiveFrom: POLICY_EFFECTIVE_FROM };
}
