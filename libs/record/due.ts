/** Settles what is due by PostgreSQL's clock: reminders, breaches, escalations, expiries; each by SYSTEM. */
import { assertNever } from '@libs/domain/assert-never';
import type { PositionCode } from '@libs/domain/positions';
import type { CaseWork } from './case-work';
import { SYSTEM } from './by';
import { newId } from './changes';
import * as clockBook from './clock-book';
import { textOf, type ClockRow, type StepRow } from './rows';
import { seatOrg } from './seats';

/** Works off everything that is due now; returns how many things were. */
export async function settleDue(work: CaseWork): Promise<number> {
  let settled = 0;
  for (let item = nextDue(work); item; item = nextDue(work)) {
    await settle(work, item);
    settled += 1;
  }
  return settled;
}

function nextDue(work: CaseWork): clockBook.DueItem | undefined {
  if (work.case.status === 'CLOSED') return undefined;
  const running = work.clocks.filter(({ stopped_at, next_at }) => stopped_at === null && next_at !== null);
  running.sort((a, b) => ((a.next_at ?? '') < (b.next_at ?? '') ? -1 : 1));
  for (const clock of running) {
    const item = clockBook.dueItem(clock, work.now, specOf(work, clock), work.terms);
    if (item) return item;
  }
  return undefined;
}

const stepOf = (work: CaseWork, clock: ClockRow): StepRow => {
  const step = work.loaded.steps.find(({ id }) => id === clock.step_id);
  if (!step) throw new Error(`no step of clock ${clock.id}`);
  return step;
};
const specOf = (work: CaseWork, clock: ClockRow): ReturnType<CaseWork['clockSpecs']>[number] | undefined =>
  work.clockSpecs(stepOf(work, clock)).find(({ policy }) => policy === clock.key);

async function settle(work: CaseWork, item: clockBook.DueItem): Promise<void> {
  const { clock } = item;
  const step = stepOf(work, clock);
  const details = { clock: clock.key, step: step.key, dueAt: clock.due_at };
  work.changes.put('clocks', clock);
  switch (item.kind) {
    case 'REMINDER':
      notify(work, step, 'REMINDER');
      work.audit({ action: 'CLOCK_REMINDED', by: SYSTEM, details });
      return clockBook.tick(item, work.now, specOf(work, clock), work.terms);
    case 'BREACH':
      notify(work, step, 'BREACH');
      work.audit({ action: 'CLOCK_BREACHED', by: SYSTEM, details });
      return clockBook.tick(item, work.now, specOf(work, clock), work.terms);
    case 'ESCALATION': {
      const to = clockBook.escalatedTo(chainOf(work, step), item.level);
      if (to !== undefined) escalate(work, step, { clock, level: item.level + 1, position: to });
      work.audit({ action: 'CLOCK_ESCALATED', by: SYSTEM, details: { ...details, level: item.level + 1, to: to ?? null } });
      return clockBook.tick(item, work.now, specOf(work, clock), work.terms);
    }
    case 'RECHECK':
      clock.next_at = null;
      return work.passGates();
    case 'EXPIRY':
      if (clock.key === clockBook.GRANT_END) return work.append({ type: 'grantEnded', id: step.want_id, reason: 'EXPIRED' }, { action: 'GRANT_EXPIRED', by: SYSTEM, details });
      if (step.kind === 'PERIOD') return work.append({ type: 'elapsed', id: step.want_id }, { action: 'PERIOD_ELAPSED', by: SYSTEM, details });
      notify(work, step, 'EXPIRY');
      return work.append({ type: 'expired', id: step.want_id }, { action: 'STEP_EXPIRED', by: SYSTEM, details });
    default:
      return assertNever(item);
  }
}

/** Who is told of what is late with a step, or with a linked case. */
const chainOf = ({ definition: { steps, children } }: CaseWork, { key, kind }: StepRow): readonly PositionCode[] => (kind === 'CHILD' ? children[key]?.limit : steps[key])?.escalation ?? [];

/** Told again where the chain is at its top. */
function escalate(work: CaseWork, step: StepRow, { clock, level, position }: { readonly clock: ClockRow; readonly level: number; readonly position: PositionCode }): void {
  work.notify('ESCALATION', { step_id: step.id, position, org_id: seatOrg(position, work.case.org_id, work.loaded.orgs) });
  work.changes.put('escalations', { id: newId(), case_id: work.case.id, step_id: step.id, clock_id: clock.id, level, position, at: textOf(work.now), acknowledged_by: null, acknowledged_at: null, silent_until: null });
}

/** Those who have it to do: what waits for other seats is nobody's to hurry with. Of a linked case, whoever comes first in its chain. */
function notify(work: CaseWork, step: StepRow, kind: 'REMINDER' | 'BREACH' | 'EXPIRY'): void {
  const [first] = step.kind === 'CHILD' ? chainOf(work, step) : [];
  if (first !== undefined) work.notify(kind, { step_id: step.id, position: first, org_id: seatOrg(first, work.case.org_id, work.loaded.orgs) });
  for (const task of work.openTasks(step)) if (!task.waiting) work.notifyOf(kind, task);
}
