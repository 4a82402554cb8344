/**
 * Turns notices, which acts record, into deliveries: one a person and channel. An act knows the seat; who holds it is
 * asked here. Nobody who has stood back from a case is told of it.
 */
import type { Pool, PoolClient } from 'pg';
import { holdsNow } from '@libs/persistence/holds-now';
import { newId } from '@libs/record/changes';
import { notRecused } from '@libs/record/recused';
import type { NoticeKind } from '@libs/record/rows';
import { agenciesOf, reachesCase } from '@libs/record/stand-ins';
import type { SentBy } from './channel';
import { INBOX_CHANNEL } from './inbox';
import { planOf, type Preferences } from './preferences';

interface Owed {
  readonly notice_id: string;
  /** None where nobody holds the seat. */
  readonly person_id: string | null;
  readonly kind: NoticeKind;
  readonly mailable: boolean | null;
  readonly person: Preferences | null;
  readonly unit: Preferences | null;
  /** The database's clock, in milliseconds since the epoch. */
  readonly now: string;
}

interface Delivery {
  readonly id: string;
  readonly notice_id: string;
  readonly person_id: string | null;
  readonly endpoint_id: string | null;
  readonly channel: 'IN_APP' | SentBy;
  /** Milliseconds since the epoch. */
  readonly due_at: number;
  readonly together: boolean;
}

/** A lateral row for each active person whom a notice `n` of a case `c` is owed to: who is named, or who holds the seat, standing agents among them, also of whoever has its task in hand. */
const RECIPIENTS = `LATERAL (SELECT p.id, p.email IS NOT NULL AS mailable FROM persons p WHERE p.id = n.person_id AND p.active
  UNION SELECT p.id, p.email IS NOT NULL FROM assignments a JOIN persons p ON p.id = a.person_id AND p.active WHERE n.person_id IS NULL AND a.position = n.position
    AND (n.org_id IS NULL OR a.org_id = n.org_id) AND (n.dept IS NULL OR a.dept = n.dept) AND ${holdsNow('a')}
  UNION SELECT p.id, p.email IS NOT NULL FROM standing_agents g JOIN persons p ON p.id = g.agent_id AND p.active WHERE ${holdsNow('g')} AND EXISTS (SELECT FROM ${agenciesOf('g.agent_id')} AND ${reachesCase('s', 'c')}
      AND CASE WHEN n.person_id IS NULL THEN a.position = n.position AND (n.org_id IS NULL OR a.org_id = n.org_id) AND (n.dept IS NULL OR a.dept = n.dept)
        ELSE s.principal_id = n.person_id AND EXISTS (SELECT FROM tasks t WHERE t.id = n.task_id AND t.position = a.position AND t.org_id = a.org_id) END)) r`;
/** What an organisation of the person has set for its people: that of the case first. */
const UNIT = `(SELECT u.body FROM notification_preferences u WHERE u.org_id IN (SELECT a.org_id FROM assignments a WHERE a.person_id = r.id AND ${holdsNow('a')}) ORDER BY u.org_id = c.org_id DESC, u.org_id LIMIT 1)`;
/** $1 how many notices, the oldest first; those that another worker has in hand are left to it. */
const OWED = `WITH n AS MATERIALIZED (SELECT * FROM notices WHERE spread_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
  SELECT n.id AS notice_id, r.id AS person_id, n.kind, r.mailable, mine.body AS person, ${UNIT} AS unit, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now
  FROM n JOIN cases c ON c.id = n.case_id LEFT JOIN ${RECIPIENTS} ON ${notRecused('r.id', 'n.case_id')} AND r.id IS DISTINCT FROM (SELECT e.actor_id FROM decisions e WHERE e.id = n.decision_id)
    LEFT JOIN notification_preferences mine ON mine.person_id = r.id ORDER BY n.id, r.id`;

const DELIVER = `INSERT INTO deliveries (id, notice_id, person_id, endpoint_id, channel, state, due_at, together, sent_at)
  SELECT x.id, x.notice_id, x.person_id, x.endpoint_id, x.channel, CASE WHEN x.channel = 'IN_APP' THEN 'SENT' ELSE 'PENDING' END, to_timestamp(x.due_at / 1000.0), x.together, CASE WHEN x.channel = 'IN_APP' THEN clock_timestamp() END
  FROM jsonb_to_recordset($1::jsonb) x (id uuid, notice_id uuid, person_id uuid, endpoint_id uuid, channel text, due_at bigint, together boolean)
  ON CONFLICT DO NOTHING`;
/** $1 notices: the endpoints of other systems that are told of them. */
const ENDPOINTS = `SELECT n.id AS notice_id, e.id AS endpoint_id FROM notices n JOIN cases c ON c.id = n.case_id JOIN webhook_endpoints e ON e.active AND n.kind = ANY(e.kinds) AND (e.org_id IS NULL OR e.org_id = c.org_id)
  WHERE n.id = ANY($1::uuid[]) ORDER BY n.id, e.id`;
const SPREAD = 'UPDATE notices SET spread_at = clock_timestamp() WHERE id = ANY($1::uuid[])';
const WAKE = `SELECT pg_notify('${INBOX_CHANNEL}', person) FROM unnest($1::text[]) person`;

export interface SpreadOptions {
  /** The ways out of the system that there are. */
  readonly channels?: readonly SentBy[];
  readonly limit?: number;
}

/** Works off notices that were told to nobody yet; returns how many, at most `limit`. Safe to repeat, and beside other workers. */
export async function spreadNotices(pool: Pool, options: SpreadOptions = {}): Promise<number> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const spread = await spreadSome(client, options);
    await client.query('COMMIT');
    return spread;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

async function spreadSome(client: PoolClient, { channels = [], limit = 200 }: SpreadOptions): Promise<number> {
  const { rows } = await client.query<Owed>({ name: 'owed', text: OWED, values: [limit] });
  if (rows.length === 0) return 0;
  const notices = [...new Set(rows.map(({ notice_id }) => notice_id))];
  const people = rows.flatMap((owed) => deliveriesOf(owed, channels));
  const deliveries = [...people, ...(channels.includes('WEBHOOK') ? await toEndpoints(client, notices, Number(rows[0]?.now)) : [])];
  await Promise.all([
    client.query({ name: 'deliver', text: DELIVER, values: [JSON.stringify(deliveries)] }),
    client.query({ name: 'spread', text: SPREAD, values: [notices] }),
    client.query({ name: 'wake', text: WAKE, values: [[...new Set(people.flatMap(({ channel, person_id }) => (channel === 'IN_APP' ? [person_id] : [])))]] }),
  ]);
  return notices.length;
}

function deliveriesOf({ notice_id, person_id, kind, mailable, person, unit, now }: Owed, channels: readonly SentBy[]): Delivery[] {
  if (person_id === null) return [];
  const byMail = mailable === true && channels.includes('MAIL');
  return planOf(kind, { person: person ?? {}, unit: unit ?? {} }, Number(now))
    .filter(({ channel }) => channel !== 'MAIL' || byMail)
    .map(({ channel, dueAt, together }) => ({ id: newId(), notice_id, person_id, endpoint_id: null, channel, due_at: dueAt, together }));
}

async function toEndpoints(client: PoolClient, notices: readonly string[], now: number): Promise<Delivery[]> {
  const { rows } = await client.query<{ notice_id: string; endpoint_id: string }>({ name: 'told-endpoints', text: ENDPOINTS, values: [notices] });
  return rows.map((row) => ({ id: newId(), ...row, person_id: null, channel: 'WEBHOOK', due_at: now, together: false }));
}
