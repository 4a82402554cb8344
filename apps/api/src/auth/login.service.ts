import { Injectable } from '@nestjs/common';
import { Credentials } from './credentials.service';
import type { IssuedToken } from './local-tokens';
import { LoginSessions } from './login-sessions.service';

export interface LoggedIn extends IssuedToken {
  readonly person: { readonly id: string; readonly name: string; readonly account: string };
}

export interface LoginAttempt {
  readonly account: string;
  readonly password: string;
  readonly userAgent: string | undefined;
}

/** Signs a person in by account and password. */
@Injectable()
export class LoginService {
  constructor(
    private readonly credentials: Credentials,
    private readonly sessions: LoginSessions,
  ) {}

  /** Throws `UNAUTHENTICATED`, the same for a wrong password and for an account that does not exist. */
  login({ account, password, userAgent }: LoginAttempt): Promise<LoggedIn> {
    return this.credentials.byPassword({ account, password, action: 'LOGIN' }, async (manager, { personId, name, account: known }) => {
      const issued = await this.sessions.begin(manager, { personId, method: 'PASSWORD', userAgent });
      return { ...issued, person: { id: personId, name, account: known } };
    });
  }
}
