import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { validateForm } from '@libs/forms/validate-form';
import { Links, type TaskLink } from '@libs/notify/signed-links';
import { DomainError } from '@libs/platform/errors/domain-error';
import { decide } from '@libs/record/acts/decide';
import { reauthenticatedWithin } from '@libs/record/acts/reauthenticating';
import { CaseRecord } from '@libs/record/record';
import { outcomesOfStep } from '@libs/record/standing';
import { asksForEvidence } from '@workflows/kit/definition';
import { authenticatedAtOf } from '../auth/principal';
import { TaskRepository } from '../tasks/task.repository';
import { taskView } from '../tasks/task.view';
import { DecisionRequest } from '../tasks/tasks.dto';
import type { Caller } from './caller';
import { evidenceFields, readEvidence, type Sent } from './evidence-fields';
import { LinkRepository } from './link.repository';
import { taskShown, textsShown, type LinkView, type Looked } from './link.view';

/** What a link opens. Nothing here writes but a decision. */
@Injectable()
export class LinksService {
  constructor(
    private readonly links: Links,
    private readonly repository: LinkRepository,
    private readonly record: CaseRecord,
    private readonly tasks: TaskRepository,
  ) {}

  async open(token: string, caller: Caller | undefined): Promise<LinkView> {
    const found = await this.links.read(token);
    if (found.kind !== 'VALID') return found;
    const about = await this.repository.about(found.link);
    if (!about) return { kind: 'GONE' };
    if (!caller) return { kind: 'SIGN_IN', about };
    if (caller.principal.personId !== found.link.personId) return { kind: 'OTHER_PERSON' };
    const looked = await this.look(found.link, caller);
    return taskShown(looked, await this.repository.namesAmong(textsShown(looked.view)));
  }

  /** Whether the link is valid: nobody signs in at another. */
  async leadsSomewhere(token: string): Promise<boolean> {
    return (await this.links.read(token)).kind === 'VALID';
  }

  /**
   * The same command as the API's, with what a plain form sends.
   * @throws DomainError of the command; NOT_ELIGIBLE for anybody but the recipient, NOT_FOUND for a link that is none
   */
  async decide(token: string, caller: Caller, sent: Sent): Promise<void> {
    const found = await this.links.read(token);
    if (found.kind !== 'VALID') throw new DomainError('NOT_FOUND');
    const { taskId, personId } = found.link;
    if (caller.principal.personId !== personId) throw new DomainError('NOT_ELIGIBLE');
    const body = await this.requestOf(found.link, caller, sent);
    const key = sent['key'] ?? '';
    if (!KEY.test(key)) throw new DomainError('IDEMPOTENCY_REQUIRED');
    const idempotency = { path: `/api/v1/tasks/${taskId}/decision`, key, bodyDigest: digestOf(JSON.parse(JSON.stringify(body))) };
    await decide(this.record, { ...body, personId, authenticatedAt: authenticatedAtOf(caller.authenticated), taskId, idempotency });
  }

  private async requestOf(link: TaskLink, caller: Caller, sent: Sent): Promise<DecisionRequest> {
    const { read, task, desk, view } = await this.look(link, caller);
    const step = read.steps.find(({ id }) => id === task.step_id);
    const outcome = sent['outcome'] ?? '';
    const spec = step && outcomesOfStep(desk.process, step)[outcome];
    const fields = spec && asksForEvidence(spec) && view.evidenceSchema ? (evidenceFields(view.evidenceSchema) ?? []) : [];
    const opinion = sent['opinion']?.trim();
    const plain = {
      ...(outcome !== '' && { outcome }),
      version: Number(sent['version']),
      seenDigest: sent['seenDigest'] ?? '',
      ...(opinion && { opinion }),
      ...(fields.length > 0 && { evidence: readEvidence(fields, sent) }),
    };
    const result = validateForm(DecisionRequest, plain);
    if ('errors' in result) throw new DomainError('FORM_INVALID', { errors: result.errors });
    return result.value;
  }

  private async look({ taskId }: TaskLink, { principal, authenticated }: Caller): Promise<Looked> {
    const read = await this.tasks.caseOf(taskId, principal.personId);
    const task = read.tasks.find(({ id }) => id === taskId);
    if (!task) throw new DomainError('NOT_FOUND');
    const desk = this.record.desk(read.case.process_type);
    const within = reauthenticatedWithin(await this.record.policies.inForce(this.record.pool));
    const authenticatedAt = authenticatedAtOf(authenticated);
    const confirmed = authenticatedAt !== undefined && Date.now() - authenticatedAt <= within;
    return { read, task, desk, view: taskView(read, task, desk, []), personId: principal.personId, confirmed };
  }
}

const KEY = /^[\x21-\x7e]{8,128}$/;
