import { Injectable } from '@nestjs/common';
import { CaseRecord } from '@libs/record/record';
import type { StepRow } from '@libs/record/rows';

/** Why a case does not go on. */
export const STUCK_KINDS = ['STOPPED', 'TOLD_DIFFERENTLY', 'ENGINE_FAILING', 'NO_WORKER', 'UNSTAFFED', 'EXTERNAL_WAIT', 'OVERDUE', 'CALENDAR_MISSING'] as const;
export type StuckKind = (typeof STUCK_KINDS)[number];

export interface StuckRead {
  readonly kind: StuckKind;
  readonly since: string;
  /** The steps that it is about, where it is about steps. */
  readonly steps: readonly Pick<StepRow, 'kind' | 'key'>[];
  /** Else the reason of a stop, the name of a failure, or the policies of clocks. */
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

/** What the engine should have been told so long ago: no worker tells it, or none keeps up. */
const UNTOLD_FOR = `interval '5 minutes'`;

const NO_STEPS = `'[]'::jsonb`;
const NO_REASONS = `ARRAY[]::text[]`;
const STEPS = `jsonb_agg(DISTINCT jsonb_build_object('kind', s.kind, 'key', s.key))`;

/** For each kind: case, since when, steps, reasons. */
const CAUSES: Readonly<Record<StuckKind, string>> = {
  STOPPED: `SELECT c.id, (c.stopped ->> 'at')::timestamptz, ${NO_STEPS}, ARRAY[c.stopped ->> 'reason'] FROM cases c WHERE c.stopped IS NOT NULL`,
  TOLD_DIFFERENTLY: `SELECT e.case_id, coalesce(e.told_at, c.last_at), ${NO_STEPS}, ${NO_REASONS} FROM engine_states e JOIN cases c ON c.id = e.case_id WHERE e.told_differently_seq IS NOT NULL`,
  ENGINE_FAILING: `SELECT e.case_id, e.failed_at, ${NO_STEPS}, ARRAY[e.last_failure] FROM engine_states e WHERE e.last_failure IS NOT NULL`,
  NO_WORKER: `SELECT o.case_id, min(o.at), ${NO_STEPS}, ${NO_REASONS} FROM outbox o JOIN engine_states e ON e.case_id = o.case_id AND e.last_failure IS NULL
    WHERE o.at < clock_timestamp() - ${UNTOLD_FOR} GROUP BY o.case_id`,
  UNSTAFFED: `SELECT s.case_id, min(s.opened_at), ${STEPS}, ${NO_REASONS} FROM steps s WHERE s.status = 'OPEN' AND s.unstaffed GROUP BY s.case_id`,
  EXTERNAL_WAIT: `SELECT s.case_id, min(s.opened_at), ${STEPS}, ${NO_REASONS} FROM steps s WHERE s.status = 'OPEN' AND s.blocked IS NOT NULL GROUP BY s.case_id`,
  OVERDUE: `SELECT k.case_id, min(k.breached_at), ${STEPS}, ${NO_REASONS} FROM clocks k JOIN steps s ON s.id = k.step_id WHERE k.breached_at IS NOT NULL AND k.stopped_at IS NULL GROUP BY k.case_id`,
  CALENDAR_MISSING: `SELECT k.case_id, min(k.base_at), ${NO_STEPS}, array_agg(DISTINCT k.key) FROM clocks k WHERE k.provisional AND k.stopped_at IS NULL GROUP BY k.case_id`,
};
const ALL = `(${STUCK_KINDS.map((kind) => `SELECT '${kind}' AS kind, x.* FROM (${CAUSES[kind]}) x (case_id, since, steps, reasons)`).join(' UNION ALL ')})`;

/** Longest first. What a case is stuck by more than once stands there more than once. */
const STUCK = `SELECT json_build_object('kind', x.kind, 'since', x.since, 'steps', x.steps, 'reasons', x.reasons,
    'tasks', (SELECT coalesce(json_agg(json_build_object('id', t.id, 'stepKey', s.key) ORDER BY t.id), '[]') FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = c.id AND t.status = 'OPEN' AND t.position IS NOT NULL AND t.person_id IS NULL),
    'case', json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type, 'status', c.status, 'org', json_build_object('code', o.code, 'name', o.name))) AS item
  FROM ${ALL} x JOIN cases c ON c.id = x.case_id AND c.status <> 'CLOSED' JOIN organisations o ON o.id = c.org_id
  WHERE ($1::text IS NULL OR x.kind = $1) AND ($2::uuid IS NULL OR c.org_id = $2)
    AND ($3::timestamptz IS NULL OR (x.since, x.kind, x.case_id) > ($3, $4, $5::uuid)) ORDER BY x.since, x.kind, x.case_id LIMIT $6`;

const COUNTS = `SELECT json_object_agg(y.kind, y.count) AS counts FROM (SELECT x.kind, count(*)::int AS count
  FROM ${ALL} x JOIN cases c ON c.id = x.case_id AND c.status <> 'CLOSED' GROUP BY x.kind) y`;

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
  constructor(private readonly record: CaseRecord) {}

  async list({ kind, orgId, after, limit }: StuckFilter): Promise<StuckRead[]> {
    const { rows } = await this.record.pool.query<{ item: StuckRead }>({ name: 'list-stuck', text: STUCK, values: [kind ?? null, orgId ?? null, after?.since ?? null, after?.kind ?? null, after?.caseId ?? null, limit + 1] });
    return rows.map(({ item }) => item);
  }

  async counts(): Promise<Readonly<Record<StuckKind, number>>> {
    const { rows } = await this.record.pool.query<{ counts: Partial<Record<StuckKind, number>> | null }>({ name: 'count-stuck', text: COUNTS });
    const found = rows[0]?.counts ?? {};
    return Object.fromEntries(STUCK_KINDS.map((kind) => [kind, found[kind] ?? 0])) as Record<StuckKind, number>;
  }

  /** What awaits a second administrator, the oldest first. */
  async requested(after: string | null, limit: number): Promise<RequestedOperation[]> {
    const { rows } = await this.record.pool.query<{ item: RequestedOperation }>({ name: 'list-operations', text: REQUESTED, values: [after, limit + 1] });
    return rows.map(({ item }) => item);
  }
}
