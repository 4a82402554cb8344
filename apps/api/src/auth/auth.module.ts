import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PoliciesModule } from '../policies/policies.module';
import { AuthController } from './auth.controller';
import { AuthGuard } from './auth.guard';
import { LockPolicyReader } from './auth-policies';
import { Authenticator } from './authenticator';
import { ClientTokenService } from './client-token.service';
import { ExternalTokens } from './external-tokens';
import { IdentityRepository } from './identity.repository';
import { LocalTokens } from './local-tokens';
import { LoginService } from './login.service';
import { LogoutService } from './logout.service';
import { Passwords } from './passwords';
import { SigningKeys } from './signing-keys';

/** Who asks. The guard stands before every route of every module. */
@Module({
  imports: [PoliciesModule],
  controllers: [AuthController],
  providers: [
    { provide: APP_GUARD, useClass: AuthGuard },
    Authenticator,
    ClientTokenService,
    ExternalTokens,
    IdentityRepository,
    LocalTokens,
    LockPolicyReader,
    LoginService,
    LogoutService,
    Passwords,
    SigningKeys,
  ],
  exports: [Authenticator],
})
export class AuthModule {}
