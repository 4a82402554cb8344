import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { AuthPolicies } from './auth-policies';
import { IdentityRepository } from './identity.repository';
import { type IssuedToken, LocalTokens } from './local-tokens';
import { Passwords } from './passwords';

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** OAuth 2.0 client credentials (RFC 6749 §4.4) for the platforms that ask before they serve (第十九条). */
@Injectable()
export class ClientTokenService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly identities: IdentityRepository,
    private readonly passwords: Passwords,
    private readonly tokens: LocalTokens,
    private readonly policies: AuthPolicies,
  ) {}

  async issue({ clientId, clientSecret }: ClientCredentials): Promise<IssuedToken> {
    const client = await this.identities.clientByClientId(clientId);
    const right = await this.passwords.matches(client?.secretHash, clientSecret);
    const event = { action: 'TOKEN_ISSUED', actorKind: 'CLIENT', actorId: client?.id } as const;
    if (!right || !client) {
      await audit(this.dataSource.manager, { ...event, refused: 'UNAUTHENTICATED' });
      throw new DomainError('UNAUTHENTICATED', { detail: { zh: '客户端标识或密钥不正确。', en: 'Wrong client id or secret.' } });
    }
    const issued = await this.tokens.issue({ kind: 'CLIENT', id: client.id }, await this.policies.clientTokenMs());
    await audit(this.dataSource.manager, event);
    return issued;
  }
}
