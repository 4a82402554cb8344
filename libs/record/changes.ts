/** Everything that one act will write, collected and written by one statement. */
import type { PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { traceparent } from '@libs/platform/tracing/spans';
import { textOf, type AuditRow, type IdempotencyRow, type Rows, type TableName } from './rows';
import { applying, type Part } from './statements';

export class Changes {
  private readonly rows = new Map<Part, Set<object>>();

  /** Writes this row, as it stands when everything is flushed. */
  put<T extends TableName>(table: T, row: Rows[T]): Rows[T] {
    this.add(table, row);
    return row;
  }

  audit(event: Omit<AuditRow, 'id' | 'count' | 'refused'>): void {
    this.put('audit_events', { id: uuidv7(), count: 1, refused: null, ...event });
  }

  tellEngine(caseId: string, seq: number, urgent: boolean): void {
    this.add('outbox', { case_id: caseId, seq, urgent, trace: traceparent() });
  }

  tellParent(row: { child_id: string; parent_id: string; want_id: string; outcome: string }): void {
    this.add('parent_outbox', row);
  }

  newCase(caseId: string): void {
    this.add('engine_states', { case_id: caseId });
  }

  keep(row: IdempotencyRow): void {
    this.add('idempotency_keys', row);
  }

  attach(id: string, caseId: string, decisionId: string | null): void {
    this.add('attachments', { id, case_id: caseId, decision_id: decisionId });
  }

  get empty(): boolean {
    return this.rows.size === 0;
  }

  async flush(client: PoolClient): Promise<void> {
    if (this.empty) return;
    const statement = applying(this.rows);
    this.rows.clear();
    await client.query(statement);
  }

  private add(part: Part, row: object): void {
    const rows = this.rows.get(part) ?? new Set();
    this.rows.set(part, rows.add(row));
  }
}

export const newId = (): string => uuidv7();
export { textOf };
