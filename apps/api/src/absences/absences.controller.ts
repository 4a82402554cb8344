import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { AbsenceQuery, AbsenceRequest } from './absence.dto';
import { AbsenceRepository, type Absence } from './absence.repository';
import { ABSENCE, ABSENCE_PAGE } from './absence.schemas';
import { AbsencesService, keptBy } from './absences.service';

@Controller('absences')
export class AbsencesController {
  constructor(
    private readonly service: AbsencesService,
    private readonly absences: AbsenceRepository,
  ) {}

  @Operation({ id: 'listAbsences', tag: 'roster', summary: '休假、出差：本人的，名册管理人员看所管单位的', query: AbsenceQuery, ok: { status: 200, schema: ABSENCE_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: AbsenceQuery): Promise<Page<Absence>> {
    const limit = limitOf(query);
    const rows = await this.absences.list({ keeps: keptBy(person), self: person.personId, personId: query.personId, after: decodeCursor(query.cursor, UUID_KEY), limit });
    return pageOf(rows, { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getAbsence', tag: 'roster', summary: '一次休假、出差', ok: { status: 200, schema: ABSENCE }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<Absence> {
    return this.service.get(person, id);
  }

  @Operation({
    id: 'enterAbsence',
    tag: 'roster',
    summary: '登记休假、出差：不影响办理权限，仅供可办性检查',
    body: AbsenceRequest,
    idempotent: true,
    ok: { status: 201, schema: ABSENCE, links: { absence: { operationId: 'getAbsence', parameters: { id: '$response.body#/id' } } } },
    problems: ['NOT_ELIGIBLE'],
  })
  @Post()
  @HttpCode(201)
  async enter(@CurrentPerson() person: PersonPrincipal, @ActKey() key: IdempotencyKey, @Body() body: AbsenceRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const answer = await this.service.enter(person, body, key);
    if (answer.location !== undefined) void reply.header('location', answer.location);
    return answer.body;
  }

  @Operation({ id: 'cancelAbsence', tag: 'roster', summary: '取消登记', idempotent: true, ok: { status: 200, schema: ABSENCE }, problems: ['NOT_ELIGIBLE', 'NOT_OFFERED'] })
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey): Promise<unknown> {
    return (await this.service.cancel(person, id, key)).body;
  }
}
