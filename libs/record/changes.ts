/** Everything that one act will write, collected and written by one statement. */
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { textOf, type AuditRow, type IdempotencyRow, type Rows, type TableName } from './rows';
import { applying, PARTS } from './statements';

export class Changes {
  private readonly rows: { [T in TableName]: Set<Rows[T]> } = {
    cases: new Set(),
    form_revisions: new Set(),
    case_resources: new Set(),
    case_events: new Set(),
    steps: new Set(),
    tasks: new Set(),
    decisions: new Set(),
    clocks: new Set(),
    grants: new Set(),
    notices: new Set(),
    effects: new Set(),
    urgings: new Set(),
    grant_usages: new Set(),
    audit_events: new Set(),
  };
  private readonly outbox: { case_id: string; seq: number; urgent: boolean }[] = [];
  private readonly parentOutbox: { child_id: string; parent_id: string; want_id: string; outcome: string }[] = [];
  private readonly engineStates: { case_id: string }[] = [];
  private readonly kept: IdempotencyRow[] = [];
  private readonly attachments: { id: string; case_id: string; decision_id: string | null }[] = [];

  /** Writes this row, as it stands when everything is flushed. */
  put<T extends TableName>(table: T, row: Rows[T]): Rows[T] {
    this.rows[table].add(row);
    return row;
  }

  audit(event: Omit<AuditRow, 'id' | 'count' | 'refused'>): void {
    this.put('audit_events', { id: uuidv7(), count: 1, refused: null, ...event });
  }

  tellEngine(caseId: string, seq: number, urgent: boolean): void {
    this.outbox.push({ case_id: caseId, seq, urgent });
  }

  tellParent(row: { child_id: string; parent_id: string; want_id: string; outcome: string }): void {
    this.parentOutbox.push(row);
  }

  newCase(caseId: string): void {
    this.engineStates.push({ case_id: caseId });
  }

  /** The answer is kept as its text: a retry is answered to the letter. */
  keep(row: IdempotencyRow): void {
    this.kept.push({ ...row, response: JSON.stringify(row.response) });
  }

  attach(id: string, caseId: string, decisionId: string | null): void {
    this.attachments.push({ id, case_id: caseId, decision_id: decisionId });
  }

  get empty(): boolean {
    return Object.values(this.rows).every((rows) => rows.size === 0) && this.outbox.length === 0 && this.kept.length === 0 && this.attachments.length === 0;
  }

  async flush(client: PoolClient): Promise<void> {
    if (this.empty) return;
    const tables = Object.fromEntries(Object.entries(this.rows).map(([table, rows]) => [table, [...rows]]));
    const all: Readonly<Record<string, readonly unknown[]>> = {
      ...tables,
      outbox: this.outbox,
      parent_outbox: this.parentOutbox,
      engine_states: this.engineStates,
      idempotency_keys: this.kept,
      attachments: this.attachments,
    };
    const parts = PARTS.filter((part) => (all[part]?.length ?? 0) > 0);
    const rowsOfParts = JSON.stringify(Object.fromEntries(parts.map((part) => [part, all[part]])));
    await client.query({ ...applying(parts), values: [rowsOfParts] });
    for (const rows of Object.values(this.rows)) rows.clear();
    for (const list of [this.outbox, this.parentOutbox, this.engineStates, this.kept, this.attachments]) list.length = 0;
  }
}

export const newId = (): string => uuidv7();
export { textOf };
