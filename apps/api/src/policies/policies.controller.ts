import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { IdempotencyKey } from '@libs/record/idempotency';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { decodeCursor, limitOf, type Page, pageOf } from '../http/paging';
import { Operation } from '../openapi/operation';
import { ActKey } from '../record/act-key';
import { PoliciesService } from './policies.service';
import { PolicyQuery, PolicyRequest } from './policy.dto';
import { POLICY, POLICY_DETAIL, POLICY_PAGE, type PolicyView, policyView } from './policy.view';

const KEY = /^[\w.-]{1,200}$/;

/** The figures of the law as data: everybody who works under them may read them, with basis and confidence. */
@Controller('policies')
export class PoliciesController {
  constructor(
    private readonly policies: PolicyRepository,
    private readonly service: PoliciesService,
  ) {}

  @Operation({ id: 'listPolicies', tag: 'policies', summary: '现行政策数值及其依据', query: PolicyQuery, ok: { status: 200, schema: POLICY_PAGE } })
  @Get()
  async list(@Query() query: PolicyQuery): Promise<Page<PolicyView>> {
    const limit = limitOf(query);
    const after = decodeCursor(query.cursor, KEY) ?? '';
    const wanted = query.q?.toLowerCase() ?? '';
    // A few hundred rows at most: sorted here by code unit, so that pages do not depend on a collation.
    const rows = [...(await this.policies.effective()).values()]
      .filter(({ key, title }) => key > after && `${key} ${title}`.toLowerCase().includes(wanted))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    return pageOf(rows.slice(0, limit + 1).map(policyView), { limit, key: ({ key }) => key });
  }

  @Operation({ id: 'getPolicy', tag: 'policies', summary: '一项政策数值及其沿革；尚未生效的也在沿革中', ok: { status: 200, schema: POLICY_DETAIL } })
  @Get(':key')
  async get(@Param('key') key: string): Promise<PolicyView & { readonly history: readonly PolicyView[] }> {
    const current = KEY.test(key) ? (await this.policies.effective()).get(key) : undefined;
    if (current === undefined) throw new DomainError('NOT_FOUND');
    return { ...policyView(current), history: (await this.policies.history(key)).map(policyView) };
  }

  @Operation({ id: 'setPolicy', tag: 'policies', summary: '新的政策数值，自施行日期起用于新的办件（安全管理员）', body: PolicyRequest, idempotent: true, ok: { status: 201, schema: POLICY }, problems: ['NOT_ELIGIBLE'] })
  @Post(':key')
  @HttpCode(201)
  async set(@CurrentPerson() person: PersonPrincipal, @Param('key') key: string, @ActKey() idempotency: IdempotencyKey, @Body() body: PolicyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    if (!KEY.test(key)) throw new DomainError('NOT_FOUND');
    const answer = await this.service.set(person, { key, ...body }, idempotency);
    if (answer.location !== undefined) void reply.header('location', answer.location);
    return answer.body;
  }
}
