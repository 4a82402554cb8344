import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope } from '../scope/reading-scope';
import { AssignmentQuery, BodyQuery } from './roster.dto';
import { type RosterAssignment, type RosterBody, RosterReader } from './roster.reader';
import { ASSIGNMENT_PAGE, BODY_PAGE } from './roster.schemas';

@Controller()
export class AssignmentsController {
  constructor(
    private readonly roster: RosterReader,
    private readonly scope: ReadingScope,
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

  @Operation({ id: 'listBodies', tag: 'roster', summary: '委员会及其成员', query: BodyQuery, ok: { status: 200, schema: BODY_PAGE }, problems: ['OUT_OF_SCOPE', 'NOT_ELIGIBLE'] })
  @Get('bodies')
  async bodies(@CurrentPerson() person: PersonPrincipal, @Query() query: BodyQuery): Promise<Page<RosterBody>> {
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, UUID_KEY);
    const scope = await this.scope.narrow(person, query.orgCode);
    return pageOf(await this.roster.bodies({ scope, after, limit }), { limit, key: ({ id }) => id });
  }
}
