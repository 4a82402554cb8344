import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PoliciesModule } from '../policies/policies.module';
import { AuthController } from './auth.controller';
import { AuthGuard } from './auth.guard';
import { AuthPolicies } from './auth-policies';
import { Authenticator } from './authenticator';
import { ClientTokenService } from './client-token.service';
import { Credentials } from './credentials.service';
import { ExternalTokens } from './external-tokens';
import { IdentityRepository } from './identity.repository';
import { LocalTokens } from './local-tokens';
import { LoginSessionRepository } from './login-session.repository';
import { LoginSessionsController } from './login-sessions.controller';
import { LoginSessions } from './login-sessions.service';
import { LoginService } from './login.service';
import { LogoutService } from './logout.service';
import { Passwords } from './passwords';
import { Reauthentication } from './reauthentication.service';
import { LoginChallenges } from './second-factor/login-challenges';
import { OwnSecondFactorController } from './second-factor/own-second-factor.controller';
import { OwnSecondFactor } from './second-factor/own-second-factor.service';
import { SealedSecrets } from './second-factor/sealed-secrets';
import { SecondFactorController } from './second-factor/second-factor.controller';
import { SecondFactorRepository } from './second-factor/second-factor.repository';
import { SecondFactors } from './second-factor/second-factors.service';
import { SigningKeys } from './signing-keys';

/** Who asks. The guard stands before every route of every module. */
@Module({
  imports: [PoliciesModule],
  controllers: [AuthController, LoginSessionsController, OwnSecondFactorController, SecondFactorController],
  providers: [
    { provide: APP_GUARD, useClass: AuthGuard },
    Authenticator,
    AuthPolicies,
    ClientTokenService,
    Credentials,
    ExternalTokens,
    IdentityRepository,
    LocalTokens,
    LoginChallenges,
    LoginService,
    LoginSessionRepository,
    LoginSessions,
    LogoutService,
    OwnSecondFactor,
    Passwords,
    Reauthentication,
    SealedSecrets,
    SecondFactorRepository,
    SecondFactors,
    SigningKeys,
  ],
  exports: [Authenticator, LoginService, LoginSessionRepository, LoginSessions, Reauthentication, SecondFactors, SigningKeys],
})
export class AuthModule {}
