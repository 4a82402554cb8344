import { Injectable } from '@nestjs/common';
import { answerAgain, CLAIM_KEY, inFlight, KEEP, KEPT, type Answer, type IdempotencyKey } from '@libs/record/idempotency';
import { isLockTimeout } from '@libs/record/pool';
import type { IdempotencyRow } from '@libs/record/rows';
import { DataSource, type EntityManager } from 'typeorm';

export interface IdempotentRequest extends IdempotencyKey {
  /** Person or client: keys of different callers never meet. */
  readonly callerId: string;
}

/** How long a second request waits for the first. */
const WAIT_MS = 5_000;

/**
 * For acts outside cases (libs/record does the same in the transaction of a case's act): the key is inserted first, in
 * the transaction of the act, so that a repetition waits for it on the unique index and then finds either the answer,
 * or, after a failure, nothing.
 */
@Injectable()
export class IdempotencyService {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `act`, or gives its first answer again; only successful answers are kept. Throws `IDEMPOTENCY_MISMATCH`, `IDEMPOTENCY_IN_FLIGHT` and what `act` throws. */
  async run(request: IdempotentRequest, act: (manager: EntityManager) => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    const { callerId, path, key, bodyDigest: digest } = request;
    const primaryKey = [callerId, path, key];
    return await this.dataSource.transaction(async (manager) => {
      if (!(await claim(manager, [...primaryKey, digest]))) return answerAgain((await manager.query<IdempotencyRow[]>(KEPT, primaryKey))[0], digest);
      const answer = await act(manager);
      await manager.query(KEEP, [...primaryKey, answer.status, JSON.stringify(answer.body ?? null), answer.location ?? null]);
      return answer;
    });
  }

  /**
   * Runs what is made of acts with keys of their own, each in its own transaction: none stays open around them. Whoever
   * repeats it before an answer was kept, be it that the first is still at work or that it died, runs the parts again,
   * and those that were done answer again; the answer that is kept first is everybody's. Throws as `run` does.
   */
  async runInParts(request: IdempotentRequest, act: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    const { manager } = this.dataSource;
    const { callerId, path, key, bodyDigest: digest } = request;
    const primaryKey = [callerId, path, key];
    const kept = async (): Promise<IdempotencyRow | undefined> => (await manager.query<IdempotencyRow[]>(KEPT, primaryKey))[0];
    const claimed = (await manager.query<unknown[]>(CLAIM_KEY, [...primaryKey, digest])).length > 0;
    const before = claimed ? undefined : await kept();
    if (before && (before.body_digest !== digest || before.status !== null)) return answerAgain(before, digest);
    const answer = await act();
    await manager.query(`${KEEP} AND status IS NULL`, [...primaryKey, answer.status, JSON.stringify(answer.body ?? null), answer.location ?? null]);
    return answerAgain(await kept(), digest);
  }
}

/** Whether the key is ours now: new, or older than it is kept. */
async function claim(manager: EntityManager, values: readonly string[]): Promise<boolean> {
  await manager.query(`SELECT set_config('lock_timeout', $1, true)`, [`${WAIT_MS}ms`]);
  try {
    return (await manager.query<unknown[]>(CLAIM_KEY, [...values])).length > 0;
  } catch (error) {
    // TypeORM's error carries the code of the driver's.
    throw isLockTimeout(error) ? inFlight(error) : error;
  }
}
