/** A stuck case as an administrator reads it: why in one sentence, and what may be done about it. */
import type { ProcessDesk } from '@libs/record/desk';
import { localTime } from '@libs/domain/local-time';
import { titleOfStep, type AllowedAction } from '../cases/case.view';
import type { StuckKind } from './stuck-causes';
import type { StuckRead } from './stuck.repository';

export type Stuck = Pick<StuckRead, 'kind' | 'since' | 'case'> & { readonly sentence: string; readonly actions: readonly AllowedAction[] };

const REASONS: Readonly<Record<string, string>> = {
  DIVERGED: '记录与流程定义不一致',
  STORY: '没有与办件版本相符的流程定义',
  REQUIREMENT: '授权条件未满足',
  CASE: '办件在引擎中没有对应的流程，系统正在重新告知，也可立即重试',
  MAIL: '邮件',
  WEBHOOK: 'Webhook',
  RUN: '引擎中的流程在记录中没有在办的办件，系统已要求将其结束',
};

const SENTENCES: Readonly<Record<StuckKind, (about: string, since: string) => string>> = {
  STOPPED: (about, since) => `自 ${since} 起停止流转：${about}；查明并修复后重试，或由两名管理员终止。`,
  TOLD_DIFFERENTLY: (_, since) => `流程引擎与记录的判断不同（最近一次告知 ${since}），引擎的后续动作已停；办理不受影响，须重建引擎中的流程。`,
  ENGINE_FAILING: (about, since) => `自 ${since} 起流程引擎一侧失败（${about}），系统会自动再试；办理不受影响，到期处理和外部动作可能迟延。`,
  NO_WORKER: (_, since) => `自 ${since} 起没有后台服务告知流程引擎；请检查 worker 是否运行。办理不受影响，到期处理可能迟延。`,
  UNSTAFFED: (about, since) => `自 ${since} 起“${about}”无人可办：请补充任职后重试。`,
  UNDECIDABLE: (about, since) => `自 ${since} 起“${about}”可办人员不足，无法达到法定人数：请补充任职或者改派。`,
  EXTERNAL_WAIT: (about, since) => `自 ${since} 起“${about}”未通过，等待外部条件满足，系统定时再次校验，也可立即重试。`,
  OVERDUE: (about, since) => `“${about}”自 ${since} 起逾期：可催办或改派。`,
  CALENDAR_MISSING: (about, since) => `自 ${since} 起计时的时限（${about}）所在年份的节假日安排尚未导入，到期日为暂定。`,
  ORPHAN: (about, since) => `${since} 发现：${about}。`,
  UNDELIVERED: (about, since) => `自 ${since} 起有通知未能送达（${about}），系统不再自动重试；查明后重试，待办本身不受影响。`,
};

/** What an administrator may do about each. */
const REMEDIES: Readonly<Record<StuckKind, readonly ('retry' | 'rebuild' | 'terminate' | 'reassign' | 'urge')[]>> = {
  STOPPED: ['retry', 'terminate'],
  TOLD_DIFFERENTLY: ['rebuild'],
  ENGINE_FAILING: ['retry', 'rebuild'],
  NO_WORKER: ['retry'],
  UNSTAFFED: ['retry', 'terminate'],
  UNDECIDABLE: ['reassign', 'terminate'],
  EXTERNAL_WAIT: ['retry', 'terminate'],
  OVERDUE: ['urge', 'reassign', 'terminate'],
  CALENDAR_MISSING: [],
  ORPHAN: ['retry', 'rebuild'],
  UNDELIVERED: ['retry'],
};

/** @param desk none where a run alone names a process that this build does not know */
export function stuckView({ kind, since, steps, reasons, tasks, case: of }: StuckRead, desk: ProcessDesk | undefined): Stuck {
  const about = [...steps.map((step) => (desk ? titleOfStep(desk.process.definition, step) : step.key)), ...reasons.map((reason) => REASONS[reason] ?? reason)].join('、');
  const onCase = (action: string): AllowedAction => ({ action, method: 'POST', path: `/operations/cases/${of.id}/${action}` });
  const late = tasks.filter(({ stepKey }) => steps.some(({ key }) => key === stepKey)).map(({ id }) => id);
  const actions = REMEDIES[kind].flatMap((action): AllowedAction[] => {
    // A run without an open case is ended by the worker: there is no case to act on.
    if (reasons.includes('RUN') || (of.status === 'CLOSED' && action !== 'retry')) return [];
    if (of.status === 'HELD' && (action === 'urge' || action === 'reassign')) return [];
    if (action === 'urge') return late.map((id) => ({ action, method: 'POST', path: `/tasks/${id}/urge`, key: id }));
    if (action === 'reassign') return late.map((id) => ({ ...onCase(action), key: id }));
    return [onCase(action)];
  });
  return { kind, since, case: of, sentence: SENTENCES[kind](about, localTime(since)), actions };
}
