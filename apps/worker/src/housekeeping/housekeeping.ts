/** What has to be done now and then, by one worker: each round is safe to repeat and finds what the last one left. */
import { shiftInstant } from '@libs/domain/shift';
import { prune } from '@libs/notify/deliveries';
import { failureKind } from '@libs/platform/logging/failure-kind';
import type { Logger } from '@libs/platform/logging/logger';
import { durationOf } from '@libs/policy/typed-values';
import type { Revisions } from '@libs/record/caches';
import { casesBehindRoster, followRoster, RosterWatch } from '@libs/record/acts/succession';
import { deliverChildEnd, endOrphan, orphans, untoldChildEnds } from '@libs/record/children';
import { overdueCases, settleOverdue } from '@libs/record/engine';
import { KEPT_FOR } from '@libs/record/idempotency';
import type { CaseRecord } from '@libs/record/record';
import { casesToRecount, recountClocks } from '@libs/record/recount';
import { casesBehind, noteGradings } from '@libs/record/regrade';
import { beginAfterRetention, retentionsOver } from '@libs/record/retention';
import { REVISIONS_NOW } from '@libs/record/statements';

/** Clocks are the engine's work. What is this late was missed while it was away: the record keeps time by itself then. */
const MISSED_BY_MS = 5_000;

/** No task that fails, and no case within one, keeps the others waiting. */
export async function keepHouse(record: CaseRecord, logger: Logger): Promise<void> {
  for (const [task, run] of Object.entries(TASKS)) {
    const attempt = async (body: () => Promise<unknown>, about?: About): Promise<void> => {
      await body().catch((error: unknown) => logger.warn({ task, ...about, failure: failureKind(error) }, 'housekeeping failed, and is tried again'));
    };
    await attempt(() => run(record, (caseId, body) => attempt(body, { caseId }), attempt));
  }
}

/** One worker keeps house: it remembers which roster it has followed. */
const ROSTER = new RosterWatch();

type About = { readonly caseId?: string; readonly resourceId?: string };
type ForCase = (caseId: string, body: () => Promise<unknown>) => Promise<void>;
type Attempt = (body: () => Promise<unknown>, about: About) => Promise<void>;

const TASKS: Readonly<Record<string, (record: CaseRecord, forCase: ForCase, attempt: Attempt) => Promise<unknown>>> = {
  childEnds: async (record, forCase) => {
    for (const end of await untoldChildEnds(record.pool)) await forCase(end.parent_id, () => deliverChildEnd(record, end));
  },
  orphans: async (record, forCase) => {
    for (const caseId of await orphans(record)) await forCase(caseId, () => endOrphan(record, caseId));
  },
  gradings: async (record, forCase) => {
    for (const caseId of await casesBehind(record.pool)) await forCase(caseId, () => noteGradings(record, caseId));
  },
  calendar: async (record, forCase) => {
    for (const caseId of await casesToRecount(record.pool)) await forCase(caseId, () => recountClocks(record, caseId));
  },
  roster: (record, forCase) =>
    ROSTER.follow(record.pool, async () => {
      for (const caseId of await casesBehindRoster(record.pool)) await forCase(caseId, () => followRoster(record, caseId));
      return (await casesBehindRoster(record.pool, 1)).length === 0;
    }),
  missedClocks: async (record, forCase) => {
    for (const caseId of await overdueCases(record.pool, MISSED_BY_MS)) await forCase(caseId, () => settleOverdue(record, caseId));
  },
  retentions: async (record, _forCase, attempt) => {
    for (const resourceId of await retentionsOver(record)) await attempt(() => beginAfterRetention(record, resourceId), { resourceId });
  },
  refusals: (record) => record.refusals.flush(),
  // What was told is a log of processing: kept as long as the audit is kept at hand.
  notices: async ({ pool, policies, calendars }) => {
    const { rows } = await pool.query<{ revisions: Revisions; now: string }>(REVISIONS_NOW);
    for (const { revisions, now } of rows) {
      const kept = durationOf(await policies.at(revisions, Number(now), pool), 'audit.retention');
      await prune(pool, shiftInstant(Number(now), kept, -1, await calendars.at(revisions, pool)));
    }
  },
  keys: ({ pool }) => pool.query(`DELETE FROM idempotency_keys WHERE at < clock_timestamp() - ${KEPT_FOR}`),
  // Who was signed in when is told by the audit; a day of grace for clocks that differ.
  sessions: ({ pool }) => pool.query(`DELETE FROM login_sessions WHERE expires_at < clock_timestamp() - interval '1 day'`),
  tokens: ({ pool }) => pool.query('DELETE FROM revoked_tokens WHERE expires_at < clock_timestamp()'),
};
