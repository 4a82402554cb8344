import { Controller, Delete, Get, HttpCode, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { LoginSessionQuery } from './auth.dto';
import { LOGIN_SESSION_PAGE } from './auth.schemas';
import { CurrentPerson, CurrentToken } from './current-principal';
import type { LoginSession } from './login-session.repository';
import { LoginSessions } from './login-sessions.service';
import type { Authenticated, PersonPrincipal } from './principal';
import { clearSession } from './session-cookie';

/** One's own sessions: where one is signed in, and the end of it. */
@Controller('me/sessions')
export class LoginSessionsController {
  constructor(private readonly sessions: LoginSessions) {}

  @Operation({ id: 'listLoginSessions', tag: 'auth', summary: '本人的登录会话，最近的在前', query: LoginSessionQuery, ok: { status: 200, schema: LOGIN_SESSION_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() { personId }: PersonPrincipal, @CurrentToken() { session: current }: Authenticated, @Query() query: LoginSessionQuery): Promise<Page<LoginSession & { readonly current: boolean }>> {
    const limit = limitOf(query);
    const rows = await this.sessions.list(personId, { after: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows.map((row) => ({ ...row, current: row.id === current?.id })), { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'endLoginSession', tag: 'auth', summary: '结束本人的一个登录会话', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete(':id')
  @HttpCode(204)
  async end(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<void> {
    await this.sessions.endOwn(person, id);
  }

  @Operation({ id: 'endLoginSessions', tag: 'auth', summary: '全部退出：结束本人的所有登录会话', ok: { status: 204 }, problems: ['NOT_ELIGIBLE'] })
  @Delete()
  @HttpCode(204)
  async endAll(@CurrentPerson() person: PersonPrincipal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.endAllOwn(person);
    clearSession(request, reply);
  }
}
