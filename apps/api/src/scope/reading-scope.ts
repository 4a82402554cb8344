import { Injectable } from '@nestjs/common';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { DomainError } from '@libs/platform/errors/domain-error';
import { seesTheDistrict } from '@libs/record/scope';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { principalId, type Principal } from '../auth/principal';

/** Ids of the organisations whose registers may be read, or all of them. */
export type OrganisationScope = 'ALL' | readonly string[];

/**
 * What a principal may read of the registers (regulation.md §4): the commission and the centre see the district, those
 * of a unit, of a data user and of a vendor only their own organisation. A person without an assignment sees nothing.
 */
export function scopeOf(principal: Principal): OrganisationScope {
  const orgs = principal.kind === 'PERSON' ? principal.assignments.map(({ org }) => org) : [principal.org];
  if (orgs.some(({ type }) => seesTheDistrict(type))) return 'ALL';
  return [...new Set(orgs.map(({ id }) => id))];
}

/** For `($1::uuid[] IS NULL OR org_id = ANY ($1))`: null means everybody's. */
export const scopeParameter = (scope: OrganisationScope): readonly string[] | null => (scope === 'ALL' ? null : scope);

/** Narrows the scope to an organisation that the caller names with `?orgCode=`. */
@Injectable()
export class ReadingScope {
  constructor(
    private readonly roster: RosterRepository,
    private readonly dataSource: DataSource,
  ) {}

  /** Throws as `named` does. */
  async narrow(principal: Principal, orgCode: string | undefined): Promise<OrganisationScope> {
    return orgCode === undefined ? scopeOf(principal) : [await this.named(principal, orgCode)];
  }

  /** The id of an organisation within the scope. Throws `OUT_OF_SCOPE`, audited, outside it; what does not exist is answered alike. */
  async named(principal: Principal, orgCode: string): Promise<string> {
    const scope = scopeOf(principal);
    const named = await this.roster.organisationByCode(orgCode);
    if (named !== undefined && (scope === 'ALL' || scope.includes(named.id))) return named.id;
    await audit(this.dataSource.manager, { action: 'REGISTER_READ', actorKind: principal.kind, actorId: principalId(principal), orgId: named?.id, refused: 'OUT_OF_SCOPE' });
    throw new DomainError('OUT_OF_SCOPE');
  }
}
