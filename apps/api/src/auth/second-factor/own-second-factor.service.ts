import { Injectable } from '@nestjs/common';
import { audit } from '../../audit/audit';
import { Credentials } from '../credentials.service';
import type { PersonPrincipal } from '../principal';
import { type Enrolment, type SecondFactorState, SecondFactors } from './second-factors.service';

/** Enrolment and recovery codes of somebody who is signed in: a session alone is not enough to change them. */
@Injectable()
export class OwnSecondFactor {
  constructor(
    private readonly credentials: Credentials,
    private readonly factors: SecondFactors,
  ) {}

  state(personId: string): Promise<SecondFactorState> {
    return this.factors.state(personId);
  }

  /** Throws `UNAUTHENTICATED` for a wrong password, which counts towards the lock. */
  begin({ personId, account }: PersonPrincipal, password: string): Promise<Enrolment> {
    return this.credentials.byPassword({ account, password, action: 'SECOND_FACTOR_BEGUN' }, async (manager) => {
      await this.credentials.forgive(manager, personId);
      return await this.factors.begin(manager, { personId, account });
    });
  }

  /** Throws `UNAUTHENTICATED` for a wrong code, which counts towards the lock, and `NOT_OFFERED`. */
  confirm({ personId, account }: PersonPrincipal, code: string): Promise<readonly string[]> {
    return this.credentials.byCode(
      { account, action: 'SECOND_FACTOR_ENROLLED' },
      (manager) => this.factors.takeFirst(manager, personId, code),
      async (manager) => {
        await this.credentials.forgive(manager, personId);
        return await this.factors.confirm(manager, personId);
      },
    );
  }

  /** Throws `UNAUTHENTICATED` for a wrong code, which counts towards the lock. */
  renewRecoveryCodes({ personId, account }: PersonPrincipal, code: string): Promise<readonly string[]> {
    return this.credentials.byCode(
      { account, action: 'RECOVERY_CODES_RENEWED' },
      (manager) => this.factors.take(manager, personId, code),
      async (manager) => {
        await this.credentials.forgive(manager, personId);
        await audit(manager, { action: 'RECOVERY_CODES_RENEWED', actorKind: 'PERSON', actorId: personId });
        return await this.factors.renewRecoveryCodes(manager, personId);
      },
    );
  }
}
