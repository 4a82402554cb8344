import { Injectable } from '@nestjs/common';
import { declaresSecret } from '@libs/domain/special-review';
import { DomainError } from '@libs/platform/errors/domain-error';
import { ProcessTypeList } from '../ports/process-type-list';
import type { DraftRequest } from './draft.dto';
import { type Draft, DraftRepository } from './draft.repository';
import { mustFit } from './draft-size';

/** One person's; more is a mistake of a program. */
const MAX_DRAFTS = 200;

const wrong = (path: string, code: string, zh: string, en: string): DomainError => new DomainError('FORM_INVALID', { errors: [{ path, code, message: { zh, en } }] });

/** Forms not yet submitted, seen by their owner alone. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly processTypes: ProcessTypeList,
  ) {}

  async put(ownerId: string, id: string, { processType, form }: DraftRequest): Promise<Draft & { readonly created: boolean }> {
    if (!this.processTypes.has(processType)) throw wrong('processType', 'NOT_IN_LIST', '没有这一流程。', 'There is no such process type.');
    mustFit('form', form);
    if (declaresSecret(form)) throw wrong('form.guards', 'NOT_KEPT', '涉及国家秘密的内容不得存入本系统，草稿未保存。', 'What is declared to be a state secret is not kept: the draft is not saved.');
    const known = await this.drafts.get(ownerId, id);
    if (known === undefined && (await this.drafts.count(ownerId)) >= MAX_DRAFTS) throw wrong('', 'TOO_MANY', `至多保存 ${MAX_DRAFTS} 份草稿。`, `At most ${MAX_DRAFTS} drafts are kept.`);
    const saved = await this.drafts.put(ownerId, { id, processType, form });
    if (saved === undefined) throw new DomainError('NOT_FOUND');
    return saved;
  }

  async get(ownerId: string, id: string): Promise<Draft> {
    const draft = await this.drafts.get(ownerId, id);
    if (draft === undefined) throw new DomainError('NOT_FOUND');
    return draft;
  }

  async delete(ownerId: string, id: string): Promise<void> {
    if (!(await this.drafts.delete(ownerId, id))) throw new DomainError('NOT_FOUND');
  }
}
