import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPerson, CurrentToken } from '../auth/current-principal';
import type { Authenticated, PersonPrincipal } from '../auth/principal';
import { Public } from '../auth/public.decorator';
import { Operation } from '../openapi/operation';
import { PROVIDER_ADDRESS } from './binding.schemas';
import { IdentityProvider } from './identity-provider';
import { OidcAskRequest, OidcCallbackQuery, OidcLoginQuery } from './oidc.dto';
import { OidcService } from './oidc.service';

/** For browsers: each answer sends them on, or says where to go. */
@Controller('auth/oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly provider: IdentityProvider,
  ) {}

  @Operation({ id: 'oidcLogin', tag: 'auth', summary: '经统一身份认证登录：转到认证服务', public: true, query: OidcLoginQuery, ok: { status: 303 }, problems: ['NOT_FOUND'] })
  @Public()
  @Get('login')
  async login(@Query() { returnTo }: OidcLoginQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendTo(reply, (await this.oidc.begin(request, reply, { returnTo })).href);
  }

  @Operation({ id: 'oidcCallback', tag: 'auth', summary: '自认证服务返回：写入会话 Cookie，或者完成身份绑定、重新认证，再转到原页面', public: true, query: OidcCallbackQuery, ok: { status: 303 }, problems: ['NOT_FOUND', 'UNAUTHENTICATED', 'REAUTHENTICATION_REQUIRED', 'IDENTITY_UNBOUND', 'IDENTITY_TAKEN'] })
  @Public()
  @Get('callback')
  async callback(@Query() _query: Record<string, unknown>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendTo(reply, await this.oidc.finish(request, reply));
  }

  @Operation({ id: 'oidcReauthenticate', tag: 'auth', summary: '经统一身份认证重新认证：浏览器前往所答复的地址登录，返回后即视为刚刚验证本人', body: OidcAskRequest, ok: { status: 200, schema: PROVIDER_ADDRESS }, problems: ['NOT_ELIGIBLE', 'NOT_FOUND', 'NOT_OFFERED'] })
  @Post('reauthenticate')
  @HttpCode(200)
  async reauthenticate(
    @CurrentPerson() { personId }: PersonPrincipal,
    @CurrentToken() { session }: Authenticated,
    @Body() { returnTo }: OidcAskRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly authorizationUrl: string }> {
    return await this.oidc.beginAsked(request, reply, { purpose: 'REAUTHENTICATE', personId, session, returnTo });
  }

  @Operation({ id: 'oidcLogout', tag: 'auth', summary: '退出统一身份认证；在退出本系统之后使用', public: true, ok: { status: 303 }, problems: ['NOT_FOUND'] })
  @Public()
  @Get('logout')
  async logout(@Res() reply: FastifyReply): Promise<void> {
    sendTo(reply, (await this.provider.logoutAddress())?.href ?? '/');
  }
}

const sendTo = (reply: FastifyReply, address: string): void => void reply.header('cache-control', 'no-store').redirect(address, 303);
