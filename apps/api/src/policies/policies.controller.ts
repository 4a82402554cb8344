import { Controller, Get, Param, Query } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { DomainError } from '@libs/platform/errors/domain-error';
import { decodeCursor, limitOf, type Page, pageOf } from '../http/paging';
import { Operation } from '../openapi/operation';
import { PolicyQuery } from './policy.dto';
import { POLICY_DETAIL, POLICY_PAGE, type PolicyView, policyView } from './policy.view';

const KEY = /^[\w.-]{1,200}$/;

/** The figures of the law as data: everybody who works under them may read them, with basis and confidence. */
@Controller('policies')
export class PoliciesController {
  constructor(private readonly policies: PolicyRepository) {}

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
}
