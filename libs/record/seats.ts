/** Seats become tasks: a position in the organisation that its scope names, a body's members, or the applicant. */
import { isPosition, POSITIONS, type PositionCode } from '@libs/domain/positions';
import type { Definition, Seat, TallyRule } from '@workflows/kit/definition';
import { newId } from './changes';
import type { Holder, Holding, LoadedCase, Member, Org } from './loaded';
import { textOf, type CaseRow, type StepRow, type TaskRow } from './rows';

/** As much of a step as its seats ask for: one that is open, or one that is still ahead. */
export type SeatedStep = Pick<StepRow, 'id' | 'case_id' | 'kind' | 'key'>;

export interface SeatTask {
  readonly task: TaskRow;
  /** Somebody could act on it now. */
  readonly staffed: boolean;
}

/** A case that stands or is about to begin, with who could sit in it. */
export type Seated = Pick<LoadedCase, 'roster' | 'members' | 'orgs'> & { readonly case: Pick<CaseRow, 'org_id' | 'dept' | 'applicant_id' | 'applicant_position'> };

/** Whether what somebody holds is the seat of this task. */
export const isSeat = (held: Holding, { position, org_id, dept }: Pick<TaskRow, 'position' | 'org_id' | 'dept'>): boolean =>
  held.position === position && held.orgId === org_id && (dept === null || held.dept === dept);

/** The organisation in which a position of this case is looked for. */
export function seatOrg(position: PositionCode, caseOrgId: string, orgs: readonly Pick<Org, 'id' | 'type'>[]): string | null {
  switch (POSITIONS[position].scope) {
    case 'DISTRICT':
      return orgs.find(({ type }) => type === 'DISTRICT_COMMISSION')?.id ?? null;
    case 'CENTER':
      return orgs.find(({ type }) => type === 'DISTRICT_CENTER')?.id ?? null;
    default:
      return caseOrgId;
  }
}

/** 谁管业务谁管数据: a business owner sits for a department; where the case's department has none, any of the unit's. */
export function holdersOf(position: PositionCode, around: Pick<Seated, 'roster' | 'orgs'> & { readonly case: Pick<CaseRow, 'org_id' | 'dept'> }): readonly Holder[] {
  const orgId = seatOrg(position, around.case.org_id, around.orgs);
  const holders = around.roster.filter((holder) => holder.position === position && holder.orgId === orgId);
  if (position !== 'UNIT_BUSINESS_OWNER') return holders;
  const own = holders.filter(({ dept }) => dept === around.case.dept);
  return own.length ? own : holders;
}

export const personsOf = (seat: Seat, around: Seated): string[] => {
  if ('applicant' in seat && around.case.applicant_id !== null) return [around.case.applicant_id];
  if ('body' in seat) return around.members.filter(({ body }) => body === seat.body).map(({ personId }) => personId);
  return [...new Set(holdersOf(positionOf(seat, around), around).map(({ personId }) => personId))];
};

/** The position of a seat; that in which the case began where nobody applied. */
const positionOf = (seat: Exclude<Seat, { body: unknown }>, { case: { applicant_position } }: Seated): PositionCode => {
  if ('position' in seat) return seat.position;
  if (!isPosition(applicant_position)) throw new Error(`no position ${applicant_position}`);
  return applicant_position;
};

/** The seats of a step or a correction. */
export const seatsOf = (step: Pick<StepRow, 'kind' | 'key'>, definition: Definition): readonly Seat[] => {
  if (step.kind !== 'CORRECTION') return definition.steps[step.key]?.seats ?? [];
  const review = definition.reviews[step.key];
  return review ? [review.correctedBy] : [];
};

export const ruleOf = (step: Pick<StepRow, 'kind' | 'key'>, definition: Definition): TallyRule =>
  (step.kind === 'CORRECTION' ? undefined : definition.steps[step.key]?.rule) ?? { kind: 'ONE' };

/** The seat of a position in a case: where it is, and of which department, with who holds it. */
function placeOf(position: PositionCode, around: Seated): { readonly place: Pick<TaskRow, 'position' | 'org_id' | 'dept'>; readonly holders: readonly Holder[] } {
  const holders = holdersOf(position, around);
  const dept = holders.length && holders.every((holder) => holder.dept === around.case.dept) && position === 'UNIT_BUSINESS_OWNER' ? around.case.dept : null;
  return { place: { position, org_id: seatOrg(position, around.case.org_id, around.orgs), dept }, holders };
}

/** One task of a position, whoever of its holders decides. */
export function positionTask(step: SeatedStep, position: PositionCode, around: Seated, now: number): SeatTask {
  const { place, holders } = placeOf(position, around);
  return { task: newTask(step, place, now), staffed: holders.length > 0 };
}

/** One task a seat; where several people of one position must decide, one task a person. */
export function seatTasks(step: SeatedStep, definition: Definition, around: Seated, now: number): SeatTask[] {
  const rule = ruleOf(step, definition);
  return seatsOf(step, definition).flatMap((seat): SeatTask[] => {
    const { applicant_id } = around.case;
    if ('applicant' in seat && applicant_id !== null) return [{ task: newTask(step, { person_id: applicant_id }, now), staffed: true }];
    if ('body' in seat) return memberTasks(step, around.members.filter(({ body }) => body === seat.body), now);
    const position = positionOf(seat, around);
    if (rule.kind === 'ONE') return [positionTask(step, position, around, now)];
    const { place, holders } = placeOf(position, around);
    const people = [...new Set(holders.map(({ personId }) => personId))];
    return people.map((person_id) => ({ task: newTask(step, { ...place, person_id }, now), staffed: true }));
  });
}

/** Own seats of a step that none of its tasks stands for: somebody joined its body or position, or nobody was there. */
export function missingSeats(step: SeatedStep, definition: Definition, around: Seated & { readonly tasks: readonly TaskRow[] }, now: number): SeatTask[] {
  const there = around.tasks.filter(({ step_id, status }) => step_id === step.id && status !== 'CANCELLED');
  const sits = ({ person_id, position }: TaskRow): boolean => there.some((task) => (person_id === null ? ofPosition(task) && task.position === position : task.person_id === person_id));
  return seatTasks(step, definition, around, now).filter(({ task }) => !sits(task));
}

/** Whether a task is a step's own seat of a position, whoever of its holders decides. */
export const ofPosition = ({ added, position, person_id }: TaskRow): boolean => added === null && position !== null && person_id === null;

const memberTasks = (step: SeatedStep, members: readonly Member[], now: number): SeatTask[] =>
  members.map(({ personId, bodyId }) => ({ task: newTask(step, { person_id: personId, body_id: bodyId }, now), staffed: true }));

/** An open task of this seat, not yet written. */
export const newTask = (step: SeatedStep, seat: Partial<Pick<TaskRow, 'position' | 'org_id' | 'dept' | 'person_id' | 'body_id'>>, now: number): TaskRow => ({
  id: newId(),
  step_id: step.id,
  case_id: step.case_id,
  position: null,
  org_id: null,
  dept: null,
  person_id: null,
  body_id: null,
  ...seat,
  assignee_id: null,
  delegated_from: null,
  chain: [],
  status: 'OPEN',
  version: 1,
  opened_at: textOf(now),
  due_at: null,
  ended_at: null,
  added: null,
  added_to: null,
  added_by: null,
  waiting: false,
});
