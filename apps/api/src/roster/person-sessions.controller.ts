import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { AdministratorActs } from '../administration/administrator-acts';
import { LoginSessionQuery } from '../auth/auth.dto';
import { PERSON_SESSION_PAGE } from '../auth/auth.schemas';
import { CurrentPerson } from '../auth/current-principal';
import type { LoginSession } from '../auth/login-session.repository';
import { LoginSessions } from '../auth/login-sessions.service';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { object, schema, whole } from '../openapi/schema';
import { ActKey } from '../record/act-key';
import { AdministrationRequest } from './roster.dto';

const SESSIONS_ENDED = schema('LoginSessionsEnded', object({ ended: whole('结束的会话数') }));

/** Where somebody is signed in, for the security administrator: found, and ended. */
@Controller('persons/:id/sessions')
export class PersonSessionsController {
  constructor(
    private readonly acts: AdministratorActs,
    private readonly sessions: LoginSessions,
  ) {}

  @Operation({ id: 'listSessionsOfPerson', tag: 'roster', summary: '一名人员的登录会话（安全管理员）', query: LoginSessionQuery, ok: { status: 200, schema: PERSON_SESSION_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @Query() query: LoginSessionQuery): Promise<Page<LoginSession>> {
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, UUID_KEY);
    const rows = await this.acts.read(person, { action: 'SESSIONS_READ', duty: 'END_SESSIONS' }, () => this.sessions.list(id, { after, limit }));
    return pageOf(rows, { limit, key: (row) => row.id });
  }

  @Operation({ id: 'endSessionsOfPerson', tag: 'roster', summary: '结束一名人员的所有登录会话（安全管理员）', body: AdministrationRequest, idempotent: true, ok: { status: 200, schema: SESSIONS_ENDED }, problems: ['NOT_ELIGIBLE', 'REASON_REQUIRED'] })
  @Post('end')
  @HttpCode(200)
  async end(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() { reason }: AdministrationRequest): Promise<unknown> {
    const answer = await this.acts.act(person, { action: 'SESSIONS_ENDED', duty: 'END_SESSIONS', about: { personId: id }, key }, async (manager) => {
      if (reason === undefined) throw new DomainError('REASON_REQUIRED');
      return { status: 200, body: { ended: await this.sessions.endAllOf(manager, { personId: id, byId: person.personId, reason }) } };
    });
    this.sessions.forget(id);
    return answer.body;
  }
}
