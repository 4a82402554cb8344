/** A task in the shape of the contract: what is shown to decide upon, and which outcomes there are. */
import { outcomesOfStep } from '@libs/record/acts/decide';
import type { ProcessDesk } from '@libs/record/desk';
import type { TaskRow } from '@libs/record/rows';
import { evidenceShown, sectionsShown, shownDigest, standingEvidence } from '@libs/record/shown';
import { copyAction, maySendCopies, taskActions, type Who } from '../cases/allowed-actions';
import type { CaseRead } from '../cases/case.read';
import { seatView, taskSummary, titleOfStep, type AllowedAction } from '../cases/case.view';

/** @param takeBacks what could be taken back in the case now */
export function taskView(read: CaseRead, task: TaskRow, desk: ProcessDesk, who: Who, takeBacks: readonly AllowedAction[]): Record<string, unknown> {
  const { definition } = desk.process;
  const step = read.steps.find(({ id }) => id === task.step_id);
  if (!step) throw new Error(`no step of task ${task.id}`);
  const summary = taskSummary(read, task);
  const delegated = task.delegated_from === null ? undefined : { id: task.delegated_from, name: read.people[task.delegated_from] ?? '' };
  const evidenceOf = step.kind === 'CORRECTION' ? corrected(definition, step.key) : step.key;
  const schema = evidenceOf === undefined ? undefined : desk.evidenceSchema(evidenceOf);
  return {
    id: task.id,
    version: task.version,
    status: task.status,
    step: { id: step.id, key: step.key, title: titleOfStep(definition, step), kind: step.kind, article: definition.steps[step.key]?.article ?? definition.reviews[step.key]?.article ?? '', occurrence: step.occurrence },
    seat: seatView(read, task),
    ...(summary.assignee && { assignee: summary.assignee }),
    ...(delegated && { delegatedFrom: delegated }),
    ...(task.due_at !== null && { dueAt: task.due_at }),
    outcomes: Object.entries(outcomesOfStep({ definition }, step)).map(([key, { title, reasonRequired }]) => ({ key, title, reasonRequired })),
    ...(schema && { evidenceSchema: schema }),
    ...(step.kind === 'CORRECTION' && evidenceOf === undefined && { formSchema: desk.formSchema, uiSchema: desk.uiSchema }),
    shown: {
      digest: shownDigest({ definition, steps: read.steps, sections: read.revision.sections }, step.key),
      sections: Object.fromEntries(sectionsShown(definition, step.key).map((name) => [name, read.revision.data[name] ?? null])),
      evidence: Object.fromEntries(evidenceShown(definition, step.key).map((key) => [key, standingEvidence(read, key)])),
    },
    case: { id: read.case.id, number: read.case.number, title: read.case.title, processType: read.case.process_type, status: read.case.status, org: { code: read.org.code, name: read.org.name } },
    allowedActions: [
      ...(read.case.status === 'OPEN' ? taskActions(task, who.personId, who.assignments) : []),
      ...(read.case.stopped === null && maySendCopies(read, who) ? [copyAction(task.id)] : []),
      ...takeBacks.filter(({ key }) => key === task.id),
    ],
  };
}

/** The step whose evidence a correction replaces; nothing where it corrects the form. */
function corrected(definition: ProcessDesk['process']['definition'], review: string): string | undefined {
  const corrects = definition.reviews[review]?.corrects;
  return corrects === undefined || corrects === 'form' ? undefined : corrects.evidenceOf;
}
