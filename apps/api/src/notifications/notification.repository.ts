import { Injectable } from '@nestjs/common';
import { CaseRecord } from '@libs/record/record';
import type { NoticeKind, StepRow } from '@libs/record/rows';
import { visibleAmong, visibleTo } from '@libs/record/scope';

export interface NotificationRead {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly readAt: string | null;
  readonly taskId: string | null;
  readonly dueAt: string | null;
  /** The decision that somebody else made. */
  readonly decided: { readonly by: { readonly id: string; readonly name: string }; readonly at: string; readonly outcome: string } | null;
  readonly step: Pick<StepRow, 'kind' | 'key'> | null;
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly definitionVersion: number; readonly status: string; readonly outcome: string | null };
}

export interface NotificationFilter {
  readonly unread?: boolean;
  /** Only older ones. */
  readonly before: string | null;
  readonly limit: number;
}

const ITEM = `json_build_object('id', d.id, 'kind', n.kind, 'at', n.at, 'readAt', d.read_at, 'taskId', n.task_id, 'dueAt', s.due_at,
    'decided', (SELECT json_build_object('by', json_build_object('id', p.id, 'name', p.name), 'at', e.at, 'outcome', e.outcome) FROM decisions e JOIN persons p ON p.id = e.actor_id WHERE e.id = n.decision_id),
    'step', CASE WHEN s.id IS NULL THEN NULL ELSE json_build_object('kind', s.kind, 'key', s.key) END,
    'case', json_build_object('id', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type, 'definitionVersion', c.definition_version, 'status', c.status, 'outcome', c.outcome))`;
/** What somebody may see no more is not told again: $1. */
const INBOX = `deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id LEFT JOIN steps s ON s.id = n.step_id
  WHERE d.person_id = $1 AND d.channel = 'IN_APP' AND ${visibleTo('$1')}`;

const LIST = `SELECT ${ITEM} AS item FROM ${INBOX} AND ($2::boolean IS NULL OR (d.read_at IS NULL) = $2) AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`;
const SINCE = `SELECT ${ITEM} AS item FROM ${INBOX} AND d.id > $2 ORDER BY d.id LIMIT $3`;
const NEWEST = `SELECT d.id FROM deliveries d WHERE d.person_id = $1 AND d.channel = 'IN_APP' ORDER BY d.id DESC LIMIT 1`;
const UNREAD = `SELECT count(*)::int AS unread FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id
  WHERE d.person_id = $1 AND d.channel = 'IN_APP' AND d.read_at IS NULL AND ${visibleAmong('$1')}`;
/** The first time counts. */
const READ = `UPDATE deliveries SET read_at = coalesce(read_at, clock_timestamp()) WHERE id = $1 AND person_id = $2 AND channel = 'IN_APP' RETURNING read_at AS "readAt"`;
const READ_ALL = `UPDATE deliveries SET read_at = clock_timestamp() WHERE person_id = $1 AND channel = 'IN_APP' AND read_at IS NULL AND id <= $2`;

/** The inbox of a person; every statement names whose it is. */
@Injectable()
export class NotificationRepository {
  constructor(private readonly record: CaseRecord) {}

  /** The newest first. */
  async list(personId: string, { unread, before, limit }: NotificationFilter): Promise<NotificationRead[]> {
    const { rows } = await this.record.pool.query<{ item: NotificationRead }>({ name: 'list-notifications', text: LIST, values: [personId, unread ?? null, before, limit + 1] });
    return rows.map(({ item }) => item);
  }

  /** Those after an id, the oldest first. */
  async since(personId: string, id: string, limit: number): Promise<NotificationRead[]> {
    const { rows } = await this.record.pool.query<{ item: NotificationRead }>({ name: 'notifications-since', text: SINCE, values: [personId, id, limit] });
    return rows.map(({ item }) => item);
  }

  async newest(personId: string): Promise<string | undefined> {
    const { rows } = await this.record.pool.query<{ id: string }>({ name: 'newest-notification', text: NEWEST, values: [personId] });
    return rows[0]?.id;
  }

  async unread(personId: string): Promise<number> {
    const { rows } = await this.record.pool.query<{ unread: number }>({ name: 'unread-notifications', text: UNREAD, values: [personId] });
    return rows[0]?.unread ?? 0;
  }

  /** Undefined where the person has no such notification. */
  async read(id: string, personId: string): Promise<Date | undefined> {
    const { rows } = await this.record.pool.query<{ readAt: Date }>({ name: 'read-notification', text: READ, values: [id, personId] });
    return rows[0]?.readAt;
  }

  /** Those up to an id: what came meanwhile stays unread. How many they were. */
  async readAll(personId: string, upTo: string): Promise<number> {
    const { rowCount } = await this.record.pool.query({ name: 'read-notifications', text: READ_ALL, values: [personId, upTo] });
    return rowCount ?? 0;
  }
}
