/** A decision on a task: the checks in the order of the contract, the decision, the tally, and what follows from it. */
import type { PoolClient } from 'pg';
import { digestOf, sectionDigests } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { asksForEvidence, type FactValues, type OutcomeSpec } from '@workflows/kit/definition';
import { answerable } from '../by';
import type { CaseWork } from '../case-work';
import type { FieldError, Plain } from '../desk';
import { mustPassAgain } from '../gate-check';
import type { Answer, IdempotencyKey } from '../idempotency';
import { noteRevision, staleWith } from '../judgements';
import type { CaseRecord } from '../record';
import { textOf, type StepRow, type TaskRow } from '../rows';
import { outcomesOfStep, standingOf } from '../standing';
import { LOCK_BY_TASK } from '../statements';
import { validity } from '../validity';
import { mustBeOwnUploads } from './attaching';
import { seatOf, type ActingAs } from './capacity';
import { putDecision } from './decision';
import { mustBeConstituted } from './constituted';
import { diverting } from './diverting';
import { mustHaveOneFromElsewhere } from './elsewhere';
import { mustBeInHand } from './handing';
import { mustHaveReauthenticated } from './reauthenticating';
import { mustBeSeparate, mustFillOneSeat } from './separating';
import { basisOf } from './settling';
import { tellOthers } from './telling';
import { putRevision, revisingBy } from './revising';
import { fieldErrors, idsIn, readSubmission, surroundings, type Submission } from './submission';
import { mustNotTakeWords } from './words';

export interface DecideRequest {
  readonly personId: string;
  readonly taskId: string;
  readonly version: number;
  readonly outcome: string;
  readonly seenDigest: string;
  readonly opinion?: string;
  readonly evidence?: unknown;
  readonly missing?: readonly { readonly path: string; readonly note: string }[];
  readonly form?: unknown;
  readonly attachments?: readonly string[];
  readonly actingAs?: ActingAs;
  /** When the person last proved who they are, in milliseconds: sensitive steps ask for it. */
  readonly authenticatedAt?: number;
  readonly idempotency: IdempotencyKey;
}

export interface DecideAnswer {
  readonly decisionId: string;
  readonly task: { readonly id: string; readonly status: string; readonly version: number };
  readonly step: { readonly key: string; readonly status: string; readonly outcome?: string };
  readonly case: { readonly id: string; readonly status: string; readonly outcome?: string };
}

export const decide = (record: CaseRecord, request: DecideRequest): Promise<Answer<DecideAnswer>> => diverting(record, () => decideTask(record, request));

const decideTask = (record: CaseRecord, request: DecideRequest): Promise<Answer<DecideAnswer>> =>
  record.act(
    { action: 'DECIDE', lock: { by: LOCK_BY_TASK, id: request.taskId }, personId: request.personId, idempotency: request.idempotency, mentions: idsIn([request.form, request.evidence]), about: { taskId: request.taskId } },
    async (acting) => {
      const { work, actor, client } = acting;
      const task = work.loaded.tasks.find(({ id }) => id === request.taskId);
      if (!task) throw new DomainError('NOT_FOUND');
      const by = seatOf(work, actor, task, request.actingAs);
      const { step, shown } = stillOpen(work, task, request);

      const outcome = outcomesOfStep(work, step)[request.outcome];
      if (!outcome) throw invalid([{ path: 'outcome', code: 'NOT_IN_LIST', message: { zh: '不是本环节的结论', en: 'Not an outcome of this step' } }]);
      mustBeConstituted(work, step);
      mustNotTakeWords(work.definition, request);
      const content = await readContent(client, work, { step, task, outcome }, request);
      await mustBeOwnUploads(client, request.attachments, { personId: actor.personId, caseId: work.case.id });
      if (outcome.positive) mustPassAgain(work, step.key);
      if (outcome.reasonRequired && !request.opinion?.trim()) throw new DomainError('REASON_REQUIRED');
      const chain = [...new Set([...answerable(by), ...task.chain, ...(task.delegated_from === null ? [] : [task.delegated_from])])];
      mustBeSeparate(work, step, chain);
      mustFillOneSeat(work, actor, { by, step, task });
      await mustHaveReauthenticated(record, acting, step, request.authenticatedAt);

      const decision = putDecision(work, step, by, {
        actor_id: actor.personId,
        outcome: request.outcome,
        opinion: request.opinion?.trim() || null,
        evidence: content.evidence ?? null,
        missing: request.missing?.length ? request.missing : null,
        task_id: task.id,
        on_behalf_of: by.on_behalf_of ?? null,
        chain,
        digest: content.digestAfter ?? shown,
        facts: content.facts ?? null,
      });
      if (content.revision) putRevision(work, actor.personId, content.revision);
      work.changes.put('tasks', Object.assign(task, { status: 'DONE', ended_at: textOf(work.now), version: task.version + 1 }));
      for (const id of request.attachments ?? []) work.changes.attach(id, work.case.id, decision.id);

      const details = { taskId: task.id, stepKey: step.key, want: step.want_id, outcome: request.outcome, decisionId: decision.id };
      const beside = work.openTasks(step).filter(({ waiting }) => !waiting);
      const { settled } = standingOf(work, step);
      if (!settled) work.audit({ action: 'VOTED', by, details });
      else {
        await mustHaveOneFromElsewhere(client, work, step, settled.outcome);
        const basis = settled.seat === task.id ? content : await basisOf(client, work, settled);
        step.evidence_digest = basis.evidence ? digestOf(basis.evidence) : null;
        const event = content.resubmission ? { type: 'resubmitted' as const, id: step.want_id, ...content.resubmission() } : { type: 'settled' as const, id: step.want_id, outcome: settled.outcome, facts: basis.facts };
        await work.append(event, { action: step.kind === 'CORRECTION' ? 'RESUBMITTED' : 'DECIDED', by, details });
      }
      tellOthers(work, { decision, task, beside });
      return { status: 200, body: answer(work, step, task, decision.id) };
    },
  );

/** The guards of the contract, in its order; returns the step, and the digest of what it shows now. */
function stillOpen(work: CaseWork, task: TaskRow, request: DecideRequest): { readonly step: StepRow; readonly shown: string } {
  if (work.case.status === 'CLOSED') throw new DomainError('CASE_CLOSED');
  if (work.case.status === 'HELD') throw new DomainError('CASE_HELD');
  if (task.status !== 'OPEN') throw new DomainError('ALREADY_DECIDED', { members: { version: task.version } });
  if (request.version !== task.version) throw new DomainError('STALE_VERSION', { members: { version: task.version } });
  mustBeInHand(task);
  // An open task has an open step: those that were cancelled are not loaded.
  const step = work.stepOf(task);
  mustBeNext(work, step, task);
  mustBeGranted(work, step);
  const shown = work.shownDigest(step);
  if (request.seenDigest !== shown) throw new DomainError('STALE_CONTENT', { members: { digest: shown } });
  return { step, shown };
}

/** @throws DomainError NOT_OFFERED while the grant under which the step is done is not valid */
function mustBeGranted(work: CaseWork, step: StepRow): void {
  const key = work.definition.steps[step.key]?.under;
  if (key === undefined) return;
  const valid = work.loaded.grants.some((grant) => grant.key === key && validity({ grant, caseStatus: work.case.status, at: work.now }).valid);
  if (!valid) throw new DomainError('NOT_OFFERED', { detail: { zh: '授权未生效或已暂停，不能办理本环节。', en: 'The grant is not valid now: this step is not done meanwhile.' } });
}

/** @throws DomainError NOT_OFFERED while seats that come before this one have not decided */
function mustBeNext(work: CaseWork, step: StepRow, task: TaskRow): void {
  if (!standingOf(work, step).waiting.has(task.id)) return;
  const detail =
    task.added === 'AFTER'
      ? { zh: '后加签须待本环节原有席位形成结论后办理。', en: "A seat that was added after the step's own decides once they have reached an outcome." }
      : { zh: '前加签的人员尚未办理，请待其办理后再办理。', en: 'A seat that was added before this one has not decided yet.' };
  throw new DomainError('NOT_OFFERED', { detail });
}

interface Content {
  readonly evidence?: Plain;
  readonly facts?: FactValues;
  /** Set where the act itself changes what is shown: the decision is bound to what it submits. */
  readonly digestAfter?: string;
  /** The form anew, where the evidence holds it. */
  readonly revision?: Submission;
  /** Writes the new revision and says what it makes stale. */
  readonly resubmission?: () => { readonly stale: readonly string[]; readonly facts?: FactValues };
}

async function readContent(client: PoolClient, work: CaseWork, { step, task, outcome }: { readonly step: StepRow; readonly task: TaskRow; readonly outcome: OutcomeSpec }, request: DecideRequest): Promise<Content> {
  if (step.kind === 'CORRECTION') return readCorrection(client, work, step, request);
  if (request.form !== undefined) throw invalid([unexpected('form')]);
  // What a step has to be filled in with is the own seats' to give.
  if ((!asksForEvidence(outcome) || task.added !== null) && request.evidence === undefined) return {};
  const evidence = checkedEvidence(work, step.key, request.evidence);
  const facts = work.desk.readEvidence(step.key, request.outcome, evidence, surroundings(work));
  if ('errors' in facts) throw evidenceInvalid(facts.errors);
  const revising = revisingBy(work, step.key, evidence);
  return { evidence, ...revising, facts: { ...revising?.revision.reading.facts, ...facts.value } };
}

function checkedEvidence(work: CaseWork, key: string, given: unknown): Plain | undefined {
  const checked = work.desk.checkEvidence(key, given);
  if ('errors' in checked) throw evidenceInvalid(checked.errors);
  return checked.value;
}

async function readCorrection(client: PoolClient, work: CaseWork, step: StepRow, request: DecideRequest): Promise<Content> {
  const corrects = work.definition.reviews[step.key]?.corrects;
  if (corrects !== undefined && corrects !== 'form') {
    if (request.form !== undefined) throw invalid([unexpected('form')]);
    const { evidenceOf } = corrects;
    const evidence = checkedEvidence(work, evidenceOf, request.evidence);
    const before = work.loaded.steps.filter((row) => row.key === evidenceOf && row.status === 'SETTLED').at(-1);
    const facts = work.desk.readEvidence(evidenceOf, before?.outcome ?? request.outcome, evidence, surroundings(work));
    if ('errors' in facts) throw evidenceInvalid(facts.errors);
    return { evidence, resubmission: () => ({ stale: correctEvidence(work, { correction: step, before, evidence }), ...(Object.keys(facts.value).length > 0 && { facts: facts.value }) }) };
  }
  const { org_id, dept, applicant_id, applicant_position, applicant_org_id } = work.case;
  const beginning = { org_id, dept, applicant_id, applicant_position, applicant_org_id, parent_id: null, parent_want: null };
  const form = await readSubmission(client, work.desk, work.desk.checkForm(request.form), { surroundings: surroundings(work), policies: work.case.policies, around: work.loaded, beginning, caseId: work.case.id });
  const sections = sectionDigests(form.form);
  return {
    digestAfter: work.shownDigest(step, sections),
    resubmission: () => {
      const stale = staleWith(work, sections, step.review);
      noteRevision(work, sections, step.review);
      putRevision(work, request.personId, form);
      work.clearedBy = form.clearedBy;
      return { stale, facts: form.reading.facts };
    },
  };
}

/** New evidence in place of the old: whoever judged the old one judges again. */
function correctEvidence(work: CaseWork, { correction, before, evidence }: { readonly correction: StepRow; readonly before?: StepRow; readonly evidence?: Plain }): readonly string[] {
  if (before) work.changes.put('steps', Object.assign(before, { evidence_digest: evidence ? digestOf(evidence) : null }));
  return staleWith(work, work.loaded.revision?.sections ?? {}, correction.review);
}

const invalid = (errors: readonly FieldError[]): DomainError => new DomainError('FORM_INVALID', { errors: fieldErrors(errors) });
const evidenceInvalid = (errors: readonly FieldError[]): DomainError => new DomainError('EVIDENCE_INVALID', { errors: fieldErrors(errors) });
const unexpected = (path: string): FieldError => ({ path, code: 'UNKNOWN_FIELD', message: { zh: '本环节不接受此项', en: 'Not accepted by this step' } });

function answer(work: CaseWork, step: StepRow, task: TaskRow, decisionId: string): DecideAnswer {
  return {
    decisionId,
    task: { id: task.id, status: task.status, version: task.version },
    step: { key: step.key, status: step.status, ...(step.outcome !== null && { outcome: step.outcome }) },
    case: { id: work.case.id, status: work.case.status, ...(work.case.outcome !== null && { outcome: work.case.outcome }) },
  };
}
