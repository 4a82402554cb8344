/** Drives one case by HTTP, act by act, and notes what it took. */
import type { Process } from '@workflows/kit/fold';
import type { Pool } from 'pg';
import { seatOfStep, stepsOf } from '../processes/approvals';
import { FORM_OF_1_KB } from '../processes/form';
import { ProblemError, type Sessions } from './session';

const APPLICANT = 'hospital-a.staff-1';
const ACCOUNTS: Readonly<Record<string, string>> = {
  UNIT_DATA_ADMINISTRATOR: 'hospital-a.data-admin',
  UNIT_DESIGNATED_LEADER: 'hospital-a.designated-leader',
  UNIT_GROUP_LEADER: 'hospital-a.group-leader',
  UNIT_SECURITY_OFFICER: 'hospital-a.security-officer',
  UNIT_TECH_REVIEWER: 'hospital-a.tech-reviewer-1',
};
export const EVERYBODY = [APPLICANT, ...Object.values(ACCOUNTS)];
const deciderOf = (step: number): string => ACCOUNTS[seatOfStep(step)] ?? '';

/**
 * READS: as a real client, the case and the task are read before each decision. ACTS: the next task is looked up in the
 * database on the bench's own connection, and its digest is known: forms that are alike have the same.
 */
export type Manner = 'READS' | 'ACTS';

export interface Notes {
  readonly latencies: { readonly create: number[]; readonly decide: number[]; readonly read: number[] };
  /** Ids of acknowledged decisions and of cases. */
  readonly decisions: string[];
  readonly cases: string[];
  readonly closed: string[];
  readonly errors: Record<string, number>;
}
export const newNotes = (): Notes => ({ latencies: { create: [], decide: [], read: [] }, decisions: [], cases: [], closed: [], errors: {} });

export function noteError(notes: Notes, error: unknown): void {
  const name = error instanceof ProblemError ? error.message : error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 120) : 'unknown';
  notes.errors[name] = (notes.errors[name] ?? 0) + 1;
}

interface Task {
  readonly id: string;
  readonly version: number;
}
interface CaseView {
  readonly id: string;
  readonly steps: readonly { readonly status: string; readonly tasks: readonly (Task & { readonly status: string })[] }[];
}
const openTaskOf = ({ steps }: CaseView): Task | undefined => steps.filter(({ status }) => status === 'OPEN').flatMap(({ tasks }) => tasks).find(({ status }) => status === 'OPEN');

export interface DriverOptions {
  readonly sessions: Sessions;
  readonly owner: Pool;
  readonly process: Process;
  readonly manner: Manner;
}

export class CaseDriver {
  private caseId = '';
  private task: Task | undefined;
  private done = 0;

  constructor(
    private readonly options: DriverOptions,
    private readonly digests: Map<string, string>,
  ) {}

  /** 0: not begun. */
  get steps(): number {
    return this.done;
  }
  get begun(): boolean {
    return this.caseId !== '';
  }
  get closed(): boolean {
    return this.done === stepsOf(this.options.process);
  }

  /** The next act of the case. @param dueAt from when its latency counts; from its sending unless given */
  async act(notes: Notes | undefined, dueAt?: number): Promise<void> {
    if (!this.begun) await this.create(notes, dueAt);
    else await this.decide(notes, dueAt);
  }

  private async create(notes: Notes | undefined, dueAt?: number): Promise<void> {
    const { sessions, process } = this.options;
    const from = dueAt ?? performance.now();
    const view = await sessions.post<CaseView>(APPLICANT, '/cases', { processType: process.definition.id, form: FORM_OF_1_KB });
    notes?.latencies.create.push(performance.now() - from);
    notes?.cases.push(view.id);
    this.caseId = view.id;
    this.task = openTaskOf(view);
  }

  private async decide(notes: Notes | undefined, dueAt?: number): Promise<void> {
    const { sessions, manner } = this.options;
    const decider = deciderOf(this.done + 1);
    const task = this.task ?? (await this.findTask(decider, notes));
    const seenDigest = await this.digestOf(decider, task, notes);
    const from = manner === 'ACTS' && dueAt !== undefined ? dueAt : performance.now();
    const { decisionId, case: after } = await sessions.post<{ decisionId: string; case: { status: string } }>(decider, `/tasks/${task.id}/decision`, { version: task.version, outcome: 'APPROVE', seenDigest });
    notes?.latencies.decide.push(performance.now() - from);
    notes?.decisions.push(decisionId);
    this.task = undefined;
    this.done += 1;
    if (this.closed !== (after.status === 'CLOSED')) throw new Error(`after decision ${this.done} the case is ${after.status}`);
    if (this.closed) notes?.closed.push(this.caseId);
  }

  private async findTask(decider: string, notes: Notes | undefined): Promise<Task> {
    const found = this.options.manner === 'READS' ? openTaskOf(await this.read<CaseView>(decider, `/cases/${this.caseId}`, notes)) : await this.lookUpTask();
    if (!found) throw new Error(`no open task after decision ${this.done}`);
    return found;
  }

  private async lookUpTask(): Promise<Task | undefined> {
    const { rows } = await this.options.owner.query<Task>({ name: 'open-task', text: `SELECT id, version FROM tasks WHERE case_id = $1 AND status = 'OPEN'`, values: [this.caseId] });
    return rows[0];
  }

  private async digestOf(decider: string, task: Task, notes: Notes | undefined): Promise<string> {
    const key = `${this.options.process.definition.id} ${this.done + 1}`;
    const known = this.options.manner === 'ACTS' ? this.digests.get(key) : undefined;
    if (known !== undefined) return known;
    const { shown } = await this.read<{ shown: { digest: string } }>(decider, `/tasks/${task.id}`, notes);
    this.digests.set(key, shown.digest);
    return shown.digest;
  }

  private async read<T>(account: string, path: string, notes: Notes | undefined): Promise<T> {
    const from = performance.now();
    const answer = await this.options.sessions.get<T>(account, path);
    notes?.latencies.read.push(performance.now() - from);
    return answer;
  }
}
