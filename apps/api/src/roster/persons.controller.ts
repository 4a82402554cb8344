import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReadingScope, scopeOf } from '../scope/reading-scope';
import { type HandedOver, HandOversService } from './hand-overs.service';
import { HandOverRequest, PersonQuery } from './roster.dto';
import { RosterReader, type RosterPerson } from './roster.reader';
import { HANDED_OVER, PERSON, PERSON_PAGE } from './roster.schemas';

/** An account is half of what signs a person in: shown to its owner and to those who keep the roster. */
function shownTo({ personId, assignments }: PersonPrincipal, person: RosterPerson): RosterPerson {
  const keeper = assignments.some(({ position }) => position === 'SYSTEM_ADMINISTRATOR' || position === 'PROCESS_ADMINISTRATOR');
  if (keeper || person.id === personId) return person;
  const { account: _account, ...shown } = person;
  return shown;
}

@Controller('persons')
export class PersonsController {
  constructor(
    private readonly roster: RosterReader,
    private readonly scope: ReadingScope,
    private readonly handOvers: HandOversService,
  ) {}

  @Operation({ id: 'listPersons', tag: 'roster', summary: '人员：单位看本单位，区级与中心看全区', query: PersonQuery, ok: { status: 200, schema: PERSON_PAGE }, problems: ['OUT_OF_SCOPE', 'NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() person: PersonPrincipal, @Query() query: PersonQuery): Promise<Page<RosterPerson>> {
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, UUID_KEY);
    const scope = await this.scope.narrow(person, query.orgCode);
    const named = query.orgCode === undefined ? person.personId : NOBODY;
    const rows = await this.roster.persons({ scope, self: named, q: query.q, after, limit });
    return pageOf(rows.map((row) => shownTo(person, row)), { limit, key: ({ id }) => id });
  }

  @Operation({ id: 'getPerson', tag: 'roster', summary: '一名人员及其任职', ok: { status: 200, schema: PERSON }, problems: ['NOT_ELIGIBLE'] })
  @Get(':id')
  async get(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string): Promise<RosterPerson> {
    const [found] = await this.roster.persons({ scope: scopeOf(person), self: person.personId, id, after: null, limit: 1 });
    if (found === undefined) throw new DomainError('NOT_FOUND');
    return shownTo(person, found);
  }

  @Operation({ id: 'handOver', tag: 'roster', summary: '离职转办：逐项给出结果', body: HandOverRequest, idempotent: true, ok: { status: 200, schema: HANDED_OVER }, problems: ['NOT_ELIGIBLE', 'REASON_REQUIRED'] })
  @Post(':id/hand-over')
  @HttpCode(200)
  async handOver(@CurrentPerson() person: PersonPrincipal, @IdParam() id: string, @ActKey() key: IdempotencyKey, @Body() body: HandOverRequest, @Headers('accept-language') acceptLanguage: string | undefined): Promise<{ items: HandedOver[] }> {
    return { items: await this.handOvers.handOver(person, id, body, key, acceptLanguage) };
  }
}

/** Where an organisation is named, only those who hold a position in it are listed. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
