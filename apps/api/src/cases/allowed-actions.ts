/** What somebody may do with a case now: the buttons of a screen. The acts ask again under the lock. */
import { placeOn } from '@libs/record/assignee';
import { seatOrg } from '@libs/record/seats';
import type { PositionCode } from '@libs/domain/positions';
import { grantStatus } from '@libs/record/acts/grant-acts';
import type { EscalationRow } from '@libs/record/rows';
import { hasSat } from '@libs/record/scope';
import { mayWithdraw } from '@workflows/kit/admission';
import type { Definition } from '@workflows/kit/definition';
import type { CaseRead, TaskRead } from './case.read';
import type { AllowedAction } from './case.view';

export function allowedActions(read: CaseRead, definition: Definition): AllowedAction[] {
  const { case: row, reader: { personId, places } } = read;
  const on = (action: string, path: string, key?: string): AllowedAction => ({ action, method: 'POST', path, ...(key !== undefined && { key }) });
  const caseAct = (action: string): AllowedAction => on(action, `/cases/${row.id}/${action}`);
  const actions: AllowedAction[] = [on('comment', `/cases/${row.id}/comments`)];
  if (row.stopped !== null) return actions;
  if (maySendCopies(read)) actions.push(...read.tasks.map(({ id }) => copyAction(id)));
  actions.push(...read.copies.filter(({ to_id, read_at }) => to_id === personId && read_at === null).map(({ id }) => readAction(id)));
  if (row.status === 'CLOSED') return actions;
  // A position counts in the organisation of its scope alone.
  const orgs = places.map(({ orgId, orgType }) => ({ id: orgId, type: orgType }));
  const holds = (positions: readonly PositionCode[]): boolean => places.some(({ position, orgId }) => positions.includes(position) && seatOrg(position, row.org_id, orgs) === orgId);
  const isApplicant = row.applicant_id === personId;

  if (row.status === 'OPEN' && isApplicant && mayWithdraw(definition, { wants: [], settled: read.steps, grants: read.grants })) actions.push(caseAct('withdraw'));
  if (holds(definition.holds.by)) actions.push(caseAct(row.status === 'HELD' ? 'release' : 'hold'));
  for (const grant of read.grants) {
    const spec = definition.grants[grant.key];
    const status = grantStatus(grant);
    if (!spec || status === 'ENDED') continue;
    if (holds(spec.revokedBy)) actions.push(on('revoke', `/grants/${grant.id}/revoke`, grant.id));
    if (row.status !== 'OPEN') continue;
    if (holds(spec.suspendedBy)) {
      if (grant.ordered_suspension) actions.push(on('resume', `/grants/${grant.id}/resume`, grant.id));
      else actions.push(on('suspend', `/grants/${grant.id}/suspend`, grant.id));
    }
    if (grant.holder_id === personId) actions.push(on('hand-back', `/grants/${grant.id}/hand-back`, grant.id));
  }
  if (row.status !== 'OPEN') return actions;
  actions.push(...toAcknowledge(read).filter(({ position }) => holds([position])).map(({ id }) => on('acknowledge', `/cases/${row.id}/escalations/${id}/acknowledge`, id)));
  for (const step of read.steps) {
    if (step.kind !== 'ON_DEMAND' || step.status !== 'OPEN') continue;
    const seats = definition.steps[step.key]?.seats ?? [];
    const mine = seats.some((seat) => ('applicant' in seat ? isApplicant : 'position' in seat && holds([seat.position])));
    if (mine) actions.push({ ...on('act', `/cases/${row.id}/acts/${step.key}`, step.key), ...(isSensitive(definition, step.key) && STEP_UP) });
  }
  for (const task of read.tasks) actions.push(...taskActions(read, task, definition));
  return actions;
}

/** Of each clock that runs the newest escalation, unless somebody has taken it up. */
const toAcknowledge = ({ escalations, clocks }: CaseRead): EscalationRow[] =>
  escalations.filter(({ clock_id, level, acknowledged_at }) => acknowledged_at === null && clocks.some(({ id, stopped_at, escalated }) => id === clock_id && stopped_at === null && escalated === level));

/** A task's own actions: for who sits on it, for its delegate, for who added a seat to it; urging for everybody else. */
export function taskActions(read: Pick<CaseRead, 'case' | 'reader' | 'steps' | 'tasks'>, task: TaskRead, definition: Definition): AllowedAction[] {
  const { personId } = read.reader;
  const added = read.tasks.filter(({ added_to, status }) => added_to === task.id && status === 'OPEN');
  const mine = added.filter(({ added_by }) => added_by === personId).map(({ id }) => removal(task.id, id));
  if (task.status !== 'OPEN') return mine;
  const delegate = isDelegate(task, personId);
  const step = read.steps.find(({ id }) => id === task.step_id);
  const sitsFor = whomFor(read, task);
  if (!delegate && sitsFor === undefined) return [...([task.assignee_id, task.person_id].includes(personId) ? [] : [taskAction(task.id, 'urge', 'urge')]), ...mine];
  return seatedActions(task.id, {
    hand: delegate ? 'DELEGATE' : task.delegated_from !== null ? 'DELEGATED' : 'OWN',
    claim: task.position === null || task.person_id !== null ? 'NONE' : task.assignee_id === sitsFor ? 'MINE' : 'OPEN',
    waiting: task.waiting,
    correction: step?.kind === 'CORRECTION',
    sensitive: isSensitive(definition, step?.key),
    applicant: read.case.applicant_id === personId,
    added: delegate ? [] : added.map(({ id }) => id),
  });
}

/** What has to be known of a task that somebody sits on, or that they have from its owner, to say what they may do with it. */
export interface Seated {
  /** Theirs; theirs and with a delegate; with them as the delegate. */
  readonly hand: 'OWN' | 'DELEGATED' | 'DELEGATE';
  readonly claim: 'NONE' | 'OPEN' | 'MINE';
  readonly waiting: boolean;
  readonly correction: boolean;
  readonly sensitive: boolean;
  /** The caller's own application. */
  readonly applicant: boolean;
  /** Open seats that were added to it. */
  readonly added: readonly string[];
}

/** What somebody may do with a task that they sit on or have in hand. */
export function seatedActions(taskId: string, { hand, claim, waiting, correction, sensitive, applicant, added }: Seated): AllowedAction[] {
  const may = (action: string, path = action): AllowedAction => taskAction(taskId, action, path);
  return [
    ...(hand === 'OWN' && !waiting ? [{ ...may('decide', 'decision'), ...(sensitive && STEP_UP) }] : []),
    ...(hand === 'OWN' && claim !== 'NONE' ? [may(claim === 'MINE' ? 'unclaim' : 'claim'), may('transfer')] : []),
    ...(hand === 'OWN' ? [may('delegate')] : [may('return-to-owner')]),
    ...(hand === 'OWN' && !correction ? [may('add-seats')] : []),
    ...added.map((id) => removal(taskId, id)),
    ...(applicant ? [] : [may('recuse')]),
  ];
}

const STEP_UP = { requiresReauthentication: true } as const;
/** Keys of reviews are none of steps: a correction is never sensitive. */
export const isSensitive = ({ steps }: Definition, key: string | undefined): boolean => key !== undefined && steps[key]?.sensitive === true;

/** The rule of `copy` in libs/record: the applicant, whoever sits on a task now, and whoever has sat in the case. */
export const maySendCopies = (read: CaseRead): boolean => {
  const { case: row, reader: { personId }, tasks, decisions } = read;
  return row.applicant_id === personId || tasks.some((task) => task.status === 'OPEN' && whomFor(read, task) !== undefined) || hasSat(personId, tasks, decisions.map(({ actor_id }) => actor_id));
};

export const copyAction = (taskId: string): AllowedAction => taskAction(taskId, 'copy', 'copy');
export const readAction = (copyId: string): AllowedAction => ({ action: 'read', method: 'POST', path: `/copies/${copyId}/read`, key: copyId });
export const takeBackAction = (taskId: string): AllowedAction => taskAction(taskId, 'take-back', 'take-back');

const taskAction = (taskId: string, action: string, path: string): AllowedAction => ({ action, method: 'POST', path: `/tasks/${taskId}/${path}`, key: taskId });
/** Its key is the added seat. */
const removal = (taskId: string, seatId: string): AllowedAction => ({ ...taskAction(taskId, 'remove-seat', 'remove-seat'), key: seatId });

export const isDelegate = ({ delegated_from, assignee_id }: Pick<TaskRead, 'delegated_from' | 'assignee_id'>, personId: string): boolean => delegated_from !== null && assignee_id === personId;

/** For whom the reader sits on a task now, themselves or a principal; nobody where they do not. */
export function whomFor({ case: row, reader }: Pick<CaseRead, 'case' | 'reader'>, task: TaskRead): string | undefined {
  const place = placeOn(task, task.owner_id, reader, { applicantId: row.applicant_id });
  return place && (place === 'APPLICANT' ? reader.personId : (place.standsFor ?? reader.personId));
}
