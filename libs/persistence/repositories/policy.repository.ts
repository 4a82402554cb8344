import type { PolicyRow } from '@libs/policy/policy';
import { Injectable } from '@nestjs/common';
import { EntityManager } from 'typeorm';

/** A policy row as the table has it. */
export interface PolicyRecord extends PolicyRow {
  readonly recordedAt: Date;
  /** Id of the person; none for what was there from the beginning. */
  readonly recordedBy?: string;
}

export type NewPolicy = Pick<PolicyRow, 'key' | 'effectiveFrom' | 'value' | 'basis' | 'basisClass' | 'verified' | 'note'> & { readonly recordedBy: string };

// The driver reads `date` as midnight where the process runs; as text it stays the day that was meant.
const COLUMNS = `key, title, value, basis, basis_class AS "basisClass", verified, note, effective_from::text AS "effectiveFrom",
  recorded_at AS "recordedAt", recorded_by AS "recordedBy"`;

/** The figures of the law as data. Values are checked where they are written, so they are read as what they are. */
@Injectable()
export class PolicyRepository {
  constructor(private readonly manager: EntityManager) {}

  /**
   * What is in force on the day (Asia/Shanghai) of an instant, as known today: of each key the newest effective date
   * that is not later, and of that the last record.
   * @param at the database's now unless given
   * @param manager of the caller's transaction, where there is one
   */
  async effective(at?: Date, manager = this.manager): Promise<ReadonlyMap<string, PolicyRecord>> {
    const rows = await manager.query<StoredPolicy[]>(
      `SELECT DISTINCT ON (key) ${COLUMNS} FROM policies
       WHERE effective_from <= (coalesce($1::timestamptz, statement_timestamp()) AT TIME ZONE 'Asia/Shanghai')::date
       ORDER BY key, effective_from DESC, recorded_at DESC`,
      [at ?? null],
    );
    return new Map(rows.map((row) => [row.key, toRecord(row)]));
  }

  /** A new record in the caller's transaction; the title stays the key's. */
  async add(manager: EntityManager, { key, effectiveFrom, value, basis, basisClass, verified, note, recordedBy }: NewPolicy): Promise<void> {
    await manager.query(
      `INSERT INTO policies (key, effective_from, title, value, basis, basis_class, verified, note, recorded_by)
       SELECT key, $2, title, $3, $4, $5, $6, $7, $8 FROM policies WHERE key = $1 ORDER BY effective_from DESC, recorded_at DESC LIMIT 1`,
      [key, effectiveFrom, JSON.stringify(value), basis, basisClass, verified, note ?? null, recordedBy],
    );
  }

  /** Every record of a key, what counts latest first. */
  async history(key: string): Promise<readonly PolicyRecord[]> {
    const rows = await this.manager.query<StoredPolicy[]>(
      `SELECT ${COLUMNS} FROM policies WHERE key = $1 ORDER BY effective_from DESC, recorded_at DESC`,
      [key],
    );
    return rows.map(toRecord);
  }
}

type StoredPolicy = Omit<PolicyRecord, 'note' | 'recordedBy'> & { readonly note: string | null; readonly recordedBy: string | null };

const toRecord = ({ note, recordedBy, ...row }: StoredPolicy): PolicyRecord => ({
  ...row,
  ...(note === null ? {} : { note }),
  ...(recordedBy === null ? {} : { recordedBy }),
});
