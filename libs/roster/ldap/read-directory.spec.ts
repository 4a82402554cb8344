import { readSettings } from '@libs/platform/config/settings';
import { LdapSettings } from './ldap-settings';
import { wantedOf } from './read-directory';

const ENV = {
  LDAP_URL: 'ldaps://directory.example',
  LDAP_BIND_DN: 'cn=reader,dc=example',
  LDAP_BIND_PASSWORD: 's3cret',
  LDAP_BASE_DN: 'dc=example',
  LDAP_ATTRIBUTES: '{"account":"sAMAccountName","organisation":"company","dept":"department"}',
  LDAP_ORGANISATIONS: '{"甲医院":"HOSPITAL-A"}',
  LDAP_POSITIONS: '{"科主任":"业务部门负责人","医师":"UNIT_STAFF"}',
};
const settingsOf = (env: Record<string, string> = {}): LdapSettings => readSettings(LdapSettings, { ...ENV, ...env });
const entry = (attributes: Record<string, string[]>): ReadonlyMap<string, string[]> => new Map(Object.entries(attributes));
const DOCTOR = { samaccountname: ['li'], cn: ['李某'], company: ['甲医院'], department: ['内科'], title: ['医师', '科主任', '党支部书记'] };

describe('a directory', () => {
  it('gives its people the positions that their values stand for, and no other', () => {
    const { wanted, problems } = wantedOf([entry(DOCTOR), entry({ samaccountname: ['he'], cn: ['何某'], title: ['后勤'] })], settingsOf());
    expect(problems).toEqual([]);
    expect(wanted.persons).toMatchObject([{ account: 'li', name: '李某' }, { account: 'he', name: '何某' }]);
    expect(wanted.assignments).toMatchObject([
      { account: 'li', orgCode: 'HOSPITAL-A', dept: '内科', position: 'UNIT_STAFF' },
      { account: 'li', orgCode: 'HOSPITAL-A', dept: '内科', position: 'UNIT_BUSINESS_OWNER' },
    ]);
    // Nothing is said of when: what stands is left as it is.
    expect(wanted.assignments[0]).not.toHaveProperty('until');
  });

  it('is of one organisation where entries name none', () => {
    const { company: _company, ...doctor } = DOCTOR;
    expect(wantedOf([entry(doctor)], settingsOf({ LDAP_ORG_CODE: 'CLINIC-C' })).wanted.assignments).toMatchObject([{ orgCode: 'CLINIC-C' }, { orgCode: 'CLINIC-C' }]);
    const { wanted, problems } = wantedOf([entry({ ...doctor, company: ['乙医院'] })], settingsOf());
    expect([wanted.assignments, problems.map(({ path, code }) => [path, code])]).toEqual([[], [['ldap.1.orgCode', 'REQUIRED']]]);
  });

  it('is told of entries that cannot be taken by their account', () => {
    const { wanted, problems } = wantedOf([entry({ ...DOCTOR, cn: ['=1+1'] }), entry({ cn: ['无账号'] })], settingsOf());
    expect(wanted.persons).toEqual([]);
    expect(problems.map(({ message }) => message.zh)).toEqual(['目录条目 li「姓名」：不得以 = + - @ 开头。', '目录条目 2「账号」：请填写。']);
  });

  it.each([
    ['LDAP_URL', 'http://directory.example'],
    ['LDAP_FILTER', 'objectClass=person'],
    ['LDAP_ATTRIBUTES', '[]'],
    ['LDAP_ATTRIBUTES', '{"account":1}'],
    ['LDAP_ATTRIBUTES', '{"password":"userPassword"}'],
    ['LDAP_POSITIONS', '{"院长":"DIRECTOR"}'],
    ['LDAP_POSITIONS', '{}'],
    ['LDAP_ORGANISATIONS', '{"甲医院":"甲"}'],
    ['LDAP_START_TLS', 'maybe'],
  ])('is not asked with %s=%s', (name, value) => {
    expect(() => settingsOf({ [name]: value })).toThrow(new RegExp(`${name} must be `));
  });

  it('is never asked with a password that shows', () => {
    expect(() => readSettings(LdapSettings, { ...ENV, LDAP_URL: 'x', LDAP_BIND_PASSWORD: 's3cret' })).toThrow(expect.not.stringContaining('s3cret'));
  });
});
