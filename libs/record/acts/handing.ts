/** 经手: a task in somebody's hands, and the record of how it came into them. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import { newId } from '../changes';
import { textOf, type HandingRow, type TaskRow } from '../rows';

/** @throws DomainError NOT_OFFERED while the task is with a delegate: it is taken back first */
export function mustBeInHand(task: TaskRow): void {
  if (task.delegated_from === null) return;
  throw new DomainError('NOT_OFFERED', { detail: { zh: '此待办已委派他人提供意见，须先收回再办理。', en: 'The task is with a delegate; take it back first.' } });
}

type Handed = Pick<HandingRow, 'kind' | 'by_id' | 'from_id' | 'to_id'> & Partial<Pick<HandingRow, 'reason' | 'opinion'>>;

/** Gives the task to somebody, or back to the position, and keeps how. */
export function handTo(work: CaseWork, task: TaskRow, handed: Handed): void {
  work.changes.put('tasks', Object.assign(task, { version: task.version + 1 }));
  work.cameToHand(task, handed.kind === 'SUCCESSION' ? 'SUCCESSION' : undefined);
  work.changes.put('handings', { id: newId(), case_id: work.case.id, task_id: task.id, reason: null, opinion: null, ...handed, at: textOf(work.now) });
}

export const chainWith = (task: TaskRow, ...persons: readonly string[]): string[] => [...new Set([...task.chain, ...persons])];
