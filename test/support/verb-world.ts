/** Cases of one judgement of each kind, a second one, a grant and a closing, for everything that people can do to them. */
import { decide } from '@libs/record/acts/decide';
import { start } from '@libs/record/acts/start';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import type { CaseRow, StepRow, TaskRow } from '@libs/record/rows';
import type { ProcessDesk } from '@libs/record/desk';
import { pinDefinitions } from '@libs/record/pin-definitions';
import { apart, define, lapsing, policiesOfStep, within } from '@workflows/kit/definition';
import { processOf, type Process } from '@workflows/kit/fold';
import { plainDesk } from './plain-desk';
import { freshKey, personId, RecordWorld } from './record-world';
import { SITTINGS } from './seats-world';
import { seenOn } from './seen-on';

export const STEP_KINDS = ['sequential', 'parallel', 'session'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** The steps, in their order. */
export const judgementOf = (kind: StepKind): 'judgement' | 'deliberation' => (kind === 'session' ? 'deliberation' : 'judgement');
const LONG_MS = 365 * 86_400_000;

export function deskOf(kind: StepKind): ProcessDesk {
  const { seats, rule } = SITTINGS[kind];
  const judged = { title: '审核', article: '测试', seats, ...(rule && { rule }), clocks: [within('use.initialAssessment.days')] };
  const judgement = judgementOf(kind);
  const definition = define({
    id: `test-verbs-${kind}`, code: 'T05', title: '行为测试', version: 1, summary: '', articles: ['测试'], starters: ['UNIT_STAFF'], offered: true,
    facts: { until: { kind: 'instant' } }, sections: { matter: '事项' }, gates: {}, effects: {}, diversions: {}, periods: {}, children: {},
    steps: {
      judgement: { ...judged, kind: 'APPROVE' },
      deliberation: { ...judged, kind: 'SESSION' },
      second: { title: '复核', kind: 'APPROVE', article: '测试', seats: [{ position: 'UNIT_DESIGNATED_LEADER' }], clocks: [within('use.secondaryAssessment.days')] },
      closure: { title: '办结', kind: 'COMPLETE', article: '测试', seats: [{ applicant: true }] },
    },
    reviews: { application: { title: '补正', correctedBy: { applicant: true }, corrects: 'form', clocks: [lapsing('use.correction.lapseDays')], article: '测试' } },
    grants: { use: { title: '授权', article: '测试', scope: [], requires: [{ step: judgement }, { step: 'second' }], suspendedBy: ['UNIT_DESIGNATED_LEADER'], revokedBy: ['UNIT_DESIGNATED_LEADER'], handedBackBy: 'APPLICANT' } },
    terminals: { DONE: { title: '完成', positive: true }, REJECTED: { title: '未获批准', positive: false }, WITHDRAWN: { title: '撤回', positive: false }, EXPIRED: { title: '失效', positive: false } },
    distinct: [...apart('applicant-is-no-decider', '申请人不得审核', 'APPLICANT', ['judgement', 'deliberation', 'second']), ...apart('two-judges', '复核人不得参与审核', 'second', ['judgement', 'deliberation'])],
    holds: { by: ['UNIT_SECURITY_OFFICER'] }, withdrawUntil: { grant: 'use' },
  });
  const desk = plainDesk(
    processOf(definition, async (c) => {
      await c.review('application', async (c) => {
        if (kind === 'session') await c.session('deliberation');
        else await c.approve('judgement');
        await c.approve('second');
      });
      await c.granted('use', { until: 'until' });
      await c.complete('closure');
      await c.end('DONE');
    }),
  );
  return { ...desk, pins: [...policiesOfStep(definition.steps.judgement), ...policiesOfStep(definition.steps.second)] };
}

/** Hospital A's people by what they are in these cases; whoever has a dot in the account is of elsewhere. */
export const CAST = {
  applicant: 'staff-1',
  leader: 'designated-leader',
  /** Asked for an opinion, added to a step, or there because somebody else was added. */
  adviser: 'staff-3',
  added: 'security-auditor',
  assessor: 'custodian-1',
  /** Holds and releases. */
  officer: 'security-officer',
  /** May know of the case, and sits nowhere in it. */
  outsider: 'owner-records',
  stranger: 'centre-b.data-admin',
  /** Stands in for the owner of each kind of step, and for the leader. */
  agent: 'custodian-2',
  admin: 'commission.process-admin-1',
  otherAdmin: 'commission.process-admin-2',
} as const;

const named = (account: string): string => (account.includes('.') ? account : `hospital-a.${account}`);
export const person = (account: string): string => personId(named(account));
const PRINCIPALS = [...STEP_KINDS.flatMap((kind) => SITTINGS[kind].people.slice(0, 1)), CAST.leader];

export class VerbWorld {
  /** Ids of the decisions that were acknowledged, by case. */
  private readonly acknowledged = new Map<string, string[]>();

  private constructor(
    readonly world: RecordWorld,
    readonly record: CaseRecord,
    private readonly processes: ReadonlyMap<string, Process>,
  ) {}

  static async create(): Promise<VerbWorld> {
    const world = await RecordWorld.create();
    const desks = new Map(STEP_KINDS.map((kind) => [`test-verbs-${kind}`, deskOf(kind)] as const));
    await pinDefinitions(world.pool, desks);
    await world.owner.query(
      `INSERT INTO standing_agents (id, principal_id, agent_id, valid_from, valid_to, reason, appointed_by)
       SELECT gen_random_uuid(), p, $2, now() - interval '1 minute', now() + interval '1 day', '出差', p FROM unnest($1::uuid[]) p`,
      [PRINCIPALS.map(person), person(CAST.agent)],
    );
    return new VerbWorld(world, new CaseRecord(world.pool, desks), new Map([...desks].map(([id, { process }]) => [id, process])));
  }

  destroy(): Promise<void> {
    return this.world.destroy();
  }

  processOf(kind: StepKind): Process {
    const process = this.processes.get(`test-verbs-${kind}`);
    if (!process) throw new Error(`no process ${kind}`);
    return process;
  }

  async start(kind: StepKind): Promise<string> {
    const form = { matter: { says: '初稿' }, facts: { until: Date.now() + LONG_MS } };
    const { body } = await start(this.record, { personId: person(CAST.applicant), processType: `test-verbs-${kind}`, form, idempotency: freshKey('/cases') });
    return body.id;
  }

  /** Somebody leaves every position and body; the record does not follow by itself. */
  leaves(account: string): Promise<void> {
    return this.turn(account, 'clock_timestamp() WHERE valid_to IS NULL');
  }
  /** And holds them again. */
  returns(account: string): Promise<void> {
    return this.turn(account, 'NULL WHERE valid_to IS NOT NULL');
  }
  private async turn(account: string, end: string): Promise<void> {
    for (const table of ['assignments', 'body_members']) await this.rows(`UPDATE ${table} SET valid_to = ${end} AND person_id = $1`, [person(account)]);
  }

  /** What every act is asked with. */
  asks(account: string): { personId: string; reason: string; idempotency: IdempotencyKey } {
    return { personId: person(account), reason: '测试理由', idempotency: freshKey('/act') };
  }
  on(taskId: string, account: string): ReturnType<VerbWorld['asks']> & { taskId: string } {
    return { ...this.asks(account), taskId };
  }

  async rows<T extends object>(sql: string, values: readonly unknown[]): Promise<T[]> {
    return (await this.world.owner.query<T>(sql, [...values])).rows;
  }

  tasks(caseId: string): Promise<TaskRow[]> {
    return this.rows('SELECT * FROM tasks WHERE case_id = $1 ORDER BY opened_at, id', [caseId]);
  }
  steps(caseId: string): Promise<StepRow[]> {
    return this.rows('SELECT * FROM steps WHERE case_id = $1 ORDER BY opened_seq, id', [caseId]);
  }
  async case(caseId: string): Promise<CaseRow> {
    const [row] = await this.rows<CaseRow>('SELECT * FROM cases WHERE id = $1', [caseId]);
    if (!row) throw new Error(`no case ${caseId}`);
    return row;
  }

  /** The newest own seat of somebody on a step, or of their position. */
  async seat(caseId: string, stepKey: string, account: string): Promise<TaskRow> {
    const [task] = await this.rows<TaskRow>(
      `SELECT t.* FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 AND s.key = $2 AND t.added IS NULL AND (t.person_id IS NULL OR t.person_id = $3) ORDER BY s.opened_seq DESC, t.opened_at DESC LIMIT 1`,
      [caseId, stepKey, person(account)],
    );
    if (!task) throw new Error(`no seat of ${account} on ${stepKey}`);
    return task;
  }

  /** What is shown on a step now; nothing where it is not loaded any more. */
  shown(caseId: string, stepId: string): Promise<string> {
    return seenOn(this.record, caseId, stepId);
  }

  /** @param form of a correction */
  async decide(taskId: string, account: string, outcome: string, form?: object): Promise<void> {
    const [task] = await this.rows<TaskRow>('SELECT * FROM tasks WHERE id = $1', [taskId]);
    if (!task) throw new Error(`no task ${taskId}`);
    const seenDigest = await this.shown(task.case_id, task.step_id);
    const { body } = await decide(this.record, { ...this.on(taskId, account), version: task.version, outcome, seenDigest, opinion: '意见', ...(form && { form }) });
    this.acknowledged.set(task.case_id, [...this.acknowledgedIn(task.case_id), body.decisionId]);
  }

  acknowledgedIn(caseId: string): readonly string[] {
    return this.acknowledged.get(caseId) ?? [];
  }

  /** Another form than the first: who judged it judges again. */
  form(says = '改稿'): object {
    return { matter: { says }, facts: { until: Date.now() + LONG_MS } };
  }
}
