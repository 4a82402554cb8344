import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { Idempotent, type IdempotencyScope } from '../idempotency/idempotency-key';
import { Operation } from '../openapi/operation';
import { ImportPreviewQuery, ImportQuery } from './roster-import.dto';
import { ROSTER_IMPORTED, ROSTER_PREVIEW, ROSTER_TABLES } from './roster-import.schemas';
import { type ImportPreview, RosterImportService } from './roster-import.service';
import { sentTables } from './sent-tables';

const MULTIPART = ['multipart/form-data'];

/** Bringing the roster in. Only system administrators; what comes in is previewed before it is done. */
@Controller('roster/imports')
export class RosterImportsController {
  constructor(private readonly imports: RosterImportService) {}

  @Operation({ id: 'previewRosterImport', tag: 'roster', summary: '预览名册导入：将新增、变更、截止什么，或者每一处错误所在的行和列；不作任何变动', query: ImportPreviewQuery, body: ROSTER_TABLES, bodyTypes: MULTIPART, ok: { status: 200, schema: ROSTER_PREVIEW }, problems: ['NOT_ELIGIBLE'] })
  @Post('preview')
  @HttpCode(200)
  async preview(@CurrentPerson() person: PersonPrincipal, @Query() { endMissing = false }: ImportPreviewQuery, @Req() request: FastifyRequest): Promise<ImportPreview> {
    await this.imports.mustKeep(person);
    return this.imports.preview(person, { tables: await sentTables(request), endMissing });
  }

  @Operation({ id: 'importRoster', tag: 'roster', summary: '导入名册：一次事务，全部生效或全不生效', query: ImportQuery, body: ROSTER_TABLES, bodyTypes: MULTIPART, idempotent: true, ok: { status: 200, schema: ROSTER_IMPORTED }, problems: ['NOT_ELIGIBLE', 'STALE_CONTENT'] })
  @Post()
  @HttpCode(200)
  async import(@CurrentPerson() person: PersonPrincipal, @Idempotent() scope: IdempotencyScope, @Query() { endMissing = false, seenDigest }: ImportQuery, @Req() request: FastifyRequest): Promise<unknown> {
    await this.imports.mustKeep(person);
    return (await this.imports.apply(person, scope, { tables: await sentTables(request), endMissing, seenDigest })).body;
  }
}
