/** 变更登记 as it is read: with the limit counted from the day of the change by the policies and holidays of now. */
import { Injectable } from '@nestjs/common';
import { CaseRecord } from '@libs/record/record';
import { changeDue, overdueSince, type ChangeTerms, type CountedAs } from '@libs/record/registers/change-due';
import { revisionsNow } from '@libs/record/caches';
import type { Conditions } from '../http/ordered-list';
import { KINDS, STATUSES } from './change.dto';

type Kind = keyof typeof KINDS;
const COUNTED: readonly CountedAs[] = ['BASIC', 'OTHER', 'DERIVED', 'NATIONAL', 'BEYOND_GENERAL'];
/** By the level at which the case that registered it found the resource. @param of the alias of that case */
export const countedAs = (of: string): string => `CASE WHEN x.kind IN ('BASIC', 'OTHER') AND ${of}.facts ->> 'level' IN ('IMPORTANT', 'CORE') THEN 'BEYOND_GENERAL' ELSE x.kind END`;

export interface ChangeRow {
  readonly id: string;
  readonly kind: Kind;
  /** By which limit; not shown. */
  readonly countedAs: CountedAs;
  readonly cause: string;
  /** A calendar day. */
  readonly changedAt: string;
  readonly registeredAt: Date | string;
  readonly status: keyof typeof STATUSES;
  readonly settledAt: Date | string | null;
  readonly case: { readonly id: string; readonly number: string };
}

export interface Dated {
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly overdue: boolean;
  readonly late: boolean;
}

/** What the limits are counted by, and the database's now. */
export interface ChangeClock extends ChangeTerms {
  readonly now: number;
}

@Injectable()
export class ChangeReader {
  constructor(private readonly record: CaseRecord) {}

  async clock(): Promise<ChangeClock> {
    const { pool, policies, calendars } = this.record;
    const { revisions, now } = await revisionsNow(pool);
    return { now, policies: await policies.at(revisions, now, pool), calendar: await calendars.at(revisions, pool) };
  }

  dated<T extends ChangeRow>({ countedAs: counted, ...row }: T, clock: ChangeClock): Omit<T, 'countedAs'> & Dated {
    const { dueAt, provisional } = changeDue(counted, row.changedAt, clock);
    const settled = row.settledAt === null ? undefined : new Date(row.settledAt).getTime();
    return { ...row, dueAt: new Date(dueAt).toISOString(), provisional, overdue: settled === undefined && dueAt <= clock.now, late: settled !== undefined && dueAt <= settled };
  }

  /** Those that are overdue, or those that are not. */
  whereOverdue(where: Conditions, overdue: boolean, clock: ChangeClock): Conditions {
    const days = COUNTED.map((counted) => overdueSince(counted, clock.now, clock));
    const since = `(${where.parameter(days)}::date[])[array_position(${where.parameter(COUNTED)}::text[], ${countedAs('c')})]`;
    return where.add(overdue, (value) => `(x.status = 'OPEN' AND x.changed_at <= ${since}) = ${value}`);
  }
}
