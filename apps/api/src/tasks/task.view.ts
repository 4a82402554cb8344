/** A task in the shape of the contract: what is shown to decide upon, and which outcomes there are. */
import type { Plain, ProcessDesk } from '@libs/record/desk';
import { evidenceShown, sectionsShown, shownDigest, standingEvidence } from '@libs/record/shown';
import { outcomesOfStep } from '@libs/record/standing';
import { copyAction, maySendCopies, taskActions, whomFor } from '../cases/allowed-actions';
import type { CaseRead, PersonRef, TaskRead } from '../cases/case.read';
import { fillingOf, type Filling } from '../cases/filling';
import { personOf, taskSummary, titleOfStep, type AllowedAction, type TaskSummary } from '../cases/case.view';

export interface TaskView extends TaskSummary, Filling {
  /** Whether the reader sits on it, as themselves or as an agent. */
  readonly sits: boolean;
  readonly actsFor?: PersonRef;
  readonly step: { readonly id: string; readonly key: string; readonly title: string; readonly kind: string; readonly article: string; readonly occurrence: number };
  readonly outcomes: readonly { readonly key: string; readonly title: string; readonly reasonRequired: boolean }[];
  readonly formSchema?: Plain;
  readonly uiSchema?: Plain;
  /** What a decision is bound to. */
  readonly shown: { readonly digest: string; readonly sections: Plain; readonly evidence: Plain };
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly status: string; readonly org: { readonly code: string; readonly name: string } };
  readonly allowedActions: readonly AllowedAction[];
}

/** @param takeBacks what could be taken back in the case now */
export function taskView(read: CaseRead, task: TaskRead, desk: ProcessDesk, takeBacks: readonly AllowedAction[]): TaskView {
  const { definition } = desk.process;
  const step = read.steps.find(({ id }) => id === task.step_id);
  if (!step) throw new Error(`no step of task ${task.id}`);
  const summary = taskSummary(read, task);
  const evidenceOf = step.kind === 'CORRECTION' ? corrected(definition, step.key) : step.key;
  // What a step has to be filled in with is its own seats' to give.
  const filling = evidenceOf === undefined || task.added !== null ? {} : fillingOf(read, desk, evidenceOf);
  const sitsFor = whomFor(read, task);
  return {
    ...summary,
    sits: sitsFor !== undefined,
    ...(sitsFor !== undefined && sitsFor !== read.reader.personId && { actsFor: personOf(read, sitsFor) }),
    step: { id: step.id, key: step.key, title: titleOfStep(definition, step), kind: step.kind, article: definition.steps[step.key]?.article ?? definition.reviews[step.key]?.article ?? '', occurrence: step.occurrence },
    outcomes: Object.entries(outcomesOfStep({ definition }, step)).map(([key, { title, reasonRequired }]) => ({ key, title, reasonRequired })),
    ...filling,
    ...(step.kind === 'CORRECTION' && evidenceOf === undefined && { formSchema: desk.formSchema, uiSchema: desk.uiSchema }),
    shown: {
      digest: shownDigest({ definition, steps: read.steps, sections: read.revision.sections }, step.key),
      sections: Object.fromEntries(sectionsShown(definition, step.key).map((name) => [name, read.revision.data[name] ?? null])),
      evidence: Object.fromEntries(evidenceShown(definition, step.key).map((key) => [key, standingEvidence(read, key)])),
    },
    case: { id: read.case.id, number: read.case.number, title: read.case.title, processType: read.case.process_type, status: read.case.status, org: { code: read.org.code, name: read.org.name } },
    allowedActions: [
      ...(read.case.status === 'OPEN' ? taskActions(read, task, definition) : []),
      ...(read.case.stopped === null && maySendCopies(read) ? [copyAction(task.id)] : []),
      ...takeBacks.filter(({ key }) => key === task.id),
    ],
  };
}

/** The step whose evidence a correction replaces; nothing where it corrects the form. */
function corrected(definition: ProcessDesk['process']['definition'], review: string): string | undefined {
  const corrects = definition.reviews[review]?.corrects;
  return corrects === undefined || corrects === 'form' ? undefined : corrects.evidenceOf;
}
