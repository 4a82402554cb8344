/** One Chinese sentence for staff: who or what a case waits for, since when, until when, and what comes next. */
import { escalatedTo } from '@libs/record/clock-book';
import { grantStatus } from '@libs/record/acts/grant-acts';
import type { ClockRow, GrantRow, StepRow } from '@libs/record/rows';
import type { PositionCode } from '@libs/domain/positions';
import type { Definition } from '@workflows/kit/definition';
import { titleOfTerminal } from '@workflows/kit/run';
import type { CaseRead } from './case.read';
import { blockedView, titleOfPosition, titleOfStep } from './case.view';
import { localTime } from '@libs/domain/local-time';
import type { WaitingFor } from './waiting';

const titles = (positions: readonly PositionCode[]): string => positions.map(titleOfPosition).join('、');

export const runningClock = (read: Pick<CaseRead, 'clocks'>, step: Pick<StepRow, 'id'>): ClockRow | undefined => read.clocks.find(({ step_id, stopped_at }) => step_id === step.id && stopped_at === null);

export function waitingSentence(read: CaseRead, definition: Definition, waitingFor: readonly WaitingFor[]): string {
  const { case: row } = read;
  if (row.stopped !== null) return `办件自 ${localTime(row.stopped.at)} 起停止流转：系统记录与流程不一致，请联系管理员处理。`;
  if (row.status === 'CLOSED') return `办件已于 ${localTime(row.closed_at ?? row.last_at)} 办结：${titleOfTerminal(definition, row.outcome ?? '')}。`;
  if (row.status === 'HELD') return `办件${read.held ? `自 ${localTime(read.held.since)} 起` : ''}冻结，期间不能办理，已发放的授权同时失效；由${titles(definition.holds.by)}解除冻结后继续。`;
  const [first, ...others] = waitingFor;
  if (first) return personSentence(read, definition, first, others.length);
  const gate = read.steps.find(({ kind, status }) => kind === 'GATE' && status === 'OPEN');
  if (gate) return gateSentence(read, definition, gate);
  const linked = read.steps.find(({ kind, status }) => (kind === 'CHILD' || kind === 'DIVERSION') && status === 'OPEN');
  if (linked) return `自 ${localTime(linked.opened_at)} 起等待关联办件“${titleOfStep(definition, linked)}”办结，办结后自动继续。`;
  const grant = read.grants.find(({ ended_at }) => ended_at === null);
  if (grant) return grantSentence(definition, grant);
  return `自 ${localTime(row.last_at)} 起由系统自动处理，无需人工办理，完成后自动继续。`;
}

function personSentence(read: CaseRead, definition: Definition, { stepKey, title, seats, eligible, since, dueAt }: WaitingFor, others: number): string {
  const whom = seats.map(({ positionTitle, person, dept }) => [dept, positionTitle ?? person?.name].filter(Boolean).join('')).join('、') || '办理人';
  const step = read.steps.find(({ key, status }) => key === stepKey && status === 'OPEN');
  const assignees = read.tasks.flatMap(({ step_id, status, assignee_id }) => (status === 'OPEN' && step_id === step?.id && assignee_id !== null ? [read.people[assignee_id] ?? ''] : []));
  const who = assignees.length ? `${whom}（${assignees.join('、')}）` : whom;
  const unstaffed = eligible.length === 0 ? '（该岗位目前无人任职，请告知管理员）' : shortOf(read, step);
  const parallel = others > 0 ? `；另有 ${others} 个环节同时办理` : '';
  return `自 ${localTime(since)} 起等待${who}办理“${title}”${unstaffed}${limit(read, definition, step, dueAt)}${parallel}。`;
}

/** Too few people to decide a step, now or from a later instant on. */
function shortOf({ findings, now }: CaseRead, step: StepRow | undefined): string {
  const found = findings.find(({ step_id }) => step !== undefined && step_id === step.id);
  if (!found) return '';
  const why = found.cause === 'NOT_DISTINCT' ? '可办人员与其他环节的办理人重复' : `须 ${found.needed} 人，可办 ${found.eligible} 人`;
  if (new Date(found.undecidable_from) > new Date(now)) return `（${why}，预计自 ${localTime(found.undecidable_from)} 起无法达到法定人数）`;
  return `（${why}，无法达到法定人数，请告知管理员）`;
}

function limit(read: CaseRead, definition: Definition, step: StepRow | undefined, dueAt: string | null): string {
  const clock = step && runningClock(read, step);
  if (dueAt === null || !clock) return '，没有办理期限';
  if (clock.pauses.some(({ to }) => to === undefined)) return '，补正期间暂停计时';
  const until = `，应于 ${localTime(dueAt)} 前办结`;
  if (clock.nature === 'HARD') return `${until}，逾期自动失效`;
  const to = escalatedTo(definition.steps[step.key]?.escalation ?? [], clock.escalated);
  const overdue = new Date(dueAt) < new Date(read.now);
  if (to === undefined) return overdue ? `${until}，已逾期` : until;
  if (!overdue) return `${until}，逾期后上报${titleOfPosition(to)}`;
  return `${until}，已逾期，${clock.next_at === null ? '' : `将于 ${localTime(clock.next_at)} `}上报${titleOfPosition(to)}`;
}

function gateSentence(read: CaseRead, definition: Definition, gate: StepRow): string {
  const again = runningClock(read, gate)?.next_at;
  const rules = blockedView(gate).map(({ title, article }) => (article === '' ? title : `${title}（${article}）`));
  return `自 ${localTime(gate.opened_at)} 起“${titleOfStep(definition, gate)}”未通过，尚缺：${rules.join('、')}；${again ? `系统将于 ${localTime(again)} 再次校验，` : ''}条件满足后自动继续。`;
}

function grantSentence(definition: Definition, grant: GrantRow): string {
  if (grantStatus(grant) === 'ACTIVE') return `授权自 ${localTime(grant.valid_from)} 起使用中，至 ${localTime(grant.valid_until)} 自动失效。`;
  return `授权${grant.suspended_at === null ? '' : `自 ${localTime(grant.suspended_at)} 起`}暂停，由${titles(definition.grants[grant.key]?.suspendedBy ?? [])}恢复；期限仍为 ${localTime(grant.valid_until)}。`;
}
