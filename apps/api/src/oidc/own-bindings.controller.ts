import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CurrentPerson, CurrentToken } from '../auth/current-principal';
import type { Authenticated, PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { OwnBindingRequest } from './binding.dto';
import { type Binding, BindingRepository } from './binding.repository';
import { BINDING_BEGUN, OWN_BINDINGS } from './binding.schemas';
import { BindingsService } from './bindings.service';
import { OidcService } from './oidc.service';

const MAX_OWN = 100;
const NO_SESSION = { zh: '请先用本系统的账号和密码登录。', en: 'Sign in with your account and password first.' };

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

  @Operation({ id: 'bindOwnIdentity', tag: 'auth', summary: '绑定本人的统一身份认证身份：浏览器前往所答复的地址登录，返回后即绑定', body: OwnBindingRequest, ok: { status: 200, schema: BINDING_BEGUN }, problems: ['NOT_ELIGIBLE', 'NOT_FOUND', 'NOT_OFFERED'] })
  @Post()
  @HttpCode(200)
  async bind(
    @CurrentPerson() { personId }: PersonPrincipal,
    @CurrentToken() { session }: Authenticated,
    @Body() { returnTo }: OwnBindingRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly authorizationUrl: string }> {
    if (session === undefined) throw new DomainError('NOT_OFFERED', { detail: NO_SESSION });
    const address = await this.oidc.begin(request, reply, { returnTo, binder: { personId, sessionId: session.id } });
    return { authorizationUrl: address.href };
  }

  @Operation({ id: 'unbindOwnIdentity', tag: 'auth', summary: '解除本人的身份绑定', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  unbind(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<void> {
    return this.service.unbindOwn(personId, id);
  }
}
