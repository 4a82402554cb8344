/** Cases of processes with plain desks, as their people drive them. */
import { decide, type DecideAnswer } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import type { Desks } from '@libs/record/desk';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { CaseRecord } from '@libs/record/record';
import { freshKey, personId, type RecordWorld } from './record-world';
import { seenOn } from './seen-on';

export interface PlainTask {
  readonly id: string;
  readonly step_id: string;
  readonly version: number;
  readonly status: string;
}

/** Accounts are of hospital A. */
const person = (account: string): string => personId(`hospital-a.${account}`);

export class PlainCases {
  private constructor(
    readonly world: RecordWorld,
    readonly record: CaseRecord,
  ) {}

  static async on(world: RecordWorld, desks: Desks): Promise<PlainCases> {
    await pinDefinitions(world.pool, desks);
    return new PlainCases(world, new CaseRecord(world.pool, desks));
  }

  async start(processType: string, facts: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const form = { facts };
    return (await start(this.record, { personId: person('staff-1'), processType, form, idempotency: freshKey('/cases', form) })).body.id;
  }

  /** The newest task of a step: of its position, or of this member of its body. */
  async task(caseId: string, stepKey: string, account: string): Promise<PlainTask> {
    const { rows } = await this.world.owner.query<PlainTask>(
      `SELECT t.id, t.step_id, t.version, t.status FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND s.key = $2 AND (t.person_id IS NULL OR t.person_id = $3) ORDER BY s.opened_seq DESC, t.status = 'CANCELLED' LIMIT 1`,
      [caseId, stepKey, person(account)],
    );
    if (!rows[0]) throw new Error(`no task ${stepKey}`);
    return rows[0];
  }

  async decide(caseId: string, stepKey: string, account: string, outcome = 'APPROVE', facts?: Readonly<Record<string, unknown>>): Promise<DecideAnswer> {
    const { id, step_id, version } = await this.task(caseId, stepKey, account);
    const seenDigest = await seenOn(this.record, caseId, step_id);
    return (await decide(this.record, { personId: person(account), taskId: id, version, outcome, seenDigest, opinion: '意见', evidence: facts && { facts }, authenticatedAt: Date.now(), idempotency: freshKey(`/tasks/${id}/decision`) })).body;
  }
}
