import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { BindingRepository } from './binding.repository';
import { BindingsController } from './bindings.controller';
import { BindingsService } from './bindings.service';
import { FlowCookie } from './flow-cookie';
import { IdentityProvider } from './identity-provider';
import { OidcController } from './oidc.controller';
import { OidcService } from './oidc.service';
import { OwnBindingsController } from './own-bindings.controller';

/** Signing in through a provider, and which of its identities is whose. */
@Module({
  imports: [AuthModule],
  controllers: [OidcController, OwnBindingsController, BindingsController],
  providers: [BindingRepository, BindingsService, FlowCookie, IdentityProvider, OidcService],
  exports: [OidcService],
})
export class OidcModule {}
