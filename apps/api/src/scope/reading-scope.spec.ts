import type { OrganisationType } from '@libs/domain/positions';
import type { HeldPosition, Principal } from '../auth/principal';
import { scopeOf } from './reading-scope';

const org = (id: string, type: OrganisationType): HeldPosition['org'] => ({ id, code: id, name: id, type });
const person = (...orgs: HeldPosition['org'][]): Principal => ({
  kind: 'PERSON',
  personId: 'p',
  account: 'a',
  name: 'n',
  assignments: orgs.map((o) => ({ position: 'UNIT_STAFF', org: o })),
});

describe('scopeOf', () => {
  it.each(['DISTRICT_COMMISSION', 'DISTRICT_CENTER'] as const)('opens the district to people of the %s', (type) => {
    expect(scopeOf(person(org('u', 'MEDICAL_INSTITUTION'), org('d', type)))).toBe('ALL');
  });

  it.each(['MEDICAL_INSTITUTION', 'DATA_USER_ORG', 'SERVICE_PROVIDER', 'EXTERNAL_AUTHORITY'] as const)('keeps people of a %s to their own', (type) => {
    expect(scopeOf(person(org('u', type), org('u', type)))).toEqual(['u']);
  });

  it('shows nothing to who holds nothing, and a client what its organisation sees', () => {
    expect(scopeOf(person())).toEqual([]);
    expect(scopeOf({ kind: 'CLIENT', id: 'c', clientId: 'c', org: org('u', 'SERVICE_PROVIDER') })).toEqual(['u']);
  });
});
