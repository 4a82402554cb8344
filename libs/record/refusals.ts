/** Refused attempts are on the record too; a flood of the same refusal becomes one counted event. */
import type { Pool } from 'pg';
import { newId } from './changes';
import { textOf, type AuditRow } from './rows';
import { AUDIT } from './statements';

export type Refusal = Pick<AuditRow, 'action' | 'actor_kind' | 'actor_id' | 'org_id' | 'case_id' | 'details'> & { readonly refused: string };

/** How many refusals of one kind are written one by one in a minute. */
const SINGLY = 60;
const MINUTE_MS = 60_000;

/** Malformed input writes nothing, not even that it came; neither does a retry that waits for its first. */
const MALFORMED: ReadonlySet<string> = new Set(['MALFORMED', 'FORM_INVALID', 'EVIDENCE_INVALID', 'REASON_REQUIRED', 'IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_MISMATCH']);

interface Burst {
  readonly since: number;
  written: number;
  counted: number;
  readonly refusal: Refusal;
}

export class Refusals {
  private readonly bursts = new Map<string, Burst>();

  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  /** The row to write now, or nothing where a flood is being counted or the input was malformed. */
  rowFor(refusal: Refusal, now = Date.now()): AuditRow | undefined {
    if (MALFORMED.has(refusal.refused)) return undefined;
    const key = `${refusal.actor_id} ${refusal.refused} ${refusal.action} ${refusal.case_id}`;
    let burst = this.bursts.get(key);
    if (!burst || now - burst.since >= MINUTE_MS) {
      if (burst?.counted) void this.write(burst);
      burst = { since: now, written: 0, counted: 0, refusal };
      this.bursts.set(key, burst);
    }
    if (burst.written >= SINGLY) {
      burst.counted += 1;
      return undefined;
    }
    burst.written += 1;
    return row(refusal, 1);
  }

  /** Writes what has only been counted so far; called every minute and at shutdown. */
  async flush(): Promise<void> {
    const bursts = [...this.bursts.values()].filter(({ counted }) => counted > 0);
    this.bursts.clear();
    for (const burst of bursts) await this.write(burst);
  }

  private async write(burst: Burst): Promise<void> {
    const counted = burst.counted;
    burst.counted = 0;
    await this.pool.query(AUDIT, [JSON.stringify([row(burst.refusal, counted)])]);
  }
}

const row = (refusal: Refusal, count: number): AuditRow => ({
  id: newId(),
  at: textOf(Date.now()),
  action: refusal.action,
  actor_kind: refusal.actor_kind,
  actor_id: refusal.actor_id,
  position: null,
  org_id: refusal.org_id,
  case_id: refusal.case_id,
  seq: null,
  refused: refusal.refused,
  count,
  details: refusal.details,
});
