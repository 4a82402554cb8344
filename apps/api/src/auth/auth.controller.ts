import { Body, Controller, Get, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { Operation } from '../openapi/operation';
import { ClientTokenRequest, LoginRequest, ReauthenticationRequest } from './auth.dto';
import { KEY_SET, LOGIN_RESPONSE, REAUTHENTICATED, TOKEN_RESPONSE } from './auth.schemas';
import { basicCredentials } from './basic-credentials';
import { ClientTokenService } from './client-token.service';
import { CurrentToken } from './current-principal';
import { type LoginResponse, signedIn } from './login-response';
import { LoginService } from './login.service';
import { LogoutService } from './logout.service';
import type { Authenticated } from './principal';
import { Public } from './public.decorator';
import { Reauthentication } from './reauthentication.service';
import { CHALLENGED } from './second-factor/second-factor.schemas';
import { clearSession } from './session-cookie';
import { type PublicJwk, SigningKeys } from './signing-keys';

interface ChallengeResponse {
  readonly secondFactor: string;
  readonly challenge: string;
  readonly expiresIn: number;
}

@Controller('auth')
export class AuthController {
  constructor(
    private readonly logins: LoginService,
    private readonly logouts: LogoutService,
    private readonly clientTokens: ClientTokenService,
    private readonly reauthentication: Reauthentication,
    private readonly keys: SigningKeys,
  ) {}

  @Operation({
    id: 'login',
    tag: 'auth',
    summary: '登录：返回令牌，并为控制台写入会话 Cookie；须双因素认证的返回 202 与第二步的凭证',
    public: true,
    body: LoginRequest,
    ok: { status: 200, schema: LOGIN_RESPONSE },
    alsoOk: { status: 202, schema: CHALLENGED },
    problems: ['UNAUTHENTICATED', 'TOO_MANY_REQUESTS'],
  })
  @Public()
  @Post('login')
  @HttpCode(200)
  async login(@Body() { account, password }: LoginRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoginResponse | ChallengeResponse> {
    const outcome = await this.logins.login({ account, password, userAgent: request.headers['user-agent'] });
    if (!('challenge' in outcome)) return signedIn(outcome, request, reply);
    void reply.code(202).header('cache-control', 'no-store');
    const { secondFactor, challenge, expiresInSeconds } = outcome;
    return { secondFactor, challenge, expiresIn: expiresInSeconds };
  }

  @Operation({ id: 'reauthenticate', tag: 'auth', summary: '重新认证：敏感操作前再次验证本人，以密码或双因素验证码', body: ReauthenticationRequest, ok: { status: 200, schema: REAUTHENTICATED }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'TOO_MANY_REQUESTS'] })
  @Post('reauthenticate')
  @HttpCode(200)
  async reauthenticate(@CurrentToken() authenticated: Authenticated, @Body() proof: ReauthenticationRequest): Promise<{ readonly reauthenticatedAt: Date }> {
    return { reauthenticatedAt: await this.reauthentication.reauthenticate(authenticated, proof) };
  }

  @Operation({ id: 'logout', tag: 'auth', summary: '退出：令牌随即失效', ok: { status: 204 } })
  @Post('logout')
  @HttpCode(204)
  async logout(@CurrentToken() authenticated: Authenticated, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.logouts.logout(authenticated);
    clearSession(request, reply);
  }

  @Operation({ id: 'listSigningKeys', tag: 'auth', summary: '令牌签名公钥（JWKS，RFC 7517）；更换期间新旧并列', public: true, ok: { status: 200, schema: KEY_SET } })
  @Public()
  @Get('jwks')
  async jwks(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ readonly keys: readonly PublicJwk[] }> {
    void reply.header('cache-control', 'public, max-age=30');
    return { keys: await this.keys.published() };
  }

  @Operation({
    id: 'issueClientToken',
    tag: 'auth',
    summary: 'OAuth 2.0 客户端凭据换取令牌；凭据可置于 HTTP Basic 头或正文',
    public: true,
    body: ClientTokenRequest,
    bodyTypes: ['application/x-www-form-urlencoded', 'application/json'],
    ok: { status: 200, schema: TOKEN_RESPONSE },
    problems: ['UNAUTHENTICATED', 'TOO_MANY_REQUESTS'],
  })
  @Public()
  @Post('token')
  @HttpCode(200)
  async token(@Body() body: ClientTokenRequest, @Headers('authorization') authorization: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const { client_id: clientId, client_secret: clientSecret } = body;
    const given = clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : undefined;
    const credentials = basicCredentials(authorization) ?? given;
    if (credentials === undefined) throw new DomainError('UNAUTHENTICATED');
    const { token, expiresInSeconds } = await this.clientTokens.issue(credentials);
    void reply.header('cache-control', 'no-store');
    return { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds };
  }
}
