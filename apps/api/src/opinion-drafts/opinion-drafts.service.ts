import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { mustNotTakeWords } from '@libs/record/acts/words';
import { CaseRecord } from '@libs/record/record';
import type { CaseRow } from '@libs/record/rows';
import type { PersonPrincipal } from '../auth/principal';
import { isDelegate, whomFor } from '../cases/allowed-actions';
import { mustFit } from '../drafts/draft-size';
import { TaskRepository } from '../tasks/task.repository';
import type { OpinionDraftRequest } from './opinion-draft.dto';
import { type OpinionDraft, OpinionDraftRepository } from './opinion-draft.repository';

type Who = Pick<PersonPrincipal, 'personId'>;

/** What somebody has written of an opinion, kept for them alone while the task is theirs to decide or to give an opinion on. */
@Injectable()
export class OpinionDraftsService {
  constructor(
    private readonly drafts: OpinionDraftRepository,
    private readonly tasks: TaskRepository,
    private readonly record: CaseRecord,
  ) {}

  async put(taskId: string, who: Who, { outcome, opinion, evidence }: OpinionDraftRequest): Promise<{ readonly draft: OpinionDraft; readonly created: boolean }> {
    mustFit('evidence', evidence);
    const { process_type } = await this.mustDecide(taskId, who);
    mustNotTakeWords(this.record.desk(process_type).process.definition, { opinion });
    const saved = await this.drafts.put(taskId, who.personId, { outcome, opinion, evidence });
    if (saved === undefined) throw new DomainError('ALREADY_DECIDED');
    return saved;
  }

  async get(taskId: string, who: Who): Promise<OpinionDraft> {
    await this.mustDecide(taskId, who);
    const draft = await this.drafts.get(taskId, who.personId);
    if (draft === undefined) throw new DomainError('NOT_FOUND');
    return draft;
  }

  async delete(taskId: string, { personId }: Who): Promise<void> {
    if (!(await this.drafts.delete(taskId, personId))) throw new DomainError('NOT_FOUND');
  }

  /** The guards of a decision, in its order. @throws DomainError NOT_FOUND, NOT_ELIGIBLE, CASE_CLOSED, CASE_HELD, ALREADY_DECIDED */
  private async mustDecide(taskId: string, { personId }: Who): Promise<CaseRow> {
    const read = await this.tasks.caseOf(taskId, personId);
    const { case: row } = read;
    const task = read.tasks.find(({ id }) => id === taskId);
    if (!task || !(isDelegate(task, personId) || whomFor(read, task) !== undefined)) throw new DomainError('NOT_ELIGIBLE');
    if (row.status === 'CLOSED') throw new DomainError('CASE_CLOSED');
    if (row.status === 'HELD') throw new DomainError('CASE_HELD');
    if (task.status !== 'OPEN') throw new DomainError('ALREADY_DECIDED', { members: { version: task.version } });
    return row;
  }
}
