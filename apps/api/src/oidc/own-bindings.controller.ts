import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPerson, CurrentToken } from '../auth/current-principal';
import type { Authenticated, PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { type Binding, BindingRepository } from './binding.repository';
import { OWN_BINDINGS, PROVIDER_ADDRESS } from './binding.schemas';
import { BindingsService } from './bindings.service';
import { OidcAskRequest } from './oidc.dto';
import { OidcService } from './oidc.service';

const MAX_OWN = 100;

/** One's own bindings. */
@Controller('me/bindings')
export class OwnBindingsController {
  constructor(
    private readonly service: BindingsService,
    private readonly bindings: BindingRepository,
    private readonly oidc: OidcService,
  ) {}

  @Operation({ id: 'listOwnBindings', tag: 'auth', summary: '本人绑定的统一身份认证身份', ok: { status: 200, schema: OWN_BINDINGS }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() { personId }: PersonPrincipal): Promise<{ readonly items: readonly Binding[] }> {
    return { items: await this.bindings.list({ personId, after: null, limit: MAX_OWN }) };
  }

  @Operation({ id: 'bindOwnIdentity', tag: 'auth', summary: '绑定本人的统一身份认证身份：浏览器前往所答复的地址登录，返回后即绑定；须在近期验证过身份', body: OidcAskRequest, ok: { status: 200, schema: PROVIDER_ADDRESS }, problems: ['NOT_ELIGIBLE', 'NOT_FOUND', 'NOT_OFFERED', 'REAUTHENTICATION_REQUIRED'] })
  @Post()
  @HttpCode(200)
  async bind(
    @CurrentPerson() { personId }: PersonPrincipal,
    @CurrentToken() { session }: Authenticated,
    @Body() { returnTo }: OidcAskRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly authorizationUrl: string }> {
    return await this.oidc.beginAsked(request, reply, { purpose: 'BIND', personId, session, returnTo });
  }

  @Operation({ id: 'unbindOwnIdentity', tag: 'auth', summary: '解除本人的身份绑定', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  unbind(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<void> {
    return this.service.unbindOwn(personId, id);
  }
}
