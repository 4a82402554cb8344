/** What a case waits for, in one sentence that a member of staff understands; the same for everybody who may see it. */
import { escalatedTo } from '@libs/record/clock-book';
import type { Definition } from '@workflows/kit/definition';
import type { CaseRead } from './case.read';
import { blockedView, seatView, titleOfPosition, titleOfStep, type SeatView } from './case.view';

export interface Waiting {
  readonly sentence: string;
  readonly waitingFor: readonly {
    readonly stepKey: string;
    readonly title: string;
    readonly seats: readonly SeatView[];
    readonly eligible: readonly { readonly id: string; readonly name: string }[];
    readonly since: string;
    readonly dueAt: string | null;
    readonly nextEscalation: { readonly at: string; readonly to: string } | null;
  }[];
  readonly engine: { readonly state: 'UP_TO_DATE' | 'BEHIND' | 'FAILING' | 'TOLD_DIFFERENTLY'; readonly seq: number; readonly toldSeq: number; readonly lastFailure?: string };
}

export type Eligible = ReadonlyMap<string, readonly { readonly id: string; readonly name: string }[]>;

const local = (instant: string): string =>
  new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });

/** @param eligible who could act on each open task, by task id */
export function waitingOf(read: CaseRead, definition: Definition, eligible: Eligible): Waiting {
  const open = read.steps.filter(({ status, kind }) => status === 'OPEN' && (kind === 'APPROVE' || kind === 'COMPLETE' || kind === 'SESSION' || kind === 'CORRECTION'));
  const waitingFor = open.map((step) => {
    const tasks = read.tasks.filter(({ step_id, status }) => step_id === step.id && status === 'OPEN');
    const clock = read.clocks.find(({ step_id, stopped_at }) => step_id === step.id && stopped_at === null);
    const to = escalatedTo(definition.steps[step.key]?.escalation ?? [], clock?.escalated ?? 0);
    const escalates = clock?.breached_at && clock.next_at && to !== undefined;
    return {
      stepKey: step.key,
      title: titleOfStep(definition, step),
      seats: tasks.map((task) => seatView(read, task)),
      eligible: [...new Map(tasks.flatMap((task) => eligible.get(task.id) ?? []).map((person) => [person.id, person])).values()],
      since: step.opened_at,
      dueAt: step.due_at,
      nextEscalation: escalates ? { at: clock.next_at ?? '', to: titleOfPosition(to) } : null,
    };
  });
  return { sentence: sentenceOf(read, definition, waitingFor), waitingFor, engine: engineOf(read) };
}

function sentenceOf(read: CaseRead, definition: Definition, waitingFor: Waiting['waitingFor']): string {
  const { case: row } = read;
  if (row.stopped !== null) return '办件已停止：系统记录与流程不一致，已通知管理员处理。';
  if (row.status === 'CLOSED') return `办件已办结：${definition.terminals[row.outcome ?? '']?.title ?? row.outcome ?? ''}。`;
  if (row.status === 'HELD') return '办件已冻结：解除冻结前不能办理，已发放的授权同时失效。';
  const first = waitingFor[0];
  if (first) {
    const whom = first.seats.map(({ positionTitle, person, dept }) => [dept, positionTitle ?? person?.name].filter(Boolean).join('')).join('、') || '办理人';
    const unstaffed = first.eligible.length === 0 ? '（该岗位目前无人任职，已通知管理员）' : '';
    const until = first.dueAt === null ? '' : new Date(first.dueAt) < new Date(read.now) ? `，应于 ${local(first.dueAt)} 前办结，已逾期` : `，应于 ${local(first.dueAt)} 前办结`;
    const others = waitingFor.length > 1 ? `；另有 ${waitingFor.length - 1} 个环节同时办理` : '';
    return `自 ${local(first.since)} 起等待${whom}办理“${first.title}”${unstaffed}${until}${others}。`;
  }
  const gate = read.steps.find(({ kind, status }) => kind === 'GATE' && status === 'OPEN');
  if (gate) return `“${titleOfStep(definition, gate)}”未通过：${blockedView(gate).map(({ title }) => title).join('、')}；条件满足后自动继续。`;
  const grant = read.grants.find(({ ended_at }) => ended_at === null);
  if (grant) return `授权使用中，至 ${local(grant.valid_until)} 自动失效。`;
  return '系统正在处理，无需人工办理。';
}

function engineOf({ case: row, engine }: CaseRead): Waiting['engine'] {
  const seen = { seq: row.seq, toldSeq: engine.told_seq, ...(engine.last_failure !== null && { lastFailure: engine.last_failure }) };
  if (engine.told_differently_seq !== null) return { state: 'TOLD_DIFFERENTLY', ...seen };
  if (engine.last_failure !== null) return { state: 'FAILING', ...seen };
  return { state: engine.waiting || engine.told_seq < row.seq ? 'BEHIND' : 'UP_TO_DATE', ...seen };
}
