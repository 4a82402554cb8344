/** Cases of one step each, as different as seats can be, with whoever sits on them. */
import { start } from '@libs/record/acts/start';
import { decide, type DecideAnswer } from '@libs/record/acts/decide';
import { CaseRecord } from '@libs/record/record';
import { pinDefinitions } from '@libs/record/pin-definitions';
import type { TaskRow } from '@libs/record/rows';
import type { ProcessDesk } from '@libs/record/desk';
import { DESKS } from '@workflows/processes/desks';
import { define, policiesOfStep, type Seat, type TallyRule } from '@workflows/kit/definition';
import { processOf } from '@workflows/kit/fold';
import { plainDesk } from './plain-desk';
import { freshKey, personId, RecordWorld } from './record-world';
import { seenOn } from './seen-on';

/** One after another, side by side, or in a body. */
export const KINDS = ['sequential', 'parallel', 'group', 'session'] as const;
export type Kind = (typeof KINDS)[number];

interface Sitting {
  readonly seats: readonly Seat[];
  readonly rule?: TallyRule;
  /** Who sits there, of hospital A; the first of them is the owner of a test. */
  readonly people: readonly string[];
  /** How many of them have to agree. */
  readonly needed: number;
}

export const SITTINGS: Readonly<Record<Kind, Sitting>> = {
  sequential: { seats: [{ position: 'UNIT_DATA_ADMINISTRATOR' }], people: ['data-admin', 'data-admin-2'], needed: 1 },
  parallel: { seats: [{ position: 'UNIT_WITNESS' }], rule: { kind: 'ALL' }, people: ['witness-1', 'witness-2'], needed: 2 },
  group: { seats: [{ body: 'UNIT_TECH_REVIEW_GROUP' }], rule: { kind: 'AT_LEAST', policy: 'tech.review.minReviewers' }, people: ['tech-reviewer-1', 'tech-reviewer-2', 'custodian-reviewer'], needed: 2 },
  session: {
    seats: [{ body: 'UNIT_ETHICS_COMMITTEE' }],
    rule: { kind: 'RATIO_OF_ALL', policy: 'ethics.passRule', present: 'ethics.present.min' },
    people: ['ethics-1', 'ethics-2', 'ethics-3', 'ethics-4', 'ethics-5', 'ethics-6', 'ethics-chair'],
    needed: 5,
  },
};

const named = (account: string): string => (account.includes('.') ? account : `hospital-a.${account}`);
export const person = (account: string): string => personId(named(account));

/** A process with one judgement, which may be sent back once and again. */
export const deskOfKind = (kind: Kind): ProcessDesk => deskOf(kind, SITTINGS[kind]);

export function deskOf(kind: string, { seats, rule }: Pick<Sitting, 'seats' | 'rule'>): ProcessDesk {
  const judged = { title: '审核', article: '测试', seats, ...(rule && { rule }) };
  const definition = define({
    id: `test-${kind}`, code: 'T04', title: '席位测试', version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true,
    facts: {}, sections: {}, gates: {}, grants: {}, effects: {}, diversions: {}, periods: {}, children: {},
    steps: { judgement: { ...judged, kind: 'APPROVE' }, deliberation: { ...judged, kind: 'SESSION' } },
    reviews: { application: { title: '补正', correctedBy: { applicant: true }, corrects: 'form', article: '测试' } },
    terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '未获批准', positive: false }, WITHDRAWN: { title: '撤回', positive: false } },
    distinct: [{ id: 'applicant-is-no-decider', title: '申请人不得审核', among: ['APPLICANT', 'judgement', 'deliberation'] }],
    holds: { by: ['UNIT_DATA_ADMINISTRATOR'] }, withdrawUntil: 'END',
  });
  const desk = plainDesk(
    processOf(definition, async (c) => {
      await c.review('application', async (c) => {
        if (kind === 'session') await c.session('deliberation');
        else await c.approve('judgement');
      });
      await c.end('DONE');
    }),
  );
  return { ...desk, pins: policiesOfStep(definition.steps.judgement) };
}

export class SeatsWorld {
  private constructor(
    readonly world: RecordWorld,
    readonly record: CaseRecord,
  ) {}

  /** @param others further processes, by the id of their definition */
  static async create(others: readonly ProcessDesk[] = []): Promise<SeatsWorld> {
    const world = await RecordWorld.create();
    const desks = new Map([...DESKS, ...[...KINDS.map(deskOfKind), ...others].map((desk) => [desk.process.definition.id, desk] as const)]);
    await pinDefinitions(world.pool, desks);
    return new SeatsWorld(world, new CaseRecord(world.pool, desks));
  }

  destroy(): Promise<void> {
    return this.world.destroy();
  }

  async start(kind: string, account = 'staff-1'): Promise<string> {
    const { body } = await start(this.record, { personId: person(account), processType: `test-${kind}`, form: {}, idempotency: freshKey('/cases') });
    return body.id;
  }

  async tasks(caseId: string, condition = 'true'): Promise<TaskRow[]> {
    const { rows } = await this.world.owner.query<TaskRow>(`SELECT t.* FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND s.kind <> 'CORRECTION' AND ${condition} ORDER BY t.opened_at, t.id`, [caseId]);
    return rows;
  }

  async task(id: string): Promise<TaskRow> {
    const { rows } = await this.world.owner.query<TaskRow>('SELECT * FROM tasks WHERE id = $1', [id]);
    if (!rows[0]) throw new Error(`no task ${id}`);
    return rows[0];
  }

  /** The open own seat of somebody: the one that names them, or the position's. */
  async seat(caseId: string, account: string): Promise<TaskRow> {
    const open = await this.tasks(caseId, `t.status = 'OPEN' AND t.added IS NULL`);
    const task = open.find(({ person_id }) => person_id === person(account)) ?? open.find(({ person_id }) => person_id === null);
    if (!task) throw new Error(`no open seat of ${account}`);
    return task;
  }

  /** What every verb on a task is asked with. */
  on(task: Pick<TaskRow, 'id'>, account: string): { personId: string; taskId: string; reason: string; idempotency: ReturnType<typeof freshKey> } {
    return { personId: person(account), taskId: task.id, reason: '测试理由', idempotency: freshKey('/act') };
  }

  async decide(task: Pick<TaskRow, 'id'>, account: string, outcome = 'APPROVE'): Promise<DecideAnswer> {
    const { case_id, step_id, version } = await this.task(task.id);
    const seenDigest = await seenOn(this.record, case_id, step_id);
    return (await decide(this.record, { personId: person(account), taskId: task.id, version, outcome, seenDigest, opinion: '意见', idempotency: freshKey('/d') })).body;
  }

  /** As many own seats agree as have to, but for those who have decided already; `DecideAnswer` of the last. */
  async agree(caseId: string, kind: Kind): Promise<DecideAnswer> {
    let last: DecideAnswer | undefined;
    for (const account of SITTINGS[kind].people.slice(0, SITTINGS[kind].needed)) {
      const open = await this.tasks(caseId, `t.status = 'OPEN' AND t.added IS NULL`);
      const task = open.find(({ person_id }) => person_id === null || person_id === person(account));
      if (task) last = await this.decide(task, account);
    }
    if (!last) throw new Error('nobody decided');
    return last;
  }

  async step(caseId: string): Promise<{ id: string; status: string; outcome: string | null; unstaffed: boolean }> {
    const { rows } = await this.world.owner.query(`SELECT id, status, outcome, unstaffed FROM steps WHERE case_id = $1 AND key IN ('judgement', 'deliberation') ORDER BY occurrence DESC`, [caseId]);
    return rows[0];
  }

  async outcome(caseId: string): Promise<unknown> {
    return (await this.world.caseRow(caseId))['outcome'];
  }
}
