import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { AdministratorActs } from '../administration/administrator-acts';
import { CurrentPerson } from '../auth/current-principal';
import { LoginSessions } from '../auth/login-sessions.service';
import type { PersonPrincipal } from '../auth/principal';
import { SecondFactors } from '../auth/second-factor/second-factors.service';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { object, schema, whole } from '../openapi/schema';
import { ActKey } from '../record/act-key';
import { notOneself } from './not-oneself';
import { AdministrationRequest } from './roster.dto';

const RESET = schema('SecondFactorReset', object({ ended: whole('结束的会话数') }));

/** For somebody who has lost authenticator and recovery codes: they enrol anew at their next login. */
@Controller('persons/:id/second-factor')
export class PersonSecondFactorController {
  constructor(
    private readonly acts: AdministratorActs,
    private readonly factors: SecondFactors,
    private readonly sessions: LoginSessions,
  ) {}

  @Operation({ id: 'resetSecondFactor', tag: 'roster', summary: '重置一名人员的双因素认证，并结束其所有登录会话（安全管理员）', body: AdministrationRequest, idempotent: true, ok: { status: 200, schema: RESET }, problems: ['NOT_ELIGIBLE', 'SEPARATION_OF_DUTIES', 'NOT_OFFERED', 'REASON_REQUIRED'] })
  @Post('reset')
  @HttpCode(200)
  async reset(@CurrentPerson() person: PersonPrincipal, @IdParam() personId: string, @ActKey() key: IdempotencyKey, @Body() { reason }: AdministrationRequest): Promise<unknown> {
    const answer = await this.acts.act(person, { action: 'SECOND_FACTOR_RESET', duty: 'RESET_SECOND_FACTOR', about: { personId }, key }, async (manager) => {
      if (personId === person.personId) throw notOneself();
      if (reason === undefined) throw new DomainError('REASON_REQUIRED');
      const order = { personId, byId: person.personId, reason };
      await this.factors.reset(manager, order);
      return { status: 200, body: { ended: await this.sessions.endAllOf(manager, order) } };
    });
    this.sessions.forget(personId);
    return answer.body;
  }
}
