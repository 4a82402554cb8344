/** The states of a delivery: PENDING, SENDING, then SENT; PENDING again after a failure, DEAD after too many, DROPPED where it is owed no more. */
import type { Pool } from 'pg';
import { visibleTo } from '@libs/record/scope';
import type { Message, Parcel, SentBy } from './channel';

export interface Claimed<To> extends Parcel<To> {
  readonly attempts: number;
  /** The deliveries that it is made of. */
  readonly deliveryIds: readonly string[];
}

/** $1 channel, $2 how many, the longest due first. */
const CLAIM = `UPDATE deliveries SET state = 'SENDING', claimed_at = clock_timestamp(), attempts = attempts + 1
  WHERE id IN (SELECT id FROM deliveries WHERE channel = $1 AND state = 'PENDING' AND due_at <= clock_timestamp() ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING id`;
/**
 * The same, but what is due to one person is put together: all of it where there are more than $3, else what its reader
 * wants together. What was sent together once stays together.
 */
const CLAIM_MERGED = `WITH first AS MATERIALIZED (SELECT id, person_id, digest_id FROM deliveries WHERE channel = $1 AND state = 'PENDING' AND due_at <= clock_timestamp() ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED),
  due AS MATERIALIZED (SELECT d.id, d.person_id, d.digest_id, d.together FROM deliveries d
    WHERE d.channel = $1 AND d.state = 'PENDING' AND d.due_at <= clock_timestamp() AND d.person_id IN (SELECT person_id FROM first) FOR UPDATE SKIP LOCKED),
  digests AS MATERIALIZED (SELECT person_id, gen_random_uuid() AS id, count(*) > $3 AS whole FROM due WHERE digest_id IS NULL GROUP BY person_id HAVING count(*) > $3 OR count(*) FILTER (WHERE together) > 1)
  UPDATE deliveries t SET state = 'SENDING', claimed_at = clock_timestamp(), attempts = attempts + 1, digest_id = coalesce(t.digest_id, g.id)
  FROM due LEFT JOIN digests g ON g.person_id = due.person_id AND due.digest_id IS NULL AND (g.whole OR due.together)
  WHERE t.id = due.id AND (g.id IS NOT NULL OR due.id IN (SELECT id FROM first) OR due.digest_id IN (SELECT digest_id FROM first)) RETURNING t.id`;

/** Whom a delivery `d` reaches, as its channel takes it (`MailTo`, `WebhookTo`); nothing where it is owed no more: nobody is written to of a case that they may not see, or to do what is done. */
const TO: Readonly<Record<SentBy, string>> = {
  MAIL: `(SELECT json_build_object('personId', p.id, 'name', p.name, 'address', p.email) FROM persons p WHERE p.id = d.person_id AND p.active AND p.email IS NOT NULL
    AND (n.kind <> 'TASK_OPENED' OR t.status = 'OPEN') AND ${visibleTo('p.id')})`,
  WEBHOOK: `(SELECT json_build_object('endpointId', e.id, 'url', e.url, 'secrets', (SELECT json_agg(json_build_object('id', k.id, 'sealed', k.sealed) ORDER BY k.created_at DESC)
    FROM webhook_secrets k WHERE k.endpoint_id = e.id AND (k.ends_at IS NULL OR k.ends_at > clock_timestamp()))) FROM webhook_endpoints e WHERE e.id = d.endpoint_id AND e.active)`,
};
/** $1 ids. What is read now is what is sent: a title or a deadline may have changed since. */
const content = (channel: SentBy): string => `SELECT d.id, d.attempts, d.digest_id, ${TO[channel]} AS to,
    json_build_object('noticeId', n.id, 'kind', n.kind, 'at', n.at, 'caseId', c.id, 'number', c.number, 'title', c.title, 'processType', c.process_type, 'orgCode', o.code, 'outcome', c.outcome,
      'stepKey', s.key, 'taskId', n.task_id, 'position', t.position, 'dueAt', s.due_at) AS message
  FROM deliveries d JOIN notices n ON n.id = d.notice_id JOIN cases c ON c.id = n.case_id JOIN organisations o ON o.id = c.org_id
    LEFT JOIN steps s ON s.id = n.step_id LEFT JOIN tasks t ON t.id = n.task_id
  WHERE d.id = ANY($1::uuid[]) ORDER BY d.due_at, d.id`;

interface ContentRow<To> {
  readonly id: string;
  readonly attempts: number;
  readonly digest_id: string | null;
  readonly to: To | null;
  readonly message: Message;
}

/**
 * Takes what is due into this worker's hands; no other one has it until it is given back or left for too long.
 * @param mergeAbove of more messages to one person one is made; none is unless given
 */
export async function claim<To>(pool: Pool, channel: SentBy, limit: number, mergeAbove?: number): Promise<Claimed<To>[]> {
  const { rows: taken } = await pool.query<{ id: string }>(
    mergeAbove === undefined ? { name: 'claim-deliveries', text: CLAIM, values: [channel, limit] } : { name: 'claim-merged', text: CLAIM_MERGED, values: [channel, limit, mergeAbove] },
  );
  if (taken.length === 0) return [];
  const { rows } = await pool.query<ContentRow<To>>({ name: `content-${channel}`, text: content(channel), values: [taken.map(({ id }) => id)] });
  await settle(pool, 'DROPPED', rows.filter(({ to }) => to === null).map(({ id }) => id));
  const parcels = new Map<string, Claimed<To>>();
  for (const { id, attempts, digest_id, to, message } of rows) {
    if (to === null) continue;
    const parcelId = digest_id ?? id;
    const before = parcels.get(parcelId) ?? { attempts, messages: [], deliveryIds: [] };
    parcels.set(parcelId, { id: parcelId, to, attempts: Math.max(attempts, before.attempts), messages: [...before.messages, message], deliveryIds: [...before.deliveryIds, id] });
  }
  return [...parcels.values()];
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

/** So many at once: a round of housekeeping is short. */
const PRUNED_AT_ONCE = 1_000;

/** Deletes the oldest notices that were recorded before an instant, with their deliveries; returns how many. Ids are in the order of time. */
export async function prune(pool: Pool, before: number): Promise<number> {
  const oldest = `(SELECT id FROM notices WHERE id < $1 AND at < to_timestamp($2 / 1000.0) AND spread_at IS NOT NULL ORDER BY id LIMIT ${PRUNED_AT_ONCE})`;
  const values = [firstIdAt(before), before];
  await pool.query(`DELETE FROM deliveries WHERE notice_id IN ${oldest}`, values);
  const { rowCount } = await pool.query(`DELETE FROM notices n WHERE n.id IN ${oldest} AND NOT EXISTS (SELECT FROM deliveries d WHERE d.notice_id = n.id)`, values);
  return rowCount ?? 0;
}

/** The first UUIDv7 of an instant (RFC 9562, 5.7). */
function firstIdAt(instant: number): string {
  const hex = instant.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
