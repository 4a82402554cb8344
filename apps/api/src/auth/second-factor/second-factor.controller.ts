import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../openapi/operation';
import { LOGIN_RESPONSE } from '../auth.schemas';
import { LoginService } from '../login.service';
import { type LoginResponse, signedIn } from '../login-response';
import { Public } from '../public.decorator';
import { EnrolmentRequest, SecondFactorRequest } from './second-factor.dto';
import { ENROLLED, ENROLMENT } from './second-factor.schemas';
import type { Enrolment } from './second-factors.service';

/** The second step of a login, with what the first step gave. */
@Controller('auth/second-factor')
export class SecondFactorController {
  constructor(private readonly logins: LoginService) {}

  @Operation({ id: 'loginWithCode', tag: 'auth', summary: '登录第二步：验证码或恢复码，各用一次', public: true, body: SecondFactorRequest, ok: { status: 200, schema: LOGIN_RESPONSE }, problems: ['UNAUTHENTICATED'] })
  @Public()
  @Post()
  @HttpCode(200)
  async code(@Body() { challenge, code }: SecondFactorRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoginResponse> {
    return signedIn(await this.logins.withCode({ challenge, code, userAgent: request.headers['user-agent'] }), request, reply);
  }

  @Operation({ id: 'enrolAtLogin', tag: 'auth', summary: '登录时启用双因素认证：取得密钥', public: true, body: EnrolmentRequest, ok: { status: 200, schema: ENROLMENT }, problems: ['UNAUTHENTICATED', 'NOT_OFFERED'] })
  @Public()
  @Post('enrolment')
  @HttpCode(200)
  async enrol(@Body() { challenge }: EnrolmentRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Enrolment> {
    void reply.header('cache-control', 'no-store');
    return await this.logins.beginEnrolment(challenge);
  }

  @Operation({ id: 'confirmAtLogin', tag: 'auth', summary: '登录时启用双因素认证：以第一个验证码确认并登录', public: true, body: SecondFactorRequest, ok: { status: 200, schema: ENROLLED }, problems: ['UNAUTHENTICATED', 'NOT_OFFERED'] })
  @Public()
  @Post('confirmation')
  @HttpCode(200)
  async confirm(@Body() { challenge, code }: SecondFactorRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<LoginResponse & { readonly recoveryCodes: readonly string[] }> {
    const { recoveryCodes, ...loggedIn } = await this.logins.confirmEnrolment({ challenge, code, userAgent: request.headers['user-agent'] });
    return { ...signedIn(loggedIn, request, reply), recoveryCodes };
  }
}
