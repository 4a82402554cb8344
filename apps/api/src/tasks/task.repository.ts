import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { assigneeIn, tasksOf } from '@libs/record/assignee';
import { notRecused } from '@libs/record/recused';
import { visibleTo } from '@libs/record/scope';
import type { CaseRead } from '../cases/case.read';
import { CaseRepository } from '../cases/case.repository';
import { containing } from '../http/like';

export type Box = 'todo' | 'done' | 'copied';

export interface TaskItem {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly step: { readonly key: string; readonly kind: string };
  readonly position: string | null;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  readonly delegated: boolean;
  /** The principal for whom the caller would act (代理), in the box of what is to do. */
  readonly actsFor?: { readonly id: string; readonly name: string } | null;
  /** Other seats come first. */
  readonly waiting: boolean;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly overdue: boolean;
  readonly decidedAt: string | null;
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly status: string; readonly org: { readonly code: string; readonly name: string } };
  /** In the box of copies. */
  readonly copy?: { readonly id: string; readonly by: { readonly id: string; readonly name: string }; readonly at: string; readonly readAt: string | null; readonly note: string | null };
}

/** An item with what its actions are told by. */
export interface ListedTask extends TaskItem {
  readonly mine: { readonly claimable: boolean; readonly applicant: boolean; readonly added: readonly string[] };
}

export interface TaskFilter {
  readonly processType?: string;
  readonly overdue?: boolean;
  readonly q?: string;
  /** Of copies. */
  readonly unread?: boolean;
  readonly after: { readonly dueAt: string | null; readonly id: string } | null;
  readonly limit: number;
}

export interface TaskCounts {
  readonly todo: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly unclaimed: number;
  readonly done: number;
  readonly copied: number;
}

const ITEM = `json_build_object('id', t.id, 'version', t.version, 'status', t.status, 'step', json_build_object('key', s.key, 'kind', s.kind), 'position', t.position,
    'assignee', CASE WHEN p.id IS NULL THEN NULL ELSE json_build_object('id', p.id, 'name', p.name) END, 'delegated', t.delegated_from IS NOT NULL, 'waiting', t.waiting, 'openedAt', t.opened_at, 'dueAt', t.due_at,
    'overdue', coalesce(t.due_at < clock_timestamp(), false), 'decidedAt', t.ended_at,
    'case', json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type, 'status', c.status, 'org', json_build_object('code', o.code, 'name', o.name)),
    'mine', json_build_object('claimable', t.position IS NOT NULL AND t.person_id IS NULL, 'applicant', c.applicant_id = $1,
      'added', (SELECT coalesce(json_agg(x.id ORDER BY x.id), '[]') FROM tasks x WHERE x.added_to = t.id AND x.status = 'OPEN')))`;
const JOINS = `JOIN steps s ON s.id = t.step_id JOIN cases c ON c.id = t.case_id JOIN organisations o ON o.id = c.org_id LEFT JOIN persons p ON p.id = ${assigneeIn('t')}`;
const FILTER = `($2::text IS NULL OR c.process_type = $2) AND ($3::boolean IS NULL OR coalesce(t.due_at < clock_timestamp(), false) = $3) AND ($4::text IS NULL OR c.number ILIKE $4 OR c.title ILIKE $4)`;

const BY_DEADLINE = `ORDER BY coalesce(t.due_at, 'infinity'), t.id`;
/** Deadline first, then age: what has no deadline comes last. The page is found first, and what is shown of it after that. */
const TODO = `SELECT ${ITEM}::jsonb || jsonb_build_object('actsFor', (SELECT jsonb_build_object('id', f.id, 'name', f.name) FROM persons f WHERE f.id = t.for_id AND f.id <> $1)) AS item
  FROM (SELECT t.*, m.for_id FROM ${tasksOf('$1')} m JOIN tasks t ON t.id = m.id JOIN cases c ON c.id = t.case_id WHERE c.status <> 'CLOSED' AND ${notRecused('$1', 'c.id')} AND ${FILTER}
    AND ($6::uuid IS NULL OR (coalesce(t.due_at, 'infinity'), t.id) > (coalesce($5::timestamptz, 'infinity'), $6)) ${BY_DEADLINE} LIMIT $7) t ${JOINS} ${BY_DEADLINE}`;
const DONE = `SELECT ${ITEM} AS item FROM tasks t ${JOINS} WHERE EXISTS (SELECT FROM decisions d WHERE d.task_id = t.id AND d.actor_id = $1 AND d.voided_at IS NULL) AND ${notRecused('$1', 'c.id')} AND ${FILTER}
  AND ($6::uuid IS NULL OR t.id < $6) AND $5::timestamptz IS NULL ORDER BY t.id DESC LIMIT $7`;

const COPY = `jsonb_build_object('copy', jsonb_build_object('id', k.id, 'by', jsonb_build_object('id', b.id, 'name', b.name), 'at', k.at, 'readAt', k.read_at, 'note', k.note))`;
/** The newest first. */
const COPIED = `SELECT ${ITEM}::jsonb || ${COPY} AS item FROM copies k JOIN tasks t ON t.id = k.task_id ${JOINS} JOIN persons b ON b.id = k.by_id WHERE k.to_id = $1 AND ${notRecused('$1', 'c.id')} AND ${FILTER}
  AND ($6::uuid IS NULL OR k.id < $6) AND $5::timestamptz IS NULL AND ($8::boolean IS NULL OR (k.read_at IS NULL) = $8) ORDER BY k.id DESC LIMIT $7`;
const BOXES: Readonly<Record<Box, string>> = { todo: TODO, done: DONE, copied: COPIED };

const COUNTS = `SELECT count(*)::int AS todo, count(*) FILTER (WHERE t.due_at < clock_timestamp())::int AS overdue,
    count(*) FILTER (WHERE (t.due_at AT TIME ZONE 'Asia/Shanghai')::date = (clock_timestamp() AT TIME ZONE 'Asia/Shanghai')::date)::int AS "dueToday",
    count(*) FILTER (WHERE ${assigneeIn('t')} IS NULL AND t.person_id IS NULL)::int AS unclaimed,
    (SELECT count(DISTINCT d.task_id)::int FROM decisions d WHERE d.actor_id = $1 AND d.voided_at IS NULL AND ${notRecused('$1', 'd.case_id')}) AS done,
    (SELECT count(*)::int FROM copies k WHERE k.to_id = $1 AND k.read_at IS NULL AND ${notRecused('$1', 'k.case_id')}) AS copied
  FROM ${tasksOf('$1')} m JOIN tasks t ON t.id = m.id JOIN cases c ON c.id = t.case_id AND c.status <> 'CLOSED' AND ${notRecused('$1', 'c.id')}`;

const STEPS_OF = `SELECT DISTINCT c.process_type AS process, s.key FROM tasks t JOIN steps s ON s.id = t.step_id JOIN cases c ON c.id = t.case_id
  WHERE t.id = ANY($1::uuid[]) AND ${visibleTo('$2')}`;

@Injectable()
export class TaskRepository {
  constructor(
    private readonly record: CaseRecord,
    private readonly cases: CaseRepository,
  ) {}

  async list(box: Box, personId: string, { processType, overdue, q, unread, after, limit }: TaskFilter): Promise<ListedTask[]> {
    const values = [personId, processType ?? null, overdue ?? null, containing(q), box === 'todo' ? (after?.dueAt ?? null) : null, after?.id ?? null, limit + 1];
    const { rows } = await this.record.pool.query<{ item: ListedTask }>({
      name: `list-${box}`,
      text: BOXES[box],
      values: box === 'copied' ? [...values, unread ?? null] : values,
    });
    return rows.map(({ item }) => item);
  }

  async counts(personId: string): Promise<TaskCounts> {
    const { rows } = await this.record.pool.query<TaskCounts>({ name: 'count-tasks', text: COUNTS, values: [personId] });
    return rows[0] ?? { todo: 0, overdue: 0, dueToday: 0, unclaimed: 0, done: 0, copied: 0 };
  }

  /** Which steps of which processes these tasks belong to, of those whose case the person may know of. */
  async stepsOf(taskIds: readonly string[], personId: string): Promise<{ readonly process: string; readonly key: string }[]> {
    const { rows } = await this.record.pool.query<{ process: string; key: string }>({ name: 'steps-of-tasks', text: STEPS_OF, values: [taskIds, personId] });
    return rows;
  }

  /** The case of a task, where the person may know of it. @throws DomainError NOT_FOUND */
  async caseOf(taskId: string, personId: string): Promise<CaseRead> {
    const { rows } = await this.record.pool.query<{ case_id: string }>({ name: 'case-of-task', text: 'SELECT case_id FROM tasks WHERE id = $1', values: [taskId] });
    const caseId = rows[0]?.case_id;
    if (caseId === undefined) throw new DomainError('NOT_FOUND');
    return this.cases.visible(caseId, personId);
  }
}
