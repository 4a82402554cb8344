import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { scopeOf } from '../scope/reading-scope';
import { type StandingAgent, StandingAgentRepository } from './standing-agent.repository';
import { STANDING_AGENT, STANDING_AGENT_PAGE } from './standing-agent.schemas';
import { EndStandingAgentRequest, StandingAgentQuery, StandingAgentRequest } from './standing-agents.dto';
import { StandingAgentsService } from './standing-agents.service';

/** 代理: who acts in whose positions, until when. */
@Controller('standing-agents')
export class StandingAgentsController {
  constructor(
    private readonly service: StandingAgentsService,
    private readonly agents: StandingAgentRepository,
  ) {}

  @Operation({ id: 'listStandingAgents', tag: 'roster', summary: '代理：单位看本单位，区级与中心看全区', query: StandingAgentQuery, ok: { status: 200, schema: STANDING_AGENT_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: StandingAgentQuery): Promise<Page<StandingAgent>> {
    const limit = limitOf(query);
    const { personId, current = true } = query;
    const rows = await this.agents.list({ scope: scopeOf(person), self: person.personId, personId, current, after: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getStandingAgent', tag: 'roster', summary: '一项代理', ok: { status: 200, schema: STANDING_AGENT }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  async get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<StandingAgent> {
    const [found] = await this.agents.list({ scope: scopeOf(person), self: person.personId, id, current: false, after: null, limit: 1 });
    if (!found) throw new DomainError('NOT_FOUND');
    return found;
  }

  @Operation({
    id: 'appointStandingAgent',
    tag: 'roster',
    summary: '设定代理：本人或系统管理员',
    body: StandingAgentRequest,
    idempotent: true,
    ok: { status: 201, schema: STANDING_AGENT, links: { agent: { operationId: 'getStandingAgent', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE', 'SEPARATION_OF_DUTIES', 'REASON_REQUIRED'],
  })
  @Post()
  @HttpCode(201)
  async appoint(@CurrentPerson() person: PersonPrincipal, @ActKey() key: IdempotencyKey, @Body() body: StandingAgentRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const answer = await this.service.appoint(person, body, key);
    if (answer.location !== undefined) void reply.header('location', answer.location);
    return answer.body;
  }

  @Operation({ id: 'endStandingAgent', tag: 'roster', summary: '终止代理：本人、代理人或系统管理员', body: EndStandingAgentRequest, idempotent: true, ok: { status: 200, schema: STANDING_AGENT }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED', 'REASON_REQUIRED'] })
  @Post(':id/end')
  @HttpCode(200)
  async end(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: EndStandingAgentRequest): Promise<unknown> {
    return (await this.service.end(person, id, body, key)).body;
  }
}
