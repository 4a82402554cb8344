/**
 * One case under its lock: appends events, folds them, and brings the rows to what the story wants. So PostgreSQL always
 * equals the fold of its journal; there is no moment in between.
 */
import { chainDigest } from '@libs/domain/digests';
import type { HolidayCalendar } from '@libs/domain/calendar';
import { shiftInstant } from '@libs/domain/shift';
import { durationOf } from '@libs/policy/typed-values';
import { Fold } from '@workflows/kit/fold';
import { applies, outcomesOf, type ClockSpec, type FactValues } from '@workflows/kit/definition';
import type { CaseEvent, NewCaseEvent } from '@workflows/kit/journal';
import { wantsDigest, type Picture, type Want } from '@workflows/kit/want';
import { assigneeOf } from './assignee';
import { SYSTEM, type Told } from './by';
import { Changes, newId } from './changes';
import * as clockBook from './clock-book';
import type { ProcessDesk } from './desk';
import { gateResults } from './gate-check';
import { endGrant, openGrant, syncGrant } from './grant-book';
import { isWithin } from './judgements';
import type { FormerState, LoadedCase } from './loaded';
import { recused } from './recused';
import { instantOf, textOf, type CaseRow, type ClockRow, type NoticeKind, type NoticeRow, type StepRow, type TaskRow } from './rows';
import { isStaffed, PEOPLES } from './seating';
import { isSeat, missingSeats, ofPosition, seatTasks } from './seats';
import { shownDigest } from './shown';
import { seatsOn, standingOf } from './standing';

/** What the registers take note of, with the facts as they stood then. */
export interface Settled {
  readonly key: string;
  readonly outcome?: string;
  readonly subject?: string;
  readonly by: string | null;
  readonly facts: FactValues;
}

/** What falls due within this is told to the engine at once. */
const URGENT_WITHIN_MS = 60_000;

export class CaseWork {
  readonly changes = new Changes();
  /** Grants that this transaction opens or resumes: their requirements are checked again in SQL before it commits. */
  readonly granting: { readonly key: string; readonly after: number }[] = [];
  readonly clocks: ClockRow[];
  /** Cases that were opened as its children in this transaction. */
  readonly children: CaseRow[] = [];
  /** Set once something of it was entered in a register in this transaction. */
  entered = false;
  /** What was settled in this transaction and the registers take note of, in its order. */
  readonly settled: Settled[] = [];
  /** The special review on which what was submitted rests. */
  clearedBy?: string;
  picture: Picture;
  private urgent = false;
  /** Tasks that came to somebody's hand in this act, and of which nobody has been told yet. */
  private readonly inHand = new Map<TaskRow, NoticeKind>();
  /** Set while an event is taken back. */
  private former?: FormerState;

  private constructor(
    readonly loaded: LoadedCase,
    readonly desk: ProcessDesk,
    readonly calendar: HolidayCalendar,
    private readonly folding: Fold,
    /** The database's clock under the case lock, never before the last event. */
    readonly now: number,
  ) {
    this.clocks = loaded.clocks;
    this.picture = folding.picture();
  }

  /** @throws DivergedError when the journal and the story have parted ways */
  static async open(loaded: LoadedCase, desk: ProcessDesk, calendar: HolidayCalendar): Promise<CaseWork> {
    const folding = new Fold(desk.process);
    for (const event of loaded.journal) await folding.feed(event);
    return new CaseWork(loaded, desk, calendar, folding, Math.max(loaded.now, instantOf(loaded.case.last_at)));
  }

  get case(): LoadedCase['case'] {
    return this.loaded.case;
  }
  get definition(): ProcessDesk['process']['definition'] {
    return this.desk.process.definition;
  }
  get terms(): clockBook.ClockTerms {
    return { policies: this.case.policies, calendar: this.calendar, countedBy: this.loaded.revisions.CALENDAR };
  }

  /** Appends an event with its one audit event, and advances. Gates that pass at once are passed on the way. */
  async append(event: NewCaseEvent, told: Told): Promise<void> {
    const row = this.case;
    const seq = row.seq + 1;
    const stamped: CaseEvent = { ...event, seq, at: this.now };
    await this.folding.feed(stamped);
    this.picture = this.folding.picture();
    row.seq = seq;
    row.journal_digest = chainDigest(row.journal_digest ?? undefined, stamped);
    row.wants_digest = wantsDigest(this.picture);
    row.facts = this.picture.facts;
    row.last_at = textOf(this.now);
    this.changes.put('case_events', {
      case_id: row.id,
      seq,
      type: event.type,
      want_id: 'id' in event ? event.id : null,
      at: textOf(this.now),
      body: stamped,
      digest: row.journal_digest,
      wants_digest: row.wants_digest,
    });
    this.changes.put('cases', row);
    this.audit(told, seq);
    if (!this.picture.late.includes(seq)) this.noteEvent(stamped, told.by);
    this.advance(stamped);
    await this.passGates();
  }

  /** The registers of its process are told of it before the transaction commits, where they take note of this key. */
  note(key: string, { outcome, subject, by = null }: { readonly outcome?: string; readonly subject?: string; readonly by?: string | null } = {}): void {
    if (this.desk.registers?.[key]) this.settled.push({ key, ...(outcome !== undefined && { outcome }), ...(subject !== undefined && { subject }), by, facts: this.picture.facts });
  }

  private noteEvent(event: CaseEvent, { actor_kind, actor_id }: Told['by']): void {
    const by = actor_kind === 'PERSON' ? actor_id : null;
    if (event.type === 'started') this.note('started', { by });
    const step = 'id' in event ? this.loaded.steps.find(({ want_id }) => want_id === event.id) : undefined;
    const outcome = 'outcome' in event ? event.outcome : 'reason' in event ? event.reason : OUTCOME_OF[event.type];
    if (step) this.note(step.key, { outcome, subject: step.subject ?? undefined, by });
    if (this.picture.ended && this.case.status !== 'CLOSED') this.note(this.picture.ended.outcome, { by });
  }

  /** Cancels the newest event: what it opened is gone, and what it closed goes on as it stood. Its decision is voided already. */
  async takeBack(former: FormerState, told: Told): Promise<void> {
    const cancels = this.case.seq;
    this.former = former;
    await this.append({ type: 'takenBack', cancels }, { ...told, details: { ...told.details, cancels } });
    this.former = undefined;
  }

  /** Its decision counts no more: whoever sits there decides anew, but for those who have stood back since. */
  reopenTask(task: TaskRow): void {
    const out = recused(this.loaded);
    const isOut = (person: string | null): boolean => person !== null && out.has(person);
    if (isOut(task.person_id)) return this.cancelTask(task);
    if (isOut(task.assignee_id) || isOut(task.delegated_from)) Object.assign(task, { assignee_id: null, delegated_from: null });
    this.changes.put('tasks', Object.assign(task, { status: 'OPEN', ended_at: null, version: task.version + 1 }));
    this.cameToHand(task);
  }

  /** Somebody has it to do from now on, who had not before: they are told, once an act, and where other seats come first when it is their turn. */
  cameToHand(task: TaskRow, kind: NoticeKind = 'TASK_OPENED'): void {
    this.inHand.set(task, kind);
  }

  /** A message that somebody is owed; delivered later, and by others. */
  notify(kind: NoticeKind, to: Partial<Omit<NoticeRow, 'id' | 'case_id' | 'kind' | 'at'>>): void {
    this.changes.put('notices', { id: newId(), case_id: this.case.id, kind, step_id: null, task_id: null, position: null, org_id: null, dept: null, person_id: null, decision_id: null, ...to, at: textOf(this.now) });
  }

  /** The same to whoever has a task in hand, or could take it. */
  notifyOf(kind: NoticeKind, task: TaskRow, also: Partial<Pick<NoticeRow, 'decision_id'>> = {}): void {
    const person_id = assigneeOf(this.loaded, task) ?? task.person_id;
    const seat = person_id === null ? { position: task.position, org_id: task.org_id, dept: task.dept } : { person_id };
    this.notify(kind, { step_id: task.step_id, task_id: task.id, ...seat, ...also });
  }

  /** An audit event of this case; `seq` where it stands for a journal event. */
  audit({ action, by: { on_behalf_of, ...by }, details = {} }: Told, seq: number | null = null): void {
    this.changes.audit({ at: textOf(this.now), action, ...by, org_id: by.org_id ?? this.case.org_id, case_id: this.case.id, seq, details: { ...details, ...(on_behalf_of !== undefined && { onBehalfOf: on_behalf_of }) } });
  }

  /** Something outside the journal changed what the engine may do: it should look again at once. */
  pokeEngine(): void {
    this.urgent = true;
  }

  /** Must be called last: the next due instant, and what the engine has to be told. */
  finish(): void {
    this.restaff();
    this.arrange();
    this.tellWhoHas();
    const row = this.case;
    const next = this.clocks.reduce<string | null>((earliest, { next_at }) => (next_at !== null && (earliest === null || next_at < earliest) ? next_at : earliest), null);
    if (next !== row.next_due_at) {
      const earlier = next !== null && (row.next_due_at === null || instantOf(next) < instantOf(row.next_due_at));
      const soon = next !== null && instantOf(next) <= this.now + URGENT_WITHIN_MS;
      this.urgent ||= soon || (earlier && row.seq > 1);
      row.next_due_at = next;
      row.due_revision += 1;
      this.changes.put('cases', row);
    }
    if (this.changes.empty) return;
    this.changes.tellEngine(row.id, row.seq, this.urgent);
  }

  private tellWhoHas(): void {
    for (const [task, kind] of this.inHand) if (task.status === 'OPEN' && !task.waiting) this.notifyOf(kind, task);
    this.inHand.clear();
  }

  // ---- what people see ----

  stepOf(task: TaskRow): StepRow {
    const step = this.loaded.steps.find(({ id }) => id === task.step_id);
    if (!step) throw new Error(`no step of task ${task.id}`);
    return step;
  }

  /** What a decision on this step is bound to now, or would be with these sections. */
  shownDigest(step: StepRow, sections = this.loaded.revision?.sections ?? {}): string {
    return shownDigest({ definition: this.definition, steps: this.loaded.steps, sections }, step.key);
  }

  // ---- advancing ----

  private advance(event: CaseEvent): void {
    const wanted = new Map(this.picture.wants.map((want) => [want.id, want]));
    const standing = new Map(this.picture.settled.map((one) => [one.id, one]));
    for (const step of this.loaded.steps) {
      const want = wanted.get(step.want_id);
      const answer = standing.get(step.want_id);
      if (step.status === 'OPEN' && !want) this.closeStep(step, event, answer?.outcome);
      else if (step.status === 'SETTLED' && answer?.standing === false) this.changes.put('steps', Object.assign(step, { status: 'STALE' }));
      else if (step.status === 'SETTLED' && want && this.former) this.reopen(step, this.former);
    }
    if (this.former) this.revive(this.former, wanted);
    const live = new Set(this.loaded.steps.filter(({ status }) => status !== 'CANCELLED').map(({ want_id }) => want_id));
    for (const want of this.picture.wants) if (!live.has(want.id)) this.openStep(want);
    this.pauseClocks();
    for (const want of this.picture.wants) if (want.grant) syncGrant(this, want, event);
    for (const { id, reason } of this.picture.grants) endGrant(this, id, reason);
    if (this.picture.ended && this.case.status !== 'CLOSED') this.close(this.picture.ended.outcome);
  }

  private closeStep(step: StepRow, event: CaseEvent, answered: string | undefined): void {
    const outcome = answered ?? ('id' in event && event.id === step.want_id ? OUTCOME_OF[event.type] : undefined);
    step.status = outcome === undefined ? 'CANCELLED' : 'SETTLED';
    if (outcome !== undefined) Object.assign(step, { outcome, settled_seq: event.seq, settled_at: textOf(this.now) });
    step.blocked = null;
    this.changes.put('steps', step);
    // Votes in a step that should not have been opened were none.
    const undone = event.type === 'takenBack';
    for (const task of undone ? seatsOn(this.loaded, step) : this.openTasks(step)) this.cancelTask(task);
    for (const clock of this.clocksOf(step)) {
      clockBook.stop(clock, this.now);
      this.changes.put('clocks', clock);
    }
    if (undone) this.voidDecisions(step);
  }

  /** A take-back wants a step again that its event has settled: its seats, the votes of the others and its clocks stand as they stood. */
  private reopen(step: StepRow, { at, clocks }: FormerState): void {
    Object.assign(step, { status: 'OPEN', outcome: null, settled_seq: null, settled_at: null, evidence_digest: null, revised_digest: null });
    this.changes.put('steps', step);
    for (const task of this.loaded.tasks) if (task.step_id === step.id && this.endedWith(task, at)) this.reopenTask(task);
    for (const clock of clocks) {
      if (clock.step_id !== step.id) continue;
      clockBook.restart(clock, this.clockSpecs(step).find(({ policy }) => policy === clock.key), this.terms);
      this.addClock(clock);
    }
    if (this.loaded.recusals.length > 0) this.reseat(step);
    this.showDue(step);
    if (TOLD_AT_ONCE.has(step.kind)) this.urgent = true;
  }

  /** The same for steps that the event had cancelled. */
  private revive(former: FormerState, wanted: ReadonlyMap<string, Want>): void {
    for (const step of former.steps) {
      if (wanted.get(step.want_id)?.since !== step.opened_seq) continue;
      this.loaded.steps.push(step);
      this.reopen(step, former);
    }
  }

  /** Cancelled by the event of this instant, or done by its decision, which counts no more. */
  private endedWith({ id, ended_at }: TaskRow, at: number): boolean {
    return ended_at !== null && instantOf(ended_at) === at && !this.loaded.decisions.some(({ task_id, voided_at }) => task_id === id && voided_at === null);
  }

  private voidDecisions(step: StepRow): void {
    for (const decision of this.loaded.decisions) if (decision.step_id === step.id && decision.voided_at === null) this.changes.put('decisions', Object.assign(decision, { voided_at: textOf(this.now) }));
  }

  private openStep(want: Want): void {
    const step: StepRow = this.changes.put('steps', {
      id: newId(),
      case_id: this.case.id,
      want_id: want.id,
      kind: want.kind,
      key: want.key,
      subject: want.subject ?? null,
      occurrence: want.n,
      review: want.review ?? null,
      status: 'OPEN',
      outcome: null,
      opened_seq: want.since,
      opened_at: textOf(this.now),
      settled_seq: null,
      settled_at: null,
      due_at: null,
      evidence_digest: null,
      revised_digest: null,
      unstaffed: false,
      blocked: null,
    });
    this.loaded.steps.push(step);
    this.startClocks(step);
    this.staff(step);
    if (TOLD_AT_ONCE.has(want.kind)) this.urgent = true;
    if (want.grant) openGrant(this, want, step);
  }

  private startClocks(step: StepRow): void {
    const { steps, reviews, periods, children } = this.definition;
    const basis = (steps[step.key] ?? reviews[step.key] ?? periods[step.key] ?? children[step.key]?.limit)?.article ?? '';
    const former = this.formerClocks(step);
    for (const spec of this.clockSpecs(step).filter((one) => applies(one, this.picture.facts))) {
      const clock = clockBook.openClock({ caseId: this.case.id, stepId: step.id, spec, openedAt: this.now, facts: this.picture.facts, basis }, this.terms);
      const before = former.find(({ key }) => key === clock.key);
      this.addClock(before ? clockBook.goOn(clock, before, spec, this.now, this.terms) : clock);
    }
    this.showDue(step);
  }

  /** Clocks of the last asking of a step, where that returned what is asked again now. */
  private formerClocks({ key, subject, review, occurrence }: StepRow): ClockRow[] {
    const before = review === null ? undefined : this.loaded.steps.find((one) => one.key === key && one.subject === subject && one.review === review && one.occurrence === occurrence - 1);
    const spec = before && this.definition.steps[key];
    if (!before || !spec || outcomesOf(spec)[before.outcome ?? '']?.then !== 'CORRECT') return [];
    return this.clocks.filter(({ step_id }) => step_id === before.id);
  }

  /** A step and its tasks are due when the first of their clocks is. */
  showDue(step: StepRow): void {
    const [due = null] = this.clocksOf(step).map(({ due_at }) => due_at).sort();
    this.changes.put('steps', Object.assign(step, { due_at: due }));
    for (const task of this.openTasks(step)) this.changes.put('tasks', Object.assign(task, { due_at: due }));
  }

  addClock(clock: ClockRow): void {
    this.clocks.push(clock);
    this.changes.put('clocks', clock);
  }

  private staff(step: StepRow): void {
    if (!PEOPLES.has(step.kind)) return;
    const tasks = seatTasks(step, this.definition, this.loaded, this.now);
    for (const { task } of tasks) this.addTask(task, step);
    if (tasks.some(({ staffed }) => !staffed) || tasks.length === 0) this.understaffed(step);
    else step.unstaffed = false;
  }

  /** A further seat of an open step. */
  addTask(task: TaskRow, step: StepRow): void {
    task.due_at = step.due_at;
    this.loaded.tasks.push(task);
    this.changes.put('tasks', task);
    this.cameToHand(task);
  }

  /** A seat that there is no more: nobody decides it, and the tally does without it. */
  cancelTask(task: TaskRow): void {
    this.changes.put('tasks', Object.assign(task, { status: 'CANCELLED', waiting: false, ended_at: textOf(this.now), version: task.version + 1 }));
  }

  private understaffed(step: StepRow): void {
    this.changes.put('steps', Object.assign(step, { unstaffed: true }));
    this.notify('UNSTAFFED', { step_id: step.id, position: 'PROCESS_ADMINISTRATOR' });
    this.notify('UNSTAFFED', { step_id: step.id, position: 'DISTRICT_INFO_DEPT', org_id: this.orgOf('DISTRICT_COMMISSION') });
  }

  /** A seat that nobody held has a holder now, or a body has members enough again. */
  private restaff(): void {
    for (const step of this.loaded.steps) {
      if (step.status !== 'OPEN' || !step.unstaffed) continue;
      this.fillSeats(step);
      if (isStaffed(this, step)) this.changes.put('steps', Object.assign(step, { unstaffed: false }));
    }
  }

  /** Fills the seats of an open step that have fallen empty; where it cannot be decided any more, the administrators are told. */
  reseat(step: StepRow): void {
    this.fillSeats(step);
    if (!step.unstaffed && !isStaffed(this, step)) this.understaffed(step);
  }

  private fillSeats(step: StepRow): void {
    const seats = seatTasks(step, this.definition, this.loaded, this.now);
    for (const task of this.openTasks(step)) {
      // Where nobody of the department is left, another one of the unit sits for it.
      const moves = ofPosition(task) && !this.isHeld(task) && seats.some(({ task: { position }, staffed }) => staffed && position === task.position);
      if (moves) this.cancelTask(task);
    }
    for (const { task } of missingSeats(step, this.definition, this.loaded, this.now)) this.addTask(task, step);
  }

  /** Whether somebody holds the seat of a position now. */
  isHeld(task: TaskRow): boolean {
    return this.loaded.roster.some((holder) => isSeat(holder, task));
  }

  /** Which tasks have to wait for others, where seats were added. */
  private arrange(): void {
    for (const { step_id } of this.loaded.tasks.filter(({ added }) => added !== null)) {
      const step = this.loaded.steps.find(({ id, status }) => id === step_id && status === 'OPEN');
      if (!step) continue;
      const { waiting } = standingOf(this, step);
      for (const task of this.openTasks(step)) {
        if (task.waiting === waiting.has(task.id)) continue;
        this.changes.put('tasks', Object.assign(task, { waiting: !task.waiting }));
        if (!task.waiting) this.cameToHand(task);
      }
    }
  }

  /** Clocks that a correction stops stand still while one is open in their review. */
  private pauseClocks(): void {
    const corrections = this.picture.wants.flatMap(({ kind, review }) => (kind === 'CORRECTION' && review !== undefined ? [review] : []));
    for (const step of this.loaded.steps) {
      if (step.status !== 'OPEN' || step.kind === 'CORRECTION') continue;
      const { review } = step;
      const within = review !== null && corrections.some((corrected) => isWithin(review, corrected));
      for (const spec of this.clockSpecs(step)) {
        if (!spec.pausedByCorrection) continue;
        for (const clock of this.clocksOf(step)) {
          if (clock.key !== spec.policy) continue;
          const paused = clock.pauses.some(({ to }) => to === undefined);
          if (within && !paused) clockBook.pause(clock, this.now);
          else if (!within && paused) clockBook.resume(clock, this.now, spec, this.terms);
          else continue;
          this.changes.put('clocks', clock);
          this.showDue(step);
        }
      }
    }
  }

  private close(outcome: string): void {
    Object.assign(this.case, { status: 'CLOSED', outcome, closed_at: textOf(this.now) });
    this.audit({ action: 'CASE_CLOSED', by: SYSTEM, details: { outcome } });
    const { applicant_id: person_id, applicant_position: position, org_id, parent_id, parent_want } = this.case;
    this.notify('CASE_CLOSED', person_id === null ? { position, org_id } : { person_id });
    if (parent_id !== null && parent_want !== null) this.changes.tellParent({ child_id: this.case.id, parent_id, want_id: parent_want, outcome });
  }

  /** Passes the gates that can be passed now; the others say what blocks them and are looked at again later. */
  async passGates(): Promise<void> {
    for (const step of this.loaded.steps) {
      if (step.kind !== 'GATE' || step.status !== 'OPEN') continue;
      const failed = gateResults(this, step.key).filter(({ passed }) => !passed);
      if (failed.length === 0) return this.append({ type: 'gatePassed', id: step.want_id }, { action: 'GATE_PASSED', by: SYSTEM, details: { gate: step.key } });
      const rules = failed.map(({ id }) => id);
      const final = failed.some(({ effect }) => effect !== 'BLOCK' && effect !== 'DENY');
      if (final) return this.append({ type: 'gateFailed', id: step.want_id, rules }, { action: 'GATE_FAILED', by: SYSTEM, details: { gate: step.key, rules } });
      this.block(step, rules);
    }
  }

  private block(step: StepRow, rules: readonly string[]): void {
    const news = step.blocked === null || step.blocked.join() !== rules.join();
    step.blocked = rules;
    this.changes.put('steps', step);
    if (news) this.audit({ action: 'GATE_BLOCKED', by: SYSTEM, details: { gate: step.key, rules } });
    const due = shiftInstant(this.now, durationOf(this.case.policies, clockBook.GATE_RECHECK), 1, this.calendar);
    const [clock] = this.clocksOf(step);
    if (clock) this.changes.put('clocks', Object.assign(clock, { due_at: textOf(due), next_at: textOf(due) }));
    else this.addClock(clockBook.plainClock({ caseId: this.case.id, stepId: step.id, key: clockBook.GATE_RECHECK, nature: 'SOFT', basis: '', base: this.now, due }));
  }

  // ---- look-ups ----

  openTasks(step: StepRow): TaskRow[] {
    return seatsOn(this.loaded, step).filter(({ status }) => status === 'OPEN');
  }

  clocksOf(step: StepRow): ClockRow[] {
    return this.clocks.filter(({ step_id, stopped_at }) => step_id === step.id && stopped_at === null);
  }

  clockSpecs(step: StepRow): readonly ClockSpec[] {
    const { steps, reviews, periods, children } = this.definition;
    const period = step.kind === 'PERIOD' ? periods[step.key] : undefined;
    if (period) return [{ policy: period.policy, base: 'openedAt', nature: 'HARD' }];
    if (step.kind === 'CHILD') return children[step.key]?.limit?.clocks ?? [];
    return (step.kind === 'CORRECTION' ? reviews[step.key]?.clocks : steps[step.key]?.clocks) ?? [];
  }

  orgOf(type: string): string | null {
    return this.loaded.orgs.find((org) => org.type === type)?.id ?? null;
  }
}

/** What only the engine can bring about. */
const TOLD_AT_ONCE: ReadonlySet<string> = new Set(['EFFECT', 'CHILD']);

/** The outcome of wants that their event consumes without a word of the story. */
const OUTCOME_OF: Partial<Record<CaseEvent['type'], string>> = { resubmitted: 'RESUBMIT', acted: 'DONE', elapsed: 'ELAPSED', expired: 'EXPIRED', gateFailed: 'FAILED' };
