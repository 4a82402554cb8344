/** A form on its way into a case: field by field, then in its surroundings, then through the gates of submission. */
import type { PoolClient } from 'pg';
import { evaluateGates } from '@libs/domain/gates';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import { diversionCause } from '@libs/domain/special-review';
import type { CaseWork } from '../case-work';
import { knownGrants } from '../bases';
import type { Changes } from '../changes';
import { clearanceFor } from '../clearance';
import { SUBMISSION_GATE } from '@workflows/kit/definition';
import type { Checked, Dataset, FieldError, FormReading, Plain, ProcessDesk, Surroundings } from '../desk';
import type { Diversion } from '../diversions';
import { gateInput, refusedBy } from '../gate-check';
import { DivertedError } from './diverted';

export interface Submission {
  readonly form: Plain;
  readonly reading: FormReading;
}
interface PassedSubmission extends Submission {
  /** The case of the special review on which it rests. */
  readonly clearedBy: string | undefined;
}

export interface SubmissionContext {
  readonly surroundings: Surroundings;
  readonly policies: Surroundings['policies'];
  readonly around: Parameters<typeof gateInput>[0]['around'];
  /** Whose case it is, or is to be. */
  readonly beginning: Diversion['beginning'];
  /** The case that is corrected; null for one to come. */
  readonly caseId: string | null;
}

/** Errors of a form's inside, under the member of the request that holds it. */
export const fieldErrors = (errors: readonly FieldError[]): FieldProblem[] => errors.map(({ path, code, message }) => ({ path, code, message }));

/** @param given as `checkForm` found it. @throws DomainError FORM_INVALID, GATE_FAILED */
export async function readSubmission(client: PoolClient, desk: ProcessDesk, given: Checked<Plain>, context: SubmissionContext): Promise<PassedSubmission> {
  const { form, reading } = readForm(desk, given, context.surroundings);
  const { id: processType } = desk.process.definition;
  const { beginning, caseId } = context;
  const clearedBy = await clearanceFor(client, reading.flags, { applicantId: beginning.applicant_id, processType, orgId: beginning.org_id, caseId });
  const named = desk.datasetsOf(form);
  const around = { ...context.around, datasets: context.around.datasets.filter(({ id }) => named.includes(id)) };
  const failed = submissionGates(desk, reading, { now: context.surroundings.now, policies: context.policies, around, cleared: clearedBy !== undefined }).filter(({ passed }) => !passed);
  if (failed.length === 0) return { form, reading, clearedBy };
  const gates = refusedBy(failed);
  const cause = failed.some(({ effect }) => effect === 'REFER_OUT') ? diversionCause(reading.flags) : undefined;
  throw cause ? new DivertedError(gates, { cause, processType, beginning, ...(caseId !== null && { correcting: caseId }) }) : new DomainError('GATE_FAILED', { members: { gates } });
}

/** @param checked as `checkForm` found it. @throws DomainError FORM_INVALID */
export function readForm(desk: ProcessDesk, checked: Checked<Plain>, around: Surroundings): Submission {
  const read = readChecked(desk, checked, around);
  if ('errors' in read) throw new DomainError('FORM_INVALID', { errors: fieldErrors(read.errors) });
  return read.value;
}

/** Field by field, then in its surroundings. */
export const checkedForm = (desk: ProcessDesk, given: unknown, around: Surroundings): Checked<Submission> => readChecked(desk, desk.checkForm(given), around);

function readChecked(desk: ProcessDesk, checked: Checked<Plain>, around: Surroundings): Checked<Submission> {
  if ('errors' in checked) return checked;
  const named = desk.datasetsOf(checked.value);
  const reading = desk.readForm(checked.value, { ...around, datasets: around.datasets.filter(({ id }) => named.includes(id)) });
  return 'errors' in reading ? reading : { value: { form: checked.value, reading: reading.value } };
}

/** What a form or evidence of a case is read against. */
export const surroundings = (work: CaseWork): Surroundings => ({
  now: work.now,
  orgId: work.case.org_id,
  facts: work.picture.facts,
  datasets: work.loaded.datasets,
  policies: work.case.policies,
  applicantId: work.case.applicant_id,
  grants: knownGrants(work.loaded.bases, work.now),
});

/** Each gate of the submission with its result: the preview shows them, the submission insists on them. */
export function submissionGates(
  desk: ProcessDesk,
  reading: FormReading,
  { now, policies, around, cleared }: Pick<SubmissionContext, 'policies' | 'around'> & { readonly now: number; readonly cleared: boolean },
): ReturnType<typeof evaluateGates> {
  const { definition } = desk.process;
  const rules = definition.gates[SUBMISSION_GATE]?.rules ?? [];
  return evaluateGates(
    rules,
    gateInput({ definition, rules, policies, around, now, flags: reading.flags, cleared, facts: reading.facts, sensitive: reading.facts['sensitive'] === true }),
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** More than the longest list of any form: a list that is graded, or destroyed, names a few hundred. */
export const MOST_MENTIONS = 500;
const TOO_MANY = { path: '', code: 'TOO_MANY', message: { zh: `表单所涉编号至多 ${MOST_MENTIONS} 个，请分批填报`, en: `A form names at most ${MOST_MENTIONS} ids: split it` } };

/**
 * The ids that a request mentions anywhere in its form, so that data sets among them can be looked up.
 * @throws DomainError FORM_INVALID where there are too many: what is not looked up would count as new
 */
export function idsIn(value: unknown, found: Set<string> = new Set()): readonly string[] {
  if (typeof value === 'string') {
    if (UUID.test(value)) found.add(value);
    if (found.size > MOST_MENTIONS) throw new DomainError('FORM_INVALID', { errors: [TOO_MANY] });
  }
  else if (Array.isArray(value)) for (const item of value) idsIn(item, found);
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) idsIn(item, found);
  return [...found];
}

/** Remembers which gradings of its data sets the case has taken note of. */
export function noteDatasets(changes: Changes, caseId: string, ids: readonly string[], datasets: readonly Dataset[]): void {
  for (const { id, revision } of datasets) if (ids.includes(id)) changes.put('case_resources', { case_id: caseId, resource_id: id, seen_revision: revision });
}
