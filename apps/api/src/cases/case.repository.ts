import { Injectable } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import type { ErrorCode } from '@libs/platform/errors/catalogue';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import type { RevisionRow } from '@libs/record/rows';
import { visibleAmong, visibleTo } from '@libs/record/scope';
import { LOCK_CASE } from '@libs/record/statements';
import type { CaseEvent } from '@workflows/kit/journal';
import type { EntityManager } from 'typeorm';
import { containing } from '../http/like';
import { stuckCases } from '../operations/stuck-causes';
import { type CaseRead, READ_VISIBLE_CASE } from './case.read';

export interface CaseSummary {
  readonly id: string;
  readonly number: string;
  readonly processType: string;
  readonly title: string;
  readonly org: { readonly code: string; readonly name: string };
  readonly applicant: { readonly id: string; readonly name: string };
  readonly status: string;
  readonly outcome: string | null;
  readonly openSteps: readonly string[];
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export interface CaseFilter {
  readonly processType?: string;
  readonly status?: string;
  readonly outcome?: string;
  readonly orgId?: string;
  readonly mine?: boolean;
  readonly q?: string;
  readonly overdue?: boolean;
  readonly stuck?: boolean;
  readonly before: string | null;
  readonly limit: number;
}

export interface CaseAbout {
  readonly orgId: string;
  readonly applicantId: string | null;
  readonly processType: string;
}

export interface AuditEventView {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly name: string | null; readonly position: string | null };
  readonly seq: number | null;
  readonly refused: string | null;
  readonly count: number;
  readonly details: unknown;
}

const OVERDUE = `EXISTS (SELECT FROM clocks k WHERE k.case_id = c.id AND k.breached_at IS NOT NULL AND k.stopped_at IS NULL)`;
/** As a filter each set is found once. */
const OVERDUE_ONES = `c.id IN (SELECT k.case_id FROM clocks k WHERE k.breached_at IS NOT NULL AND k.stopped_at IS NULL)`;

const list = (stuck: string): string => `SELECT json_build_object('id', c.id, 'number', c.number, 'processType', c.process_type, 'title', c.title,
    'org', json_build_object('code', o.code, 'name', o.name), 'applicant', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END, 'status', c.status, 'outcome', c.outcome,
    'openSteps', (SELECT coalesce(json_agg(DISTINCT s.key), '[]') FROM steps s WHERE s.case_id = c.id AND s.status = 'OPEN' AND s.kind IN ('APPROVE', 'COMPLETE', 'SESSION', 'CORRECTION')),
    'dueAt', (SELECT min(k.due_at) FROM clocks k WHERE k.case_id = c.id AND k.stopped_at IS NULL),
    'overdue', ${OVERDUE}, 'openedAt', c.opened_at, 'closedAt', c.closed_at) AS item
  FROM cases c JOIN organisations o ON o.id = c.org_id LEFT JOIN persons p ON p.id = c.applicant_id
  WHERE ${visibleAmong('$1')}
    AND ($2::text IS NULL OR c.process_type = $2) AND ($3::text IS NULL OR c.status = $3) AND ($4::text IS NULL OR c.outcome = $4)
    AND ($5::uuid IS NULL OR c.org_id = $5) AND (NOT $6::boolean OR c.applicant_id = $1)
    AND ($7::text IS NULL OR c.number ILIKE $7 OR c.title ILIKE $7)
    AND ($8::boolean IS NULL OR ${OVERDUE_ONES} = $8) AND ($9::boolean IS NULL OR (c.id IN (SELECT x.case_id FROM ${stuck} x)) = $9)
    AND ($10::uuid IS NULL OR c.id < $10) ORDER BY c.id DESC LIMIT $11`;

const ABOUT = `SELECT c.org_id AS "orgId", c.applicant_id AS "applicantId", c.process_type AS "processType" FROM cases c WHERE c.id = $1 AND ${visibleTo('$2')}`;

@Injectable()
export class CaseRepository {
  private readonly listing: string;

  constructor(
    private readonly record: CaseRecord,
    { stuckUntoldSeconds }: Config,
  ) {
    this.listing = list(stuckCases(stuckUntoldSeconds));
  }

  /** @throws DomainError NOT_FOUND where the person may not know of it */
  async visible(caseId: string, personId: string): Promise<CaseRead> {
    const { rows } = await this.record.pool.query<{ read: CaseRead }>({ ...READ_VISIBLE_CASE, values: [caseId, personId] });
    const read = rows[0]?.read;
    if (!read) throw new DomainError('NOT_FOUND');
    return read;
  }

  async maySee(caseId: string, personId: string): Promise<boolean> {
    const { rowCount } = await this.record.pool.query(`SELECT FROM cases c WHERE c.id = $1 AND ${visibleTo('$2')}`, [caseId, personId]);
    return rowCount === 1;
  }

  /** Whose case it is, and of what process. @throws DomainError NOT_FOUND where the person may not know of it */
  async about(caseId: string, personId: string): Promise<CaseAbout> {
    const { rows } = await this.record.pool.query<CaseAbout>({ name: 'about-case', text: ABOUT, values: [caseId, personId] });
    const about = rows[0];
    if (!about) throw new DomainError('NOT_FOUND');
    return about;
  }

  /** The same under the lock of the case, on the caller's connection: nobody stands back from it until that is committed. */
  async aboutUnderLock(manager: EntityManager, caseId: string, personId: string): Promise<CaseAbout> {
    await manager.query(LOCK_CASE.lock, [caseId]);
    const [about] = await manager.query<CaseAbout[]>(ABOUT, [caseId, personId]);
    if (!about) throw new DomainError('NOT_FOUND');
    return about;
  }

  /** Puts an attempt on the record that was refused outside an act of it. Of a case that does not exist there is no record. */
  async refused(caseId: string, { action, personId, code }: { readonly action: string; readonly personId: string; readonly code: ErrorCode }): Promise<void> {
    const { rows } = await this.record.pool.query<{ org_id: string }>('SELECT org_id FROM cases WHERE id = $1', [caseId]);
    const row = rows[0] && this.record.refusals.rowFor({ action, actor_kind: 'PERSON', actor_id: personId, org_id: rows[0].org_id, case_id: caseId, refused: code, details: {} });
    if (row) await this.record.audit([row]);
  }

  async list(personId: string, filter: CaseFilter): Promise<CaseSummary[]> {
    const { processType, status, outcome, orgId, mine, q, overdue, stuck, before, limit } = filter;
    const { rows } = await this.record.pool.query<{ item: CaseSummary }>({
      name: 'list-cases',
      text: this.listing,
      values: [personId, processType ?? null, status ?? null, outcome ?? null, orgId ?? null, mine ?? false, containing(q), overdue ?? null, stuck ?? null, before, limit + 1],
    });
    return rows.map(({ item }) => item);
  }

  /** Oldest first. Refused attempts are for those who watch over the unit, not for everybody who may see the case. */
  async events(caseId: string, options: { readonly refused: boolean; readonly after: string | null; readonly limit: number }): Promise<AuditEventView[]> {
    const { rows } = await this.record.pool.query<{ item: AuditEventView }>(
      `SELECT json_build_object('id', a.id, 'at', a.at, 'action', a.action, 'actor', json_build_object('kind', a.actor_kind, 'id', a.actor_id, 'name', coalesce(p.name, m.name), 'position', a.position),
         'seq', a.seq, 'refused', a.refused, 'count', a.count, 'details', a.details) AS item
       FROM audit_events a LEFT JOIN persons p ON p.id = a.actor_id LEFT JOIN machine_clients m ON m.id = a.actor_id
       WHERE a.case_id = $1 AND ($2 OR a.refused IS NULL) AND ($3::uuid IS NULL OR a.id > $3) ORDER BY a.id LIMIT $4`,
      [caseId, options.refused, options.after, options.limit + 1],
    );
    return rows.map(({ item }) => item);
  }

  async revision(caseId: string, revision: number): Promise<RevisionRow | undefined> {
    const { rows } = await this.record.pool.query<{ item: RevisionRow }>('SELECT to_json(f) AS item FROM form_revisions f WHERE f.case_id = $1 AND f.revision = $2', [caseId, revision]);
    return rows[0]?.item;
  }

  /** Oldest first, each with the one before it, and with the step that wrote it: one of these, or none for the application and its corrections. */
  async revisions(caseId: string, options: { readonly writtenBy: readonly string[]; readonly after: string | null; readonly limit: number }): Promise<WrittenRevision[]> {
    const { rows } = await this.record.pool.query<{ item: WrittenRevision }>(
      `SELECT json_build_object('revision', f.revision, 'data', f.data, 'before', (SELECT g.data FROM form_revisions g WHERE g.case_id = f.case_id AND g.revision = f.revision - 1),
         'step', (SELECT d.role FROM decisions d WHERE d.case_id = f.case_id AND d.role = ANY($2) AND d.evidence ->> 'revision' = f.revision::text LIMIT 1),
         'by', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name) END, 'at', f.submitted_at, 'digest', f.digest) AS item
       FROM form_revisions f LEFT JOIN persons p ON p.id = f.submitted_by WHERE f.case_id = $1 AND ($3::int IS NULL OR f.revision > $3) ORDER BY f.revision LIMIT $4`,
      [caseId, options.writtenBy, options.after, options.limit + 1],
    );
    return rows.map(({ item }) => item);
  }

  async journal(caseId: string): Promise<CaseEvent[]> {
    const { rows } = await this.record.pool.query<{ body: CaseEvent }>('SELECT body FROM case_events WHERE case_id = $1 ORDER BY seq', [caseId]);
    return rows.map(({ body }) => body);
  }

  async comments(caseId: string, after: string | null, limit: number): Promise<CommentView[]> {
    const { rows } = await this.record.pool.query<{ item: CommentView }>(
      `SELECT json_build_object('id', m.id, 'author', json_build_object('id', p.id, 'name', p.name), 'text', m.text, 'at', m.at) AS item
       FROM comments m JOIN persons p ON p.id = m.author_id WHERE m.case_id = $1 AND ($2::uuid IS NULL OR m.id > $2) ORDER BY m.id LIMIT $3`,
      [caseId, after, limit + 1],
    );
    return rows.map(({ item }) => item);
  }
}

export interface WrittenRevision {
  readonly revision: number;
  readonly data: unknown;
  readonly before: unknown;
  readonly step: string | null;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly at: string;
  readonly digest: string;
}

export interface CommentView {
  readonly id: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly text: string;
  readonly at: string;
}
