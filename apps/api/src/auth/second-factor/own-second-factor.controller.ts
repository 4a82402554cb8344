import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../openapi/operation';
import { CurrentPerson } from '../current-principal';
import type { PersonPrincipal } from '../principal';
import { OwnSecondFactor } from './own-second-factor.service';
import { CodeRequest, OwnEnrolmentRequest } from './second-factor.dto';
import { ENROLMENT, RECOVERY_CODES, SECOND_FACTOR } from './second-factor.schemas';
import type { Enrolment, SecondFactorState } from './second-factors.service';

interface RecoveryCodes {
  readonly recoveryCodes: readonly string[];
}

/** One's own second factor, for those who are signed in. Answers with secrets are kept nowhere, so no idempotency key is taken. */
@Controller('me/second-factor')
export class OwnSecondFactorController {
  constructor(private readonly own: OwnSecondFactor) {}

  @Operation({ id: 'getSecondFactor', tag: 'auth', summary: '本人的双因素认证', ok: { status: 200, schema: SECOND_FACTOR }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async state(@CurrentPerson() { personId }: PersonPrincipal): Promise<SecondFactorState> {
    return await this.own.state(personId);
  }

  @Operation({ id: 'enrolSecondFactor', tag: 'auth', summary: '启用双因素认证：取得密钥，须再次输入密码', body: OwnEnrolmentRequest, ok: { status: 200, schema: ENROLMENT }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'TOO_MANY_REQUESTS'] })
  @Post()
  @HttpCode(200)
  async enrol(@CurrentPerson() person: PersonPrincipal, @Body() { password }: OwnEnrolmentRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Enrolment> {
    void reply.header('cache-control', 'no-store');
    return await this.own.begin(person, password);
  }

  @Operation({ id: 'confirmSecondFactor', tag: 'auth', summary: '以第一个验证码确认，取得恢复码', body: CodeRequest, ok: { status: 200, schema: RECOVERY_CODES }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED'] })
  @Post('confirmation')
  @HttpCode(200)
  async confirm(@CurrentPerson() person: PersonPrincipal, @Body() { code }: CodeRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecoveryCodes> {
    void reply.header('cache-control', 'no-store');
    return { recoveryCodes: await this.own.confirm(person, code) };
  }

  @Operation({ id: 'renewRecoveryCodes', tag: 'auth', summary: '更换恢复码：原有的随即失效', body: CodeRequest, ok: { status: 200, schema: RECOVERY_CODES }, problems: ['NOT_ELIGIBLE'] })
  @Post('recovery-codes')
  @HttpCode(200)
  async renew(@CurrentPerson() person: PersonPrincipal, @Body() { code }: CodeRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecoveryCodes> {
    void reply.header('cache-control', 'no-store');
    return { recoveryCodes: await this.own.renewRecoveryCodes(person, code) };
  }
}
