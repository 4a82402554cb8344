/** Sequences of every verb by the fall of dice, as the people of a case and others try them. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { hold, release, withdraw } from '@libs/record/acts/case-acts';
import { copy, markRead } from '@libs/record/acts/copies';
import { delegate, returnToOwner } from '@libs/record/acts/delegation-acts';
import { dissent } from '@libs/record/acts/dissent';
import { handBack, resume, revoke, suspend } from '@libs/record/acts/grant-acts';
import { confirm, drop, handOver, reassign, requestTermination, requestVoiding } from '@libs/record/acts/operations';
import { recuse } from '@libs/record/acts/recusal-acts';
import { addSeats, removeSeat } from '@libs/record/acts/seat-acts';
import { followRoster } from '@libs/record/acts/succession';
import { takeBack } from '@libs/record/acts/take-back';
import { claim, transfer, unclaim, urge } from '@libs/record/acts/task-acts';
import type { GrantRow, TaskRow } from '@libs/record/rows';
import { LOCK_CASE } from '@libs/record/statements';
import { SITTINGS } from './seats-world';
import { CAST, person, type StepKind, type VerbWorld } from './verb-world';

export const DICED_VERBS = [
  'agree', 'decide', 'claim', 'unclaim', 'transfer', 'delegate', 'returnToOwner', 'addSeats', 'removeSeat', 'recuse', 'takeBack', 'dissent', 'urge', 'copy', 'read',
  'hold', 'release', 'grant', 'withdraw', 'terminate', 'void', 'reassign', 'lapse', 'agent', 'handOver', 'succession',
] as const;
export type DicedVerb = (typeof DICED_VERBS)[number];

/** A verb, and a number that says on what, by whom and how. */
export type Throw = readonly [verb: DicedVerb, dice: number];

export interface Seen extends TaskRow {
  readonly step_key: string;
  readonly step_kind: string;
  readonly step_status: string;
}

/** What is about to be tried: by whom, and at which path the API offers it, if it has one. */
export interface Attempt {
  readonly by: string;
  readonly path?: string;
  readonly does: () => Promise<unknown>;
}

const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  APPROVE: ['APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'RETURN', 'APPROVE', 'REJECT'],
  SESSION: ['APPROVE', 'APPROVE', 'REVIEW_AGAIN', 'APPROVE', 'APPROVE', 'APPROVE_AFTER_REVISION', 'APPROVE', 'REJECT'],
  COMPLETE: ['DONE'],
  CORRECTION: ['RESUBMIT'],
};
const HOLDERS: Readonly<Record<string, readonly string[]>> = { UNIT_DATA_ADMINISTRATOR: SITTINGS.sequential.people, UNIT_WITNESS: SITTINGS.parallel.people, UNIT_DESIGNATED_LEADER: [CAST.leader] };
const GRANT_ACTS = {
  suspend: ['suspend', suspend, CAST.leader],
  resume: ['resume', resume, CAST.leader],
  handBack: ['hand-back', handBack, CAST.applicant],
  resumeByNobody: ['resume', resume, CAST.outsider],
  revoke: ['revoke', revoke, CAST.leader],
} as const;
/** What an agent does, mostly decide. */
const BY_AGENT = ['decide', 'decide', 'claim', 'decide', 'addSeats', 'decide', 'delegate', 'transfer'] as const;
const WHENS = ['BEFORE', 'PARALLEL', 'AFTER'] as const;

const pick = <T>(from: readonly T[], dice: number): T | undefined => from[dice % Math.max(1, from.length)];

export class VerbsByDice {
  /** Everybody who may come into it. */
  readonly everybody: readonly string[];
  /** What was refused of attempts that are made of several. */
  readonly refusedWithin: string[] = [];
  /** Who holds nothing at present. */
  private readonly away = new Set<string>();

  constructor(
    private readonly verbs: VerbWorld,
    readonly kind: StepKind,
    readonly caseId: string,
  ) {
    this.everybody = [...SITTINGS[kind].people, CAST.applicant, CAST.leader, CAST.adviser, CAST.added, CAST.assessor, CAST.officer, CAST.outsider, CAST.admin, CAST.agent];
  }

  /** What a throw comes to now; nothing where there is nothing to try it on. */
  async attemptFor([verb, dice]: Throw): Promise<Attempt | undefined> {
    const tasks = await this.tasks();
    const open = tasks.filter(({ status }) => status === 'OPEN');
    // Mostly where something can be done, now and then where it cannot any more.
    const task = pick(dice % 7 === 3 ? tasks : open.length ? open : tasks, dice >> 3);
    const by = task && (dice % 5 === 4 ? (pick(this.everybody, dice >> 4) ?? '') : this.usually(task, dice));
    switch (verb) {
      case 'agree':
        return { by: 'everybody of a step', does: () => this.agree(tasks, dice) };
      case 'lapse':
        return dice % 3 === 0 || open.some(({ step_kind }) => step_kind === 'CORRECTION') ? { by: 'time', does: () => this.lapse() } : undefined;
      case 'hold':
        return this.onCase(verb, dice % 4 === 3 ? CAST.outsider : CAST.officer, hold);
      case 'release':
        return this.onCase(verb, CAST.officer, release);
      case 'withdraw':
        return dice % 5 === 0 ? this.onCase(verb, dice % 2 ? CAST.applicant : CAST.outsider, withdraw) : undefined;
      case 'terminate':
        return dice % 9 === 0 ? { by: CAST.admin, does: () => this.byTwo(requestTermination, dice) } : undefined;
      case 'void':
        return dice % 5 === 0 ? { by: CAST.admin, does: () => this.byTwo(requestVoiding, dice) } : undefined;
      case 'grant':
        return this.onGrant(dice);
      case 'read':
        return this.readCopy(dice);
      case 'dissent':
        return this.dissenting(dice);
      default:
        return task && by !== undefined ? this.onTask(verb, task, by, dice, tasks) : undefined;
    }
  }

  async tasks(): Promise<Seen[]> {
    return this.verbs.rows('SELECT t.*, s.key AS step_key, s.kind AS step_kind, s.status AS step_status FROM tasks t JOIN steps s ON s.id = t.step_id WHERE t.case_id = $1 ORDER BY t.opened_at, t.id', [this.caseId]);
  }

  /** Whoever has the task in hand, is named by it, or holds its position. */
  private usually({ assignee_id, person_id, position }: TaskRow, dice: number): string {
    const inHand = this.everybody.find((account) => person(account) === (assignee_id ?? person_id));
    return inHand ?? pick(HOLDERS[position ?? ''] ?? this.everybody, dice >> 5) ?? '';
  }

  private onTask(verb: Exclude<DicedVerb, 'agree' | 'lapse' | 'hold' | 'release' | 'withdraw' | 'terminate' | 'void' | 'grant' | 'read' | 'dissent'>, task: Seen, by: string, dice: number, tasks: readonly Seen[]): Attempt {
    const { record } = this.verbs;
    const on = this.verbs.on(task.id, by);
    const other = person(pick(this.everybody, dice >> 2) ?? '');
    const holder = person(pick(HOLDERS[task.position ?? ''] ?? this.everybody, dice >> 2) ?? '');
    const at = (action: string): string => `/tasks/${task.id}/${action}`;
    switch (verb) {
      case 'decide': {
        const outcome = pick(OUTCOMES[task.step_kind] ?? [], dice >> 1) ?? 'APPROVE';
        return { by, path: at('decision'), does: () => this.verbs.decide(task.id, by, outcome, task.step_kind === 'CORRECTION' ? this.verbs.form(dice % 3 ? `改稿${dice}` : '初稿') : undefined) };
      }
      case 'claim':
        return { by, path: at('claim'), does: () => claim(record, on) };
      case 'unclaim':
        return { by, path: at('unclaim'), does: () => unclaim(record, on) };
      case 'transfer':
        return { by, path: at('transfer'), does: () => transfer(record, { ...on, to: holder }) };
      case 'delegate':
        return { by, path: at('delegate'), does: () => delegate(record, { ...on, to: other }) };
      case 'returnToOwner':
        return { by, path: at('return-to-owner'), does: () => returnToOwner(record, { ...on, opinion: '建议同意' }) };
      case 'addSeats': {
        const when = pick(WHENS, dice >> 1) ?? 'AFTER';
        return { by, path: at('add-seats'), does: () => addSeats(record, { ...on, when, ...(dice % 3 ? { people: [other] } : { seats: [{ position: 'UNIT_TECH_REVIEWER' }] }) }) };
      }
      case 'removeSeat': {
        const seat = pick(tasks.filter(({ added }) => added !== null), dice >> 2);
        const host = tasks.find(({ id }) => id === seat?.added_to) ?? task;
        const remover = dice % 5 === 4 ? by : this.usually(host, dice);
        return { by: remover, does: () => removeSeat(record, { ...this.verbs.on(host.id, remover), seatId: seat?.id ?? task.id }) };
      }
      case 'recuse':
        return { by, path: at('recuse'), does: () => recuse(record, on) };
      case 'takeBack': {
        const decided = tasks.filter(({ status }) => status === 'DONE');
        const chosen = decided.toSorted((a, b) => Number(b.ended_at) - Number(a.ended_at))[dice % 4 === 0 ? 1 : 0] ?? task;
        return this.takingBack(chosen, dice);
      }
      case 'urge':
        return { by, path: at('urge'), does: () => urge(record, on) };
      case 'copy':
        return { by, path: at('copy'), does: () => copy(record, { ...on, to: [other] }) };
      case 'reassign':
        return { by: CAST.admin, does: () => reassign(record, { ...this.verbs.asks(CAST.admin), caseId: this.caseId, taskId: task.id, ...(dice % 4 && { to: holder }) }) };
      case 'handOver': {
        const from = pick([task.delegated_from, task.assignee_id, task.person_id].flatMap((one) => one ?? []), dice >> 3) ?? other;
        return { by: CAST.admin, does: () => handOver(record, { ...this.verbs.asks(CAST.admin), taskId: task.id, from, ...(dice % 4 && { to: holder }) }) };
      }
      case 'agent':
        return this.onTask(pick(BY_AGENT, dice >> 9) ?? 'decide', task, CAST.agent, dice, tasks);
      case 'succession': {
        const back = dice % 2 ? pick([...this.away], dice >> 4) : undefined;
        return { by: 'the roster', does: () => this.turn(back ?? by, dice) };
      }
    }
  }

  /** Who was there leaves, who had left is there again; mostly the record follows at once. */
  private async turn(account: string, dice: number): Promise<void> {
    if (this.away.delete(account)) await this.verbs.returns(account);
    else {
      this.away.add(account);
      await this.verbs.leaves(account);
    }
    if (dice % 4) await followRoster(this.verbs.record, this.caseId);
  }
  /** For the next case of this world. */
  async everybodyReturns(): Promise<void> {
    for (const account of this.away) await this.verbs.returns(account);
  }

  /** As who decided it, or as somebody else. */
  private async deciderOf(task: Seen, dice: number): Promise<string> {
    const [decision] = await this.verbs.rows<{ actor_id: string }>('SELECT actor_id FROM decisions WHERE task_id = $1 ORDER BY at DESC LIMIT 1', [task.id]);
    return this.everybody.find((account) => person(account) === decision?.actor_id && dice % 6 !== 5) ?? this.usually(task, dice);
  }
  private takingBack(task: Seen, dice: number): Attempt {
    return { by: 'its decider', does: async () => takeBack(this.verbs.record, this.verbs.on(task.id, await this.deciderOf(task, dice))) };
  }

  private onCase(verb: string, by: string, act: typeof hold): Attempt {
    return { by, path: `/cases/${this.caseId}/${verb}`, does: () => act(this.verbs.record, { ...this.verbs.asks(by), caseId: this.caseId }) };
  }

  private async onGrant(dice: number): Promise<Attempt | undefined> {
    const [grant] = await this.verbs.rows<GrantRow>('SELECT * FROM grants WHERE case_id = $1', [this.caseId]);
    if (!grant) return undefined;
    const usual = grant.ordered_suspension ? GRANT_ACTS.resume : GRANT_ACTS.suspend;
    const [action, act, by] = dice % 3 ? usual : (pick(Object.values(GRANT_ACTS), dice >> 2) ?? usual);
    return { by, path: `/grants/${grant.id}/${action}`, does: () => act(this.verbs.record, { ...this.verbs.asks(by), grantId: grant.id }) };
  }

  /** Mostly of who was outvoted, now and then of somebody else. */
  private async dissenting(dice: number): Promise<Attempt | undefined> {
    const votes = await this.verbs.rows<{ step_id: string; actor_id: string }>(
      `SELECT d.step_id, d.actor_id FROM decisions d JOIN steps s ON s.id = d.step_id AND s.kind = 'SESSION' WHERE d.case_id = $1 AND d.voided_at IS NULL ORDER BY d.outcome IS NOT DISTINCT FROM s.outcome, d.at`,
      [this.caseId],
    );
    const vote = votes[dice % 4 === 3 ? votes.length - 1 : 0];
    const member = this.everybody.find((account) => person(account) === vote?.actor_id);
    return vote && member !== undefined ? { by: member, does: () => dissent(this.verbs.record, { personId: person(member), stepId: vote.step_id, opinion: '不同意', idempotency: this.verbs.asks(member).idempotency }) } : undefined;
  }

  private async readCopy(dice: number): Promise<Attempt | undefined> {
    const copies = await this.verbs.rows<{ id: string; to_id: string }>('SELECT id, to_id FROM copies WHERE case_id = $1 ORDER BY id', [this.caseId]);
    const chosen = pick(copies, dice);
    const by = chosen && this.everybody.find((account) => person(account) === chosen.to_id);
    return by === undefined ? undefined : { by, path: `/copies/${chosen?.id}/read`, does: () => markRead(this.verbs.record, { ...this.verbs.asks(by), copyId: chosen?.id ?? '' }) };
  }

  /** Everybody whose seat is open agrees, one after another, until the step is settled or nobody is left; now and then the first member of a body is outvoted. */
  private async agree(tasks: readonly Seen[], dice: number): Promise<void> {
    const step = tasks.find(({ status }) => status === 'OPEN')?.step_id;
    for (const { id } of tasks.filter((task) => task.step_id === step)) {
      const task = (await this.tasks()).find((one) => one.id === id && one.status === 'OPEN' && one.step_status === 'OPEN');
      if (!task || task.waiting || task.delegated_from !== null) continue;
      const outvoted = task.step_kind === 'SESSION' && dice % 3 === 0 && id === tasks.find((one) => one.step_id === step)?.id;
      const outcome = outvoted ? 'REJECT' : (OUTCOMES[task.step_kind]?.[0] ?? 'APPROVE');
      await this.verbs.decide(id, this.usually(task, 0), outcome, task.step_kind === 'CORRECTION' ? this.verbs.form() : undefined).catch((error: unknown) => {
        if (!(error instanceof DomainError) || error.code === 'CASE_STOPPED') throw error;
        this.refusedWithin.push(error.code);
      });
    }
  }

  private async byTwo(request: typeof requestVoiding, dice: number): Promise<void> {
    const { record } = this.verbs;
    const { body } = await request(record, { ...this.verbs.asks(CAST.admin), caseId: this.caseId });
    const operationId = body.operation?.id ?? '';
    if (dice % 2) await drop(record, { ...this.verbs.asks(CAST.otherAdmin), operationId });
    else await confirm(record, { ...this.verbs.asks(CAST.otherAdmin), operationId });
  }

  /** Every limit of the case passes. */
  private async lapse(): Promise<void> {
    await this.verbs.world.owner.query(`UPDATE clocks SET due_at = now() - interval '1 minute', next_at = now() - interval '1 minute' WHERE case_id = $1 AND stopped_at IS NULL AND next_at IS NOT NULL`, [this.caseId]);
    await this.verbs.record.actAsSystem({ by: LOCK_CASE, id: this.caseId }, async () => undefined);
  }
}
