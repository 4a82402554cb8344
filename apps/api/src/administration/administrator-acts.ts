import { Injectable } from '@nestjs/common';
import { ADMINISTRATION, type Administration } from '@libs/domain/administrators';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { holdsPosition } from '@libs/roster/standing';
import { DataSource, type EntityManager } from 'typeorm';
import type { AuditAction } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { RefusedActs } from '../record/refused-acts';

interface AdministratorAct {
  readonly duty: Administration;
  readonly action: AuditAction;
  /** Ids of what it is about, for the audit of a refusal. */
  readonly about?: Readonly<Record<string, string>>;
}

/** What only one of the three administrators does: their role is asked for as it is done, and a refusal is audited. */
@Injectable()
export class AdministratorActs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly idempotency: IdempotencyService,
    private readonly refused: RefusedActs,
  ) {}

  /** One transaction with the key of the request. Throws `NOT_ELIGIBLE` and what `body` throws. */
  async act(person: PersonPrincipal, { key, ...act }: AdministratorAct & { readonly key: IdempotencyKey }, body: (manager: EntityManager) => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    return await this.audited(person, act, () =>
      this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
        await mustAdminister(manager, person, act.duty);
        return await body(manager);
      }),
    );
  }

  /** What an administrator reads. Throws `NOT_ELIGIBLE`. */
  async read<T>(person: PersonPrincipal, act: AdministratorAct, body: () => Promise<T>): Promise<T> {
    return await this.audited(person, act, async () => {
      await mustAdminister(this.dataSource.manager, person, act.duty);
      return await body();
    });
  }

  private audited<T>({ personId }: PersonPrincipal, { action, about = {} }: AdministratorAct, body: () => Promise<T>): Promise<T> {
    return this.refused.audited({ action, personId, details: about }, body);
  }
}

/** Throws `NOT_ELIGIBLE` unless the caller holds, as this runs, the role that does it. */
export async function mustAdminister(manager: EntityManager, { personId }: PersonPrincipal, duty: Administration): Promise<void> {
  if (!(await holdsPosition(manager, personId, ADMINISTRATION[duty]))) throw new DomainError('NOT_ELIGIBLE');
}
