import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { toProblem, type Problem } from '@libs/platform/errors/problem';
import { handOver } from '@libs/record/acts/operations';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { RefusedActs } from '../record/refused-acts';
import type { HandOverRequest } from './roster.dto';

export interface HandedOver {
  readonly taskId: string;
  readonly case: { readonly id: string; readonly number: string };
  readonly status: number;
  readonly problem?: Problem;
}

interface Held {
  readonly id: string;
  readonly case_id: string;
  readonly number: string;
}

/** How many tasks one request moves; another one goes on with the rest. */
const AT_ONCE = 500;

/** Everything of open cases that is in somebody's hands or waits for them by name. */
const HELD = `SELECT t.id, t.case_id, c.number FROM tasks t JOIN cases c ON c.id = t.case_id AND c.status <> 'CLOSED'
  WHERE t.status = 'OPEN' AND (t.assignee_id = $1 OR t.delegated_from = $1 OR t.person_id = $1) ORDER BY t.id LIMIT ${AT_ONCE}`;

/** 离职转办: all that a person has in hand goes to a successor or back to the positions, one result an item, each in a transaction of its own. */
@Injectable()
export class HandOversService {
  constructor(
    private readonly record: CaseRecord,
    private readonly idempotency: IdempotencyService,
    private readonly refused: RefusedActs,
  ) {}

  /** @throws DomainError NOT_ELIGIBLE unless by a process administrator, REASON_REQUIRED */
  async handOver(admin: PersonPrincipal, from: string, { to, reason }: HandOverRequest, key: IdempotencyKey, acceptLanguage: string | undefined): Promise<HandedOver[]> {
    await this.refused.audited({ action: 'HAND_OVER', personId: admin.personId, details: { from } }, async () => {
      if (!admin.assignments.some(({ position }) => position === 'PROCESS_ADMINISTRATOR')) throw new DomainError('NOT_ELIGIBLE');
      if (!reason?.trim()) throw new DomainError('REASON_REQUIRED');
    });
    const answer = await this.idempotency.runInParts({ ...key, callerId: admin.personId }, async () => {
      const { rows } = await this.record.pool.query<Held>({ name: 'held-tasks', text: HELD, values: [from] });
      const results: HandedOver[] = [];
      for (const task of rows) results.push(await this.one(admin, task, { from, to, reason }, key, acceptLanguage));
      return { status: 200, body: results };
    });
    // Written by the closure above, now or when the key was first used.
    return answer.body as HandedOver[];
  }

  private async one({ personId }: PersonPrincipal, { id: taskId, case_id, number }: Held, moved: { readonly from: string; readonly to?: string; readonly reason?: string }, { path, key }: IdempotencyKey, acceptLanguage: string | undefined): Promise<HandedOver> {
    const item = { taskId, case: { id: case_id, number } };
    try {
      const { status } = await handOver(this.record, { personId, taskId, ...moved, idempotency: { path: `${path}/${taskId}`, key, bodyDigest: digestOf(JSON.parse(JSON.stringify(moved))) } });
      return { ...item, status };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'IDEMPOTENCY_IN_FLIGHT') throw error;
      return { ...item, status: error.status, problem: toProblem(error, { acceptLanguage, instance: path }) };
    }
  }
}
