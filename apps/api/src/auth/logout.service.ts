import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { Authenticator } from './authenticator';
import { LoginSessions } from './login-sessions.service';
import { type Authenticated, principalId } from './principal';

/** Ends what the caller came with: a session of ours, or the token of a platform or of another issuer. */
@Injectable()
export class LogoutService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly authenticator: Authenticator,
    private readonly sessions: LoginSessions,
  ) {}

  async logout(authenticated: Authenticated): Promise<void> {
    const { principal, session } = authenticated;
    if (principal.kind === 'PERSON' && session) await this.sessions.logout({ principal, session });
    else await this.revoke(authenticated);
  }

  /** Such a token has no session: it is refused by its id from now on here, and within `STATUS_MS` on every other instance. */
  private async revoke({ principal, identity }: Authenticated): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO revoked_tokens (jti, expires_at) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING', [
        identity.tokenId,
        identity.expiresAt / 1_000,
      ]);
      // What has expired is refused without a row; a day of grace for clocks that differ.
      await manager.query(`DELETE FROM revoked_tokens WHERE expires_at < clock_timestamp() - interval '1 day'`);
      await audit(manager, { action: 'LOGOUT', actorKind: principal.kind, actorId: principalId(principal) });
    });
    this.authenticator.forget(identity.tokenId);
  }
}
