import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { CaseRecord } from '@libs/record/record';
import type { StepRow } from '@libs/record/rows';
import { STUCK_KINDS, stuckCases, type StuckKind } from './stuck-causes';

export interface StuckRead {
  readonly kind: StuckKind;
  readonly since: string;
  /** The steps that it is about, where it is about steps. */
  readonly steps: readonly Pick<StepRow, 'kind' | 'key'>[];
  /** Else the reason of a stop, the name of a failure, the policies of clocks, what is there alone, or the channels of messages. */
  readonly reasons: readonly string[];
  /** Open tasks that somebody could be given. */
  readonly tasks: readonly { readonly id: string; readonly stepKey: string }[];
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly status: string; readonly org: { readonly code: string; readonly name: string } };
}

export interface StuckFilter {
  readonly kind?: StuckKind;
  readonly orgId?: string;
  readonly after: { readonly since: string; readonly kind: string; readonly caseId: string } | null;
  readonly limit: number;
}

/** Longest first. What a case is stuck by more than once stands there more than once. Of a run without a case it says what the run says. */
const list = (stuck: string): string => `SELECT json_build_object('kind', x.kind, 'since', x.since, 'steps', x.steps, 'reasons', x.reasons,
    'tasks', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'stepKey', s.key) ORDER BY t.id), '[]') FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = c.id AND t.status = 'OPEN' AND t.position IS NOT NULL AND t.person_id IS NULL),
    'case', json_build_object('id', x.case_id, 'number', coalesce(c.number, r.number, ''), 'title', coalesce(c.title, ''), 'processType', coalesce(c.process_type, r.process_type), 'status', coalesce(c.status, 'UNKNOWN'),
      'org', json_build_object('code', coalesce(o.code, r.unit, ''), 'name', coalesce(o.name, '')))) AS item
  FROM ${stuck} x LEFT JOIN cases c ON c.id = x.case_id LEFT JOIN orphans r ON r.case_id = x.case_id AND c.id IS NULL LEFT JOIN organisations o ON o.id = c.org_id OR o.code = r.unit
  WHERE ($1::text IS NULL OR x.kind = $1) AND ($2::uuid IS NULL OR o.id = $2)
    AND ($3::timestamptz IS NULL OR (x.since, x.kind, x.case_id) > ($3, $4, $5::uuid)) ORDER BY x.since, x.kind, x.case_id LIMIT $6`;

const counts = (stuck: string): string => `SELECT json_object_agg(y.kind, y.count) AS counts FROM (SELECT x.kind, count(*)::int AS count FROM ${stuck} x GROUP BY x.kind) y`;

export interface RequestedOperation {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly requestedBy: { readonly id: string; readonly name: string };
  readonly requestedAt: string;
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string };
}

const REQUESTED = `SELECT json_build_object('id', p.id, 'kind', p.kind, 'reason', p.reason, 'requestedBy', json_build_object('id', w.id, 'name', w.name), 'requestedAt', p.requested_at,
    'case', json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type)) AS item
  FROM operations p JOIN cases c ON c.id = p.case_id JOIN persons w ON w.id = p.requested_by WHERE p.status = 'REQUESTED' AND ($1::uuid IS NULL OR p.id > $1) ORDER BY p.id LIMIT $2`;

@Injectable()
export class StuckRepository {
  private readonly listing: string;
  private readonly counting: string;

  constructor(
    private readonly record: CaseRecord,
    { stuckUntoldSeconds }: Config,
  ) {
    const stuck = stuckCases(stuckUntoldSeconds);
    this.listing = list(stuck);
    this.counting = counts(stuck);
  }

  async list({ kind, orgId, after, limit }: StuckFilter): Promise<StuckRead[]> {
    const { rows } = await this.record.pool.query<{ item: StuckRead }>({ name: 'list-stuck', text: this.listing, values: [kind ?? null, orgId ?? null, after?.since ?? null, after?.kind ?? null, after?.caseId ?? null, limit + 1] });
    return rows.map(({ item }) => item);
  }

  async counts(): Promise<Readonly<Record<StuckKind, number>>> {
    const { rows } = await this.record.pool.query<{ counts: Partial<Record<StuckKind, number>> | null }>({ name: 'count-stuck', text: this.counting });
    const found = rows[0]?.counts ?? {};
    return Object.fromEntries(STUCK_KINDS.map((kind) => [kind, found[kind] ?? 0])) as Record<StuckKind, number>;
  }

  /** What awaits a second administrator, the oldest first. */
  async requested(after: string | null, limit: number): Promise<RequestedOperation[]> {
    const { rows } = await this.record.pool.query<{ item: RequestedOperation }>({ name: 'list-operations', text: REQUESTED, values: [after, limit + 1] });
    return rows.map(({ item }) => item);
  }
}
