import { Body, Controller, Get, Param, Post, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { validateForm } from '@libs/forms/validate-form';
import { Config } from '@libs/platform/config/config';
import { DomainError } from '@libs/platform/errors/domain-error';
import { LoginRequest } from '../auth/auth.dto';
import { LoginService } from '../auth/login.service';
import { Public } from '../auth/public.decorator';
import { Reauthentication } from '../auth/reauthentication.service';
import { csrfTokenOf, setSession } from '../auth/session-cookie';
import { OidcService } from '../oidc/oidc.service';
import { Callers, mustBeOwnPage, type Caller } from './caller';
import type { Sent } from './evidence-fields';
import { LinkPageFilter } from './link-page.filter';
import { leading, linkPage, type Asked } from './link.pages';
import { LinksService } from './links.service';
import { sendPage } from './page';

/**
 * Pages for people who come from a message; no part of the contract of the API. A link is followed by scanners and
 * previews before anybody reads it: GET and HEAD write nothing at all, and only a form that its recipient sends, signed
 * in, decides.
 */
@ApiExcludeController()
@Public()
@UseFilters(LinkPageFilter)
@Controller('l')
export class LinksController {
  constructor(
    private readonly service: LinksService,
    private readonly callers: Callers,
    private readonly config: Config,
    private readonly logins: LoginService,
    private readonly reauthentication: Reauthentication,
    private readonly oidc: OidcService,
  ) {}

  /** Messengers and mail gateways add parameters of their own: they mean nothing here. */
  @Get(':token')
  async open(@Param('token') token: string, @Query() _query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, { token }, await this.callers.of(request));
  }

  @Post(':token/sign-in')
  async signIn(@Param('token') token: string, @Body() sent: Sent | undefined, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    mustBeOwnPage(request);
    const { account = '', password = '', code = '' } = sent ?? {};
    try {
      const given = validateForm(LoginRequest, { account, password });
      if ('errors' in given) throw new DomainError('FORM_INVALID', { errors: given.errors });
      if (!(await this.service.leadsSomewhere(token))) return await this.show(reply, { token }, undefined);
      const issued = await this.logins.inOneStep({ account, password, code, userAgent: request.headers['user-agent'] });
      setSession(request, reply, { token: issued.token, maxAge: issued.expiresInSeconds });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.show(reply, { token, problem: error, sent: { account } }, await this.callers.of(request));
    }
    await seeOther(reply, token);
  }

  /** For a sensitive step: the recipient proves once more who they are. */
  @Post(':token/confirm')
  async confirm(@Param('token') token: string, @Body() sent: Sent = {}, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = await this.callers.acting(request, sent['csrf']);
    try {
      await this.reauthentication.reauthenticate(caller.authenticated, { password: sent['password'] ?? '' });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.show(reply, { token, problem: error }, caller);
    }
    await seeOther(reply, token);
  }

  /** The same for who signed in through the provider, which leads back to this page. */
  @Post(':token/provider')
  async confirmAtProvider(@Param('token') token: string, @Body() sent: Sent = {}, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { principal: { personId }, authenticated: { session } } = await this.callers.acting(request, sent['csrf']);
    const { authorizationUrl } = await this.oidc.beginAsked(request, reply, { purpose: 'REAUTHENTICATE', personId, session, returnTo: `/l/${encodeURIComponent(token)}` });
    await sendPage(reply, leading('统一身份认证', authorizationUrl));
  }

  @Post(':token/decision')
  async decide(@Param('token') token: string, @Body() sent: Sent = {}, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = await this.callers.acting(request, sent['csrf']);
    try {
      await this.service.decide(token, caller, sent);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return this.show(reply, { token, problem: error, sent }, caller);
    }
    await seeOther(reply, token);
  }

  private async show(reply: FastifyReply, asked: Omit<Asked, 'provider' | 'csrf'>, caller: Caller | undefined): Promise<void> {
    const view = await this.service.open(asked.token, caller);
    await sendPage(reply, linkPage(view, { ...asked, provider: this.config.oidcIssuer !== undefined, ...(caller && { csrf: csrfTokenOf(caller.cookie) }) }));
  }
}

/** To the page itself: a reload of it sends nothing again. */
async function seeOther(reply: FastifyReply, token: string): Promise<void> {
  await reply.code(303).header('location', `/l/${encodeURIComponent(token)}`).header('cache-control', 'no-store').send();
}
