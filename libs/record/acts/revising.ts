/** A further revision of the form: of a correction, or of a step whose evidence holds the form anew (首报、续报、终报). */
import { digestOf, sectionDigests } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { CaseWork } from '../case-work';
import type { Plain } from '../desk';
import { deptOf } from '../new-case';
import { textOf } from '../rows';
import { checkedForm, fieldErrors, noteDatasets, surroundings, type Submission } from './submission';

/** Writes it. Votes that were cast on what it changes are void. */
export function putRevision(work: CaseWork, submittedBy: string, { form, reading }: Submission): void {
  const revision = { case_id: work.case.id, revision: nextRevision(work), digest: digestOf(form), sections: sectionDigests(form), submitted_by: submittedBy, submitted_at: textOf(work.now) };
  work.changes.put('form_revisions', { ...revision, data: form });
  Object.assign(work.loaded, { revision });
  const named = work.desk.datasetsOf(form);
  noteDatasets(work.changes, work.case.id, named, work.loaded.datasets);
  work.case.title = reading.title;
  work.case.dept = deptOf(work.case, work.loaded.datasets.filter(({ id }) => named.includes(id)));
  voidVotes(work);
}

const nextRevision = (work: CaseWork): number => (work.loaded.revision?.revision ?? 0) + 1;

export interface Revising {
  readonly revision: Submission;
  /** What is kept of the evidence: which revision it wrote, in the place of the form. */
  readonly evidence: Plain;
  /** What the step shows once it is written. */
  readonly digestAfter: string;
}

/**
 * The form that the evidence of a step holds; nothing where its step revises none.
 * @throws DomainError EVIDENCE_INVALID, with the member before each path
 */
export function revisingBy(work: CaseWork, key: string, evidence: Plain | undefined): Revising | undefined {
  const spec = work.definition.steps[key];
  const member = spec?.revises;
  if (member === undefined || evidence === undefined) return undefined;
  const { [member]: given, ...said } = evidence;
  const read = checkedForm(work.desk, given, surroundings(work));
  if ('errors' in read) throw new DomainError('EVIDENCE_INVALID', { errors: fieldErrors(read.errors).map((error) => ({ ...error, path: `${member}.${error.path}` })) });
  const step = work.loaded.steps.find((row) => row.key === key && row.status === 'OPEN');
  if (!step) throw new Error(`${key} is not open`);
  return { revision: read.value, evidence: { ...said, revision: nextRevision(work) }, digestAfter: work.shownDigest(step, sectionDigests(read.value.form)) };
}

/** Votes already cast on content that has changed are void: their members are asked again, but for those who have stood back since. */
function voidVotes(work: CaseWork): void {
  for (const step of work.loaded.steps) {
    if (step.status !== 'OPEN' || step.kind === 'CORRECTION') continue;
    const shown = work.shownDigest(step);
    for (const decision of work.loaded.decisions) {
      if (decision.step_id !== step.id || decision.voided_at !== null || decision.digest === shown) continue;
      work.changes.put('decisions', Object.assign(decision, { voided_at: textOf(work.now) }));
      const task = work.loaded.tasks.find(({ id }) => id === decision.task_id);
      if (task) work.reopenTask(task);
    }
    if (work.loaded.recusals.length > 0) work.reseat(step);
  }
}
