/** The states of a delivery: PENDING, SENDING, then SENT; PENDING again after a failure, DEAD after too many, DROPPED where it is owed no more. */
import type { Pool } from 'pg';
import { notRecused } from '@libs/record/recused';
import type { Message, Parcel, SentBy } from './channel';

export interface Claimed<To> extends Parcel<To> {
  readonly attempts: number;
}

/** $1 channel, $2 how many, the longest due first. */
const CLAIM = `UPDATE deliveries SET state = 'SENDING', claimed_at = clock_timestamp(), attempts = attempts + 1
  WHERE id IN (SELECT id FROM deliveries WHERE channel = $1 AND state = 'PENDING' AND due_at <= clock_timestamp() ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`;

/** Whom a delivery `d` reaches, as its channel takes it (`MailTo`, `WebhookTo`); nothing where it is owed no more. */
const TO: Readonly<Record<SentBy, string>> = {
  MAIL: `(SELECT json_build_object('personId', p.id, 'name', p.name, 'address', p.email) FROM persons p WHERE p.id = d.person_id AND p.active AND p.email IS NOT NULL AND ${notRecused('p.id', 'n.case_id')})`,
  WEBHOOK: `(SELECT json_build_object('endpointId', e.id, 'url', e.url, 'secrets', (SELECT json_agg(json_build_object('id', k.id, 'sealed', k.sealed) ORDER BY k.created_at DESC)
    FROM webhook_secrets k WHERE k.endpoint_id = e.id AND (k.ends_at IS NULL OR k.ends_at > clock_timestamp()))) FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND e.active)`,
};
/** $1 ids. What is read now is what is sent: a title or a deadline may have changed since. */
const content = (channel: SentBy): string => `SELECT d.id, d.attempts, ${TO[channel]} AS to,
    json_build_object('noticeId', n.id, 'kind', n.kind, 'at', n.at, 'caseId', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type, 'orgCode', o.code, 'outcome', c.outcome,
      'stepKey', s.key, 'taskId', n.task_id, 'position', t.position, 'dueAt', s.due_at) AS message
  FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id JOIN organisations o ON o.id = c.org_id
    LEFT JOIN steps s ON s.id = n.step_id LEFT JOIN tasks t ON t.id = n.task_id
  WHERE d.id = ANY($1::uuid[]) ORDER BY d.due_at, d.id`;

interface ContentRow<To> {
  readonly id: string;
  readonly attempts: number;
  readonly to: To | null;
  readonly message: Message;
}

/** Takes what is due into this worker's hands; no other one has it until it is given back or left for too long. */
export async function claim<To>(pool: Pool, channel: SentBy, limit: number): Promise<Claimed<To>[]> {
  const { rows: taken } = await pool.query<{ id: string }>({ name: 'claim-deliveries', text: CLAIM, values: [channel, limit] });
  if (taken.length === 0) return [];
  const { rows } = await pool.query<ContentRow<To>>({ name: `content-${channel}`, text: content(channel), values: [taken.map(({ id }) => id)] });
  await settle(pool, 'DROPPED', rows.filter(({ to }) => to === null).map(({ id }) => id));
  return rows.flatMap(({ id, attempts, to, message }) => (to === null ? [] : [{ id, attempts, to, messages: [message] }]));
}

const SETTLE = `UPDATE deliveries SET state = $2, sent_at = CASE WHEN $2 = 'SENT' THEN clock_timestamp() END, last_failure = $3 WHERE id = ANY($1::uuid[]) AND state IN ('PENDING', 'SENDING')`;

/** @param failure its kind, where there was one */
export async function settle(pool: Pool, state: 'SENT' | 'DEAD' | 'DROPPED', ids: readonly string[], failure: string | null = null): Promise<void> {
  if (ids.length > 0) await pool.query({ name: 'settle-deliveries', text: SETTLE, values: [ids, state, failure] });
}

/** Another attempt, after a pause. */
export async function postpone(pool: Pool, ids: readonly string[], { pauseMs, failure }: { readonly pauseMs: number; readonly failure: string }): Promise<void> {
  await pool.query({
    name: 'postpone-deliveries',
    text: `UPDATE deliveries SET state = 'PENDING', due_at = clock_timestamp() + $2 * interval '1 millisecond', last_failure = $3 WHERE id = ANY($1::uuid[]) AND state = 'SENDING'`,
    values: [ids, pauseMs, failure],
  });
}

/** What a worker took and never gave back, because it died: it may have been sent, and is sent again under the same id. Returns how many. */
export async function takeUpAbandoned(pool: Pool, afterMs: number): Promise<number> {
  const { rowCount } = await pool.query({
    name: 'abandoned-deliveries',
    text: `UPDATE deliveries SET state = 'PENDING', last_failure = 'Abandoned' WHERE state = 'SENDING' AND claimed_at < clock_timestamp() - $1 * interval '1 millisecond'`,
    values: [afterMs],
  });
  return rowCount ?? 0;
}
