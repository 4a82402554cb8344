import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { IdParam } from '../http/id-param';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReadingScope, scopeOf } from '../scope/reading-scope';
import { AppointRequest, AssignmentQuery, BodyQuery, EndMemberRequest, EndRequest, MemberRequest, ReplaceRequest } from './roster.dto';
import { RosterKeeper } from './roster.keeper';
import { type RosterAssignment, type RosterBody, RosterReader } from './roster.reader';
import { ASSIGNMENT, ASSIGNMENT_PAGE, BODY, BODY_PAGE } from './roster.schemas';

const KEEPS = ['NOT_ELIGIBLE', 'REASON_REQUIRED'] as const;
const NEW_ASSIGNMENT = { status: 201, schema: ASSIGNMENT, links: { assignment: { operationId: 'getAssignment', parameters: { id: '$response.body#/id' } } } } as const;

@Controller()
export class AssignmentsController {
  constructor(
    private readonly roster: RosterReader,
    private readonly scope: ReadingScope,
    private readonly keeper: RosterKeeper,
  ) {}

  @Operation({ id: 'listAssignments', tag: 'roster', summary: '任职：单位看本单位，区级与中心看全区', query: AssignmentQuery, ok: { status: 200, schema: ASSIGNMENT_PAGE }, problems: ['OUT_OF_SCOPE', 'NOT_ELIGIBLE'] })
  @Get('assignments')
  async assignments(@CurrentPerson() person: PersonPrincipal, @Query() query: AssignmentQuery): Promise<Page<RosterAssignment>> {
    const { position, personId, current = true } = query;
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, UUID_KEY);
    const scope = await this.scope.narrow(person, query.orgCode);
    return pageOf(await this.roster.assignments({ scope, position, personId, current, after, limit }), { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getAssignment', tag: 'roster', summary: '一项任职', ok: { status: 200, schema: ASSIGNMENT }, problems: ['NOT_ELIGIBLE'] })
  @Get('assignments/:id')
  async assignment(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<RosterAssignment> {
    const [found] = await this.roster.assignments({ scope: scopeOf(person), id, current: false, after: null, limit: 1 });
    if (!found) throw new DomainError('NOT_FOUND');
    return found;
  }

  @Operation({ id: 'appoint', tag: 'roster', summary: '任职：由系统管理员登记', body: AppointRequest, idempotent: true, ok: NEW_ASSIGNMENT, problems: [...KEEPS, 'SEPARATION_OF_DUTIES'] })
  @Post('assignments')
  @HttpCode(201)
  async appoint(@CurrentPerson() person: PersonPrincipal, @ActKey() key: IdempotencyKey, @Body() body: AppointRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return located(reply, await this.keeper.appoint({ person, key }, body));
  }

  @Operation({ id: 'endAssignment', tag: 'roster', summary: '离任：其待办即刻回到岗位', body: EndRequest, idempotent: true, ok: { status: 200, schema: ASSIGNMENT }, problems: [...KEEPS, 'NOT_OFFERED'] })
  @Post('assignments/:id/end')
  @HttpCode(200)
  async end(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: EndRequest): Promise<unknown> {
    return (await this.keeper.end({ person, key }, id, body)).body;
  }

  @Operation({ id: 'replaceAssignment', tag: 'roster', summary: '接任：前任离任与接任者任职同时生效，并告知接任者', body: ReplaceRequest, idempotent: true, ok: NEW_ASSIGNMENT, problems: [...KEEPS, 'NOT_OFFERED', 'SEPARATION_OF_DUTIES'] })
  @Post('assignments/:id/replace')
  @HttpCode(201)
  async replace(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: ReplaceRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    return located(reply, await this.keeper.replace({ person, key }, id, body));
  }

  @Operation({ id: 'addMember', tag: 'roster', summary: '委员加入', body: MemberRequest, idempotent: true, ok: { status: 200, schema: BODY }, problems: [...KEEPS, 'SEPARATION_OF_DUTIES'] })
  @Post('bodies/:id/members')
  @HttpCode(200)
  async addMember(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: MemberRequest): Promise<unknown> {
    return (await this.keeper.addMember({ person, key }, id, body)).body;
  }

  @Operation({ id: 'endMember', tag: 'roster', summary: '委员离任：其未表决的席位即刻取消', body: EndMemberRequest, idempotent: true, ok: { status: 200, schema: BODY }, problems: [...KEEPS, 'NOT_OFFERED'] })
  @Post('bodies/:id/members/end')
  @HttpCode(200)
  async endMember(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: EndMemberRequest): Promise<unknown> {
    return (await this.keeper.endMember({ person, key }, id, body)).body;
  }

  @Operation({ id: 'listBodies', tag: 'roster', summary: '委员会及其成员', query: BodyQuery, ok: { status: 200, schema: BODY_PAGE }, problems: ['OUT_OF_SCOPE', 'NOT_ELIGIBLE'] })
  @Get('bodies')
  async bodies(@CurrentPerson() person: PersonPrincipal, @Query() query: BodyQuery): Promise<Page<RosterBody>> {
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, UUID_KEY);
    const scope = await this.scope.narrow(person, query.orgCode);
    return pageOf(await this.roster.bodies({ scope, after, limit }), { limit, key: ({ id }) => id });
  }
}

function located(reply: FastifyReply, { location, body }: Answer<unknown>): unknown {
  if (location !== undefined) void reply.header('location', location);
  return body;
}
