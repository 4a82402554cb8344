import { Controller, Get, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../auth/current-principal';
import type { Principal } from '../auth/principal';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ReadingScope } from '../scope/reading-scope';
import { ExpectedRunQuery } from './expected-run.dto';
import { type ExpectedRunItem, ExpectedRunReader } from './expected-run.repository';
import { EXPECTED_RUN_PAGE } from './expected-run.schemas';

@Controller('expected-runs')
export class ExpectedRunsController {
  constructor(
    private readonly runs: ExpectedRunReader,
    private readonly scope: ReadingScope,
  ) {}

  @Operation({ id: 'listExpectedRuns', tag: 'resources', summary: '每年应办的流程（第十二条）：单位看本单位，区级与中心看全区，含应开未开和逾期', query: ExpectedRunQuery, ok: { status: 200, schema: EXPECTED_RUN_PAGE }, problems: ['OUT_OF_SCOPE'] })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: ExpectedRunQuery): Promise<Page<ExpectedRunItem>> {
    const { processType, year, status, orgCode, cursor } = query;
    const limit = limitOf(query);
    const after = decodeCursor(cursor, UUID_KEY);
    const scope = await this.scope.narrow(principal, orgCode);
    return pageOf(await this.runs.list({ scope, processType, year, status, after, limit }), { limit, key: ({ id }) => id });
  }
}
