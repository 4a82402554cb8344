import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';

export interface Attempt {
  /** Names the act in the audit event of a refusal. */
  readonly action: string;
  readonly personId: string;
  /** Ids of what the attempt was about. */
  readonly details: Readonly<Record<string, string>>;
}

/** Acts outside cases: their refusals are audited as those of cases are, floods counted. */
@Injectable()
export class RefusedActs {
  constructor(private readonly record: CaseRecord) {}

  /** Throws what `act` throws, after it was audited. */
  async audited<T>({ action, personId, details }: Attempt, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof DomainError) await this.audit({ action, personId, details }, error);
      throw error;
    }
  }

  private async audit({ action, personId, details }: Attempt, { code, members }: DomainError): Promise<void> {
    const row = this.record.refusals.rowFor({ action, actor_kind: 'PERSON', actor_id: personId, org_id: null, case_id: null, refused: code, details: { ...details, ...(members.rule && { rule: members.rule.id }) } });
    if (row) await this.record.audit([row]);
  }
}
