import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import { start, type StartRequest } from '@libs/record/acts/start';
import { mustNotTakeWords } from '@libs/record/acts/words';
import { newId } from '@libs/record/changes';
import { inFlight, type Answer, type IdempotencyKey } from '@libs/record/idempotency';
import { isLockTimeout } from '@libs/record/pool';
import type { ProcessDesk } from '@libs/record/desk';
import { CaseRecord } from '@libs/record/record';
import type { Definition } from '@workflows/kit/definition';
import { fold } from '@workflows/kit/fold';
import { placed, shapeOf, type Diagram } from '@workflows/rehearsal/diagram';
import type { EntityManager } from 'typeorm';
import { SecretUploads } from '../attachments/secret-uploads';
import { audit } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { allowedActions } from './allowed-actions';
import { readBegun } from './case.begun';
import type { CaseRead } from './case.read';
import { CaseRepository } from './case.repository';
import { caseView, type AllowedAction } from './case.view';
import { EligibleRepository } from './eligible.repository';
import { fieldTitle } from './field-title';
import { fillingOf } from './filling';
import { formDiff, type FieldChange } from './revision-diff';
import { takeBacks } from './take-backs';
import { waitingOf, type Waiting } from './waiting';

export interface RevisionView {
  readonly revision: number;
  /** Absent for the application and its corrections. */
  readonly step?: { readonly key: string; readonly title: string };
  readonly submittedBy?: { readonly id: string; readonly name: string };
  readonly submittedAt: string;
  readonly digest: string;
  readonly changes: readonly FieldChange[];
}

type Who = Pick<PersonPrincipal, 'personId'>;

@Injectable()
export class CasesService {
  private readonly shapes = new Map<string, Promise<Diagram>>();

  constructor(
    private readonly record: CaseRecord,
    private readonly cases: CaseRepository,
    private readonly eligible: EligibleRepository,
    private readonly idempotency: IdempotencyService,
    private readonly secrets: SecretUploads,
  ) {}

  start(who: Who, request: Omit<StartRequest, 'personId'>): Promise<Answer<Record<string, unknown>>> {
    const desk = this.record.desks.get(request.processType);
    if (!desk) throw new DomainError('NOT_FOUND');
    const { personId } = who;
    return this.secrets.keepNone({ personId, attachments: request.attachments }, () =>
      start(this.record, { ...request, personId }, (begun) => {
        const read = readBegun(begun);
        return caseView(read, desk.process.definition, allowedActions(read, desk.process.definition));
      }),
    );
  }

  async view(caseId: string, who: Who): Promise<Record<string, unknown>> {
    const read = await this.cases.visible(caseId, who.personId);
    const definition = this.definitionOf(read);
    return caseView(read, definition, [...allowedActions(read, definition), ...(await this.takeBacks(read))]);
  }

  /** The reader's decisions that could be taken back now. */
  takeBacks(read: CaseRead): Promise<AllowedAction[]> {
    return takeBacks(read, { desk: this.record.desk(read.case.process_type, read.case.definition_version), journal: () => this.cases.journal(read.case.id) });
  }

  async waiting(caseId: string, who: Who): Promise<Waiting> {
    const read = await this.cases.visible(caseId, who.personId);
    const open = read.tasks.filter(({ status }) => status === 'OPEN').map(({ id }) => id);
    return waitingOf(read, this.definitionOf(read), await this.eligible.forTasks(open));
  }

  async diagram(caseId: string, who: Who): Promise<Diagram> {
    const { processType } = await this.cases.about(caseId, who.personId);
    const { process } = this.record.desk(processType);
    const shape = await this.shapeOf(processType);
    return placed(process.definition, shape, await fold(process, await this.cases.journal(caseId)));
  }

  async revision(caseId: string, who: Who, revision: number, compare: number | undefined): Promise<Record<string, unknown>> {
    const { processType } = await this.cases.about(caseId, who.personId);
    const one = await this.cases.revision(caseId, revision);
    const other = compare === undefined ? undefined : await this.cases.revision(caseId, compare);
    if (!one || (compare !== undefined && !other)) throw new DomainError('NOT_FOUND');
    const changes = other && changesIn(this.record.desk(processType), other.data, one.data);
    return { revision: one.revision, data: one.data, digest: one.digest, sections: one.sections, submittedAt: one.submitted_at, ...(changes && { compare, changes }) };
  }

  /** Every revision of the form with what it changed, and the report that it was: 首报、续报、终报 share one case. */
  async revisions(caseId: string, who: Who, page: { readonly after: string | null; readonly limit: number }): Promise<RevisionView[]> {
    const { processType } = await this.cases.about(caseId, who.personId);
    const desk = this.record.desk(processType);
    const { definition } = desk.process;
    const revising = Object.entries(definition.steps).flatMap(([key, { revises }]) => (revises === undefined ? [] : [key]));
    const rows = await this.cases.revisions(caseId, { ...page, writtenBy: revising });
    return rows.map(({ revision, step, by, at, digest, before, data }) => ({
      revision,
      ...(step !== null && { step: { key: step, title: definition.steps[step]?.title ?? step } }),
      ...(by && { submittedBy: by }),
      submittedAt: at,
      digest,
      changes: revision === 1 ? [] : changesIn(desk, before, data),
    }));
  }

  /** An act that the story offers now, with what helps to fill it in. @throws DomainError NOT_FOUND where it offers none */
  async offeredAct(caseId: string, who: Who, key: string): Promise<Record<string, unknown>> {
    const read = await this.cases.visible(caseId, who.personId);
    const desk = this.record.desk(read.case.process_type, read.case.definition_version);
    const spec = desk.process.definition.steps[key];
    if (!spec || !read.steps.some((step) => step.kind === 'ON_DEMAND' && step.key === key && step.status === 'OPEN')) throw new DomainError('NOT_FOUND');
    return { key, title: spec.title, article: spec.article, ...fillingOf(read, desk, key) };
  }

  /**
   * A comment is no decision; it is audited without its text. Taken of a case that has ended or is stopped too.
   * @throws DomainError FORM_INVALID where the process records no words; NOT_FOUND, audited, for who may not know of the case when it is written
   */
  async comment(caseId: string, { personId }: Who, text: string, key: IdempotencyKey): Promise<Answer<unknown>> {
    try {
      return await this.idempotency.run({ ...key, callerId: personId }, (manager) =>
        writeComment(manager, this.cases, { caseId, personId, text }, (processType) => this.record.desk(processType).process.definition),
      );
    } catch (error) {
      if (error instanceof DomainError && error.code === 'NOT_FOUND') await this.cases.refused(caseId, { action: 'COMMENT', personId, code: error.code });
      throw isLockTimeout(error) ? inFlight(error) : error;
    }
  }

  definitionOf(read: CaseRead): Definition {
    return this.record.desk(read.case.process_type).process.definition;
  }

  /** The same for every case of a process: rehearsed once. */
  private shapeOf(processType: string): Promise<Diagram> {
    const known = this.shapes.get(processType);
    if (known) return known;
    const shape = shapeOf(this.record.desk(processType).process);
    this.shapes.set(processType, shape);
    return shape;
  }
}

/** Field by field, in the order of the form's sections: PostgreSQL keeps none. */
function changesIn({ formSchema, process }: ProcessDesk, before: unknown, after: unknown): FieldChange[] {
  const sections = Object.keys(process.definition.sections);
  const placeOf = ({ path }: FieldChange): number => sections.indexOf(/^[^.[]*/.exec(path)?.[0] ?? '');
  return formDiff(before, after, (path) => fieldTitle(formSchema, path)).toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function writeComment(manager: EntityManager, cases: CaseRepository, { caseId, personId, text }: { readonly caseId: string; readonly personId: string; readonly text: string }, definitionOf: (processType: string) => Definition): Promise<Answer<unknown>> {
  const { orgId, processType } = await cases.aboutUnderLock(manager, caseId, personId);
  mustNotTakeWords(definitionOf(processType), { text });
  const id = newId();
  const [row] = await manager.query<{ at: string; name: string }[]>(
    'INSERT INTO comments (id, case_id, author_id, text) VALUES ($1, $2, $3, $4) RETURNING to_json(at) AS at, (SELECT name FROM persons WHERE id = $3) AS name',
    [id, caseId, personId, text],
  );
  await audit(manager, { action: 'COMMENTED', actorKind: 'PERSON', actorId: personId, orgId, caseId, details: { commentId: id, digest: digestOf(text) } });
  return { status: 201, body: { id, author: { id: personId, name: row?.name ?? '' }, text, at: row?.at }, location: `/api/v1/cases/${caseId}/comments` };
}
