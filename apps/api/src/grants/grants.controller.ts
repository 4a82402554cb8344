import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { instantOf } from '@libs/forms/calendar-date';
import { isBulkOperation } from '@libs/domain/bulk-operations';
import { DomainError } from '@libs/platform/errors/domain-error';
import { handBack, recordUsage, resume, revoke, suspend, type GrantActAnswer, type UsageAnswer } from '@libs/record/acts/grant-acts';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CaseRecord } from '@libs/record/record';
import { CurrentPerson, CurrentPrincipal } from '../auth/current-principal';
import type { PersonPrincipal, Principal } from '../auth/principal';
import { GRANT } from '../cases/case.schemas';
import { grantView } from '../cases/case.view';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { flag, instant, object, oneOf, pageOfSchema, schema, text, uuid, whole } from '../openapi/schema';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { ReasonRequest } from '../record/acts.dto';
import { GrantRepository, type GrantRead } from './grant.repository';
import { GrantQuery, UsageRequest, VerifyQuery } from './grants.dto';
import { lives, operationRefusal, verify, type Verification } from './verification';

const GRANT_ACT = schema('GrantAct', object({ grant: object({ id: uuid, status: oneOf(['ACTIVE', 'SUSPENDED', 'ENDED'], '状态'), endReason: text('结束原因') }, ['endReason']), case: object({ id: uuid, status: text('状态') }) }));
const VERIFICATION = schema('Verification', object({ valid: flag('有效'), reason: text('无效原因'), validUntil: instant, scope: { type: 'object' }, bulkGrantId: uuid }, ['reason', 'bulkGrantId']));
const USAGE = schema('Usage', object({ id: uuid, used: whole('累计'), withinGrant: flag('在授权范围内') }));
const ACTS = ['NOT_ELIGIBLE', 'CASE_CLOSED', 'CASE_HELD', 'CASE_STOPPED', 'NOT_OFFERED', 'REASON_REQUIRED'] as const;

@Controller('grants')
export class GrantsController {
  constructor(
    private readonly grants: GrantRepository,
    private readonly record: CaseRecord,
  ) {}

  @Operation({ id: 'listGrants', tag: 'grants', summary: '授权列表', query: GrantQuery, ok: { status: 200, schema: pageOfSchema('GrantPage', GRANT) } })
  @Get()
  async list(@CurrentPrincipal() principal: Principal, @Query() query: GrantQuery): Promise<Page<unknown>> {
    const limit = limitOf(query);
    const rows = await this.grants.list(principal, { status: query.status, before: decodeCursor(query.cursor, UUID_KEY), limit });
    const page = pageOf(rows, { limit, key: ({ grant }) => grant.id });
    return { ...page, items: page.items.map((read) => this.view(read)) };
  }

  @Operation({ id: 'getGrant', tag: 'grants', summary: '一项授权', ok: { status: 200, schema: GRANT } })
  @Get(':id')
  async get(@CurrentPrincipal() principal: Principal, @IdParam() id: string): Promise<unknown> {
    return this.view(await this.read(id, principal));
  }

  @Operation({ id: 'verifyGrant', tag: 'grants', summary: '核验授权：平台提供服务前必须询问（第十九条）', query: VerifyQuery, ok: { status: 200, schema: VERIFICATION } })
  @Get(':id/verify')
  async verify(@CurrentPrincipal() principal: Principal, @IdParam() id: string, @Query() { operation, at }: VerifyQuery): Promise<Verification> {
    return verify(await this.read(id, principal), operation, at === undefined ? undefined : existing(at, 'MALFORMED'));
  }

  @Operation({ id: 'revokeGrant', tag: 'grants', summary: '撤销授权', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: GRANT_ACT }, problems: ACTS })
  @Post(':id/revoke')
  @HttpCode(200)
  async revoke(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() grantId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<GrantActAnswer> {
    return (await revoke(this.record, { ...body, personId, grantId, idempotency })).body;
  }

  @Operation({ id: 'suspendGrant', tag: 'grants', summary: '暂停授权', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: GRANT_ACT }, problems: ACTS })
  @Post(':id/suspend')
  @HttpCode(200)
  async suspend(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() grantId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<GrantActAnswer> {
    return (await suspend(this.record, { ...body, personId, grantId, idempotency })).body;
  }

  @Operation({ id: 'resumeGrant', tag: 'grants', summary: '恢复授权', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: GRANT_ACT }, problems: ACTS })
  @Post(':id/resume')
  @HttpCode(200)
  async resume(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() grantId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<GrantActAnswer> {
    return (await resume(this.record, { ...body, personId, grantId, idempotency })).body;
  }

  @Operation({ id: 'handBackGrant', tag: 'grants', summary: '交回授权', body: ReasonRequest, idempotent: true, ok: { status: 200, schema: GRANT_ACT }, problems: ACTS })
  @Post(':id/hand-back')
  @HttpCode(200)
  async handBack(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() grantId: string, @ActKey() idempotency: IdempotencyKey, @Body() body: ReasonRequest): Promise<GrantActAnswer> {
    return (await handBack(this.record, { ...body, personId, grantId, idempotency })).body;
  }

  @Operation({ id: 'recordUsage', tag: 'grants', summary: '登记使用计量', body: UsageRequest, idempotent: true, ok: { status: 200, schema: USAGE }, problems: ['NOT_ELIGIBLE', 'CASE_STOPPED'] })
  @Post(':id/usage')
  @HttpCode(200)
  async usage(@CurrentPrincipal() principal: Principal, @IdParam() grantId: string, @ActKey() idempotency: IdempotencyKey, @Body() { operation, count, at }: UsageRequest): Promise<UsageAnswer> {
    const read = await this.read(grantId, principal);
    const { grant, now, base } = read;
    if (principal.kind === 'PERSON' && principal.personId !== grant.holder_id) throw new DomainError('NOT_ELIGIBLE');
    const by = principal.kind === 'CLIENT' ? { clientId: principal.id } : { personId: principal.personId };
    const used = at === undefined ? undefined : usedAt(at, Date.parse(now));
    // What is done in bulk is metered against the grant that was given for it, while the use that it rests on is valid.
    const ofItsOwn = grant.scope['operation'] !== undefined || !isBulkOperation(operation);
    const operationGranted = ofItsOwn && (base === null || lives(base, used ?? Date.parse(now))) && operationRefusal(read, operation, used ?? Date.parse(now)) === undefined;
    return (await recordUsage(this.record, { grantId, operation, operationGranted, count, by, idempotency, ...(used !== undefined && { at: used }) })).body;
  }

  private async read(id: string, principal: Principal): Promise<GrantRead> {
    const read = await this.grants.find(id, principal);
    if (!read) throw new DomainError('NOT_FOUND');
    return read;
  }

  private view({ grant, case: { id, number, processType }, org, holder }: GrantRead): Record<string, unknown> {
    return { ...grantView(this.record.desk(processType).process.definition, grant), case: { id, number }, org, holder };
  }
}

/** Of a query it is malformed, of a body invalid. */
function existing(text: string, code: 'MALFORMED' | 'FORM_INVALID'): number {
  const instant = instantOf(text);
  if (instant === undefined) throw new DomainError(code, { errors: [{ path: 'at', code: 'NOT_A_DATE', message: { zh: '不是存在的时刻。', en: 'Not an existing instant.' } }] });
  return instant;
}

/** Clocks of platforms that differ a little are no reason to lose a figure. */
const CLOCK_TOLERANCE_MS = 60_000;

function usedAt(text: string, now: number): number {
  const instant = existing(text, 'FORM_INVALID');
  if (instant > now + CLOCK_TOLERANCE_MS) throw new DomainError('FORM_INVALID', { errors: [{ path: 'at', code: 'IN_THE_FUTURE', message: { zh: '使用时刻不能在将来。', en: 'Usage cannot lie in the future.' } }] });
  return instant;
}
