import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { toProblem, type Problem } from '@libs/platform/errors/problem';
import { DomainError } from '@libs/platform/errors/domain-error';
import { decide, type DecideAnswer } from '@libs/record/acts/decide';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import type { Definition } from '@workflows/kit/definition';
import { mayDecideInBulk } from '@workflows/kit/admission';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { copyAction, isSensitive, readAction, seatedActions, type Seated } from '../cases/allowed-actions';
import { titleOfStep, type AllowedAction } from '../cases/case.view';
import { CasesService } from '../cases/cases.service';
import { TaskRepository, type Box, type ListedTask, type TaskFilter, type TaskItem } from './task.repository';
import { taskView, type TaskView } from './task.view';
import type { BulkItem } from './tasks.dto';

export interface BulkResult {
  readonly taskId: string;
  readonly status: number;
  readonly result?: DecideAnswer;
  readonly problem?: Problem;
}

const seatedOn = ({ assignee, delegated, waiting, step }: TaskItem, { claimable, applicant, added }: ListedTask['mine'], definition: Definition): Seated => ({
  hand: delegated ? 'DELEGATE' : 'OWN',
  claim: !claimable ? 'NONE' : assignee === null ? 'OPEN' : 'MINE',
  waiting,
  correction: step.kind === 'CORRECTION',
  sensitive: isSensitive(definition, step.key),
  applicant,
  added: delegated ? [] : added,
});

@Injectable()
export class TasksService {
  constructor(
    private readonly record: CaseRecord,
    private readonly tasks: TaskRepository,
    private readonly cases: CasesService,
    private readonly idempotency: IdempotencyService,
  ) {}

  async list(box: Box, person: PersonPrincipal, filter: TaskFilter): Promise<(TaskItem & { allowedActions: AllowedAction[] })[]> {
    const items = await this.tasks.list(box, person.personId, filter);
    return items.map(({ mine, ...item }) => {
      const { definition } = this.record.desk(item.case.processType).process;
      return { ...item, step: { ...item.step, title: titleOfStep(definition, { kind: item.step.kind as 'APPROVE', key: item.step.key }) }, allowedActions: actionsIn(box, item, mine, definition) };
    });
  }

  async view(taskId: string, person: PersonPrincipal): Promise<TaskView> {
    const read = await this.tasks.caseOf(taskId, person.personId);
    const task = read.tasks.find(({ id }) => id === taskId);
    if (!task) throw new DomainError('NOT_FOUND');
    return taskView(read, task, this.record.desk(read.case.process_type), await this.cases.takeBacks(read));
  }

  /** One result an item, each in a transaction of its own; only within one step of one process whose definition allows it. */
  async bulk(person: PersonPrincipal, items: readonly BulkItem[], key: IdempotencyKey, request: { acceptLanguage: string | undefined; instance: string }): Promise<BulkResult[]> {
    const [one, ...others] = await this.tasks.stepsOf(items.map(({ taskId }) => taskId), person.personId);
    const allowed = one !== undefined && mayDecideInBulk(this.record.desk(one.process).process.definition, one.key);
    if (!allowed || others.length > 0) throw new DomainError('NOT_OFFERED', { detail: { zh: '只能批量办理同一流程中允许批量的同一环节', en: 'Bulk is for one step of one process whose definition allows it' } });
    // The answer as a whole is kept beside those of the items: another list under the same key is a mismatch.
    const answer = await this.idempotency.runInParts({ ...key, callerId: person.personId }, async () => {
      const results: BulkResult[] = [];
      for (const item of items) results.push(await this.bulkOne(person, item, key, request));
      return { status: 200, body: results };
    });
    // Written by the closure above, now or when the key was first used.
    return answer.body as BulkResult[];
  }

  private async bulkOne(person: PersonPrincipal, item: BulkItem, { path, key }: IdempotencyKey, request: { acceptLanguage: string | undefined; instance: string }): Promise<BulkResult> {
    try {
      const idempotency = { path: `${path}/${item.taskId}`, key, bodyDigest: digestOf(JSON.parse(JSON.stringify(item))) };
      const { status, body } = await decide(this.record, { ...item, personId: person.personId, idempotency });
      return { taskId: item.taskId, status, result: body };
    } catch (error) {
      // What another act still keeps waiting is no result to keep: the whole is repeated, and goes on from there.
      if (!(error instanceof DomainError) || error.code === 'IDEMPOTENCY_IN_FLIGHT') throw error;
      return { taskId: item.taskId, status: error.status, problem: toProblem(error, request) };
    }
  }
}

/** What stands in somebody's box is theirs: to decide or with them as a delegate, decided by them, or sent to them. No second look at the seat. */
function actionsIn(box: Box, item: TaskItem, mine: ListedTask['mine'], definition: Definition): AllowedAction[] {
  const { id, copy, case: { status } } = item;
  if (box === 'copied') return copy?.readAt === null ? [readAction(copy.id)] : [];
  return [...(box === 'todo' && status === 'OPEN' ? seatedActions(id, seatedOn(item, mine, definition)) : []), copyAction(id)];
}
