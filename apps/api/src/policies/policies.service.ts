import { Injectable } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { DomainError, type FieldProblem } from '@libs/platform/errors/domain-error';
import { civilDateOf } from '@libs/domain/calendar';
import { digestOf } from '@libs/domain/digests';
import { isLike } from '@libs/policy/like-value';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { AdministratorActs } from '../administration/administrator-acts';
import { audit } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import type { PolicyRequest } from './policy.dto';
import { policyView } from './policy.view';

const invalid = (path: string, zh: string, en: string): DomainError => {
  const errors: FieldProblem[] = [{ path, code: 'INCONSISTENT', message: { zh, en } }];
  return new DomainError('FORM_INVALID', { errors });
};

/** Changes a figure for what begins from a day on: never for the past, and never by writing over it. */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly acts: AdministratorActs,
    private readonly policies: PolicyRepository,
  ) {}

  async set(person: PersonPrincipal, { key, ...request }: PolicyRequest & { readonly key: string }, idempotency: IdempotencyKey): Promise<Answer<unknown>> {
    return await this.acts.act(person, { action: 'POLICY_SET', duty: 'SET_POLICIES', key: idempotency }, async (manager) => {
      const { value, effectiveFrom } = request;
      const [latest] = await this.policies.history(key);
      if (latest === undefined) throw new DomainError('NOT_FOUND');
      if (!isLike(value, latest.value)) throw invalid('value', '须与现行数值同一类型、同一计量单位、同一比较方式。', 'It must be of the type, the unit and the comparison of the value before.');
      if (effectiveFrom < civilDateOf(Date.now())) throw invalid('effectiveFrom', '施行日期不得早于今日。', 'It cannot take effect before today.');
      await this.policies.add(manager, { key, ...request, value, recordedBy: person.personId });
      await audit(manager, { action: 'POLICY_SET', actorKind: 'PERSON', actorId: person.personId, details: { key, effectiveFrom, valueDigest: digestOf(value) } });
      const [added] = await new PolicyRepository(manager).history(key);
      return { status: 201, body: added && policyView(added), location: `/api/v1/policies/${key}` };
    });
  }
}
