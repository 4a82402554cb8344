import { startOfDay } from '@libs/domain/calendar';
import { digestOf } from '@libs/domain/digests';
import { planRoster, type PlanOptions, type RosterPlan } from './plan';
import type { StandingAssignment, StandingRoster } from './standing';
import type { WantedAssignment, WantedMember, WantedRoster } from './wanted';

const NOW = Date.parse('2026-06-01T10:00:00+08:00');
const BEGAN = Date.parse('2025-05-23T00:00:00+08:00');
const place = { path: 'assignments.2', zh: '任职表第 2 行', en: 'assignments, line 2' };
const at = <T extends object>(row: T): T & { place: typeof place } => ({ place, ...row });

const held = (account: string, position: StandingAssignment['position'], change: Partial<StandingAssignment> = {}): StandingAssignment => ({ id: `${account}/${position}`, account, position, orgCode: 'HOSPITAL', dept: null, documentNo: null, from: BEGAN, to: null, ...change });
const STANDING: StandingRoster = {
  now: NOW,
  organisations: [{ id: 'o1', code: 'HOSPITAL', name: '医院', type: 'MEDICAL_INSTITUTION' }, { id: 'o2', code: 'COMMISSION', name: '区卫健委', type: 'DISTRICT_COMMISSION' }],
  persons: ['a', 'b', 'keeper'].map((account) => ({ id: account, account, name: `${account}某`, active: true })),
  assignments: [held('a', 'UNIT_DATA_ADMINISTRATOR'), held('b', 'UNIT_STAFF', { dept: '内科' }), held('keeper', 'SYSTEM_ADMINISTRATOR', { orgCode: 'COMMISSION' })],
  bodies: [{ id: 'body', orgCode: 'HOSPITAL', code: 'ETHICS', title: '伦理委员会' }],
  members: [{ orgCode: 'HOSPITAL', bodyCode: 'ETHICS', account: 'a', chair: true, from: BEGAN, to: null }],
};
const plan = (wanted: Partial<WantedRoster>, options: Partial<PlanOptions> = {}, standing = STANDING): RosterPlan =>
  planRoster({ organisations: [], persons: [], assignments: [], members: [], ...wanted }, standing, { endMissing: false, ...options });
const assignment = (change: Partial<WantedAssignment> = {}): WantedAssignment => at({ account: 'a', orgCode: 'HOSPITAL', position: 'UNIT_DATA_ADMINISTRATOR', dept: null, ...change } as const);
const member = (change: Partial<WantedMember> = {}): WantedMember => at({ orgCode: 'HOSPITAL', bodyCode: 'ETHICS', bodyTitle: '伦理委员会', account: 'a', ...change });
const codes = ({ problems }: RosterPlan): string[] => problems.map(({ path, code }) => `${path} ${code}`);
const acts = ({ changes }: RosterPlan): string[] => changes.map(({ subject, action }) => `${action} ${subject}`);

describe('a plan', () => {
  it('is empty where everything stands as it is wanted, and where nothing is wanted', () => {
    const everything = {
      organisations: STANDING.organisations.map(({ id: _id, ...row }) => at(row)),
      persons: STANDING.persons.map(({ id: _id, ...row }) => at(row)),
      assignments: STANDING.assignments.map(({ account, orgCode, position, dept }) => assignment({ account, orgCode, position, dept, from: '2025-05-23', until: null, documentNo: null })),
      members: [member({ chair: true, until: null })],
    };
    expect(plan(everything, { endMissing: true })).toEqual({ changes: [], problems: [] });
    expect(plan({}, { endMissing: true })).toEqual({ changes: [], problems: [] });
  });

  it('makes what is new, what is named by others first', () => {
    const made = plan({
      organisations: [at({ code: 'NEW', name: '新', type: 'MEDICAL_INSTITUTION' } as const)],
      persons: [at({ account: 'c', name: '丙某' })],
      assignments: [assignment({ account: 'c', orgCode: 'NEW', from: '2026-07-01' })],
      members: [member({ account: 'c', orgCode: 'NEW' })],
    });
    expect(acts(made)).toEqual(['CREATE ORGANISATION', 'CREATE PERSON', 'CREATE BODY', 'CREATE ASSIGNMENT', 'CREATE MEMBER']);
    expect(made.changes[3]?.row).toMatchObject({ validFrom: new Date(startOfDay('2026-07-01')).toISOString(), validTo: null });
    expect(made.changes[4]?.row).toMatchObject({ validFrom: null, chair: false });
    expect(made.problems).toEqual([]);
  });

  it('changes names, standing, numbers of documents and chairs, and says what they were', () => {
    const { changes } = plan({
      organisations: [at({ code: 'HOSPITAL', name: '新名', type: 'MEDICAL_INSTITUTION' } as const)],
      persons: [at({ account: 'b', name: '乙某', active: false })],
      assignments: [assignment({ documentNo: '2026-1', until: '2026-12-31' })],
      members: [member({ chair: false, bodyTitle: '伦理审查委员会' })],
    });
    expect(changes.map(({ action, before }) => [action, before])).toEqual([
      ['CHANGE', { name: '医院' }],
      ['CHANGE', { name: 'b某', active: true }],
      ['CHANGE', { title: '伦理委员会' }],
      ['CHANGE', { validTo: null, documentNo: null }],
      ['CHANGE', { chair: true }],
    ]);
  });

  it('ends what is over, and what a complete source leaves out in the organisations and bodies that it names', () => {
    expect(acts(plan({ assignments: [assignment({ until: '2026-05-31' })] }))).toEqual(['END ASSIGNMENT']);
    expect(plan({ assignments: [assignment({ account: 'b', position: 'UNIT_WITNESS', until: '2026-05-31' })] }).changes).toEqual([]);
    const left = plan({ assignments: [assignment()], members: [member({ account: 'b' })] }, { endMissing: true });
    expect(left.changes.map(({ action, row }) => [action, 'account' in row && row.account])).toEqual([['END', 'b'], ['CREATE', 'b'], ['END', 'a']]);
    expect(plan({ assignments: [assignment()] }).changes).toEqual([]);
  });

  it('appoints nobody backwards', () => {
    expect(plan({ assignments: [assignment({ account: 'b', from: '2020-01-01' })] }).changes[0]?.row).toMatchObject({ validFrom: null });
    expect(plan({ assignments: [assignment({ from: '2020-01-01' })] })).toEqual({ changes: [], problems: [] });
  });

  it('takes a department for a different seat', () => {
    expect(acts(plan({ assignments: [assignment({ account: 'b', position: 'UNIT_STAFF', dept: '外科' })] }, { endMissing: true }))).toEqual(['CREATE ASSIGNMENT', 'END ASSIGNMENT', 'END ASSIGNMENT']);
  });

  it.each<[string, Partial<WantedRoster>, string[]]>([
    ['an organisation that is not there', { assignments: [assignment({ orgCode: 'NOWHERE' })] }, ['assignments.2.orgCode UNKNOWN']],
    ['a person who is not there', { assignments: [assignment({ account: 'nobody' })] }, ['assignments.2.account UNKNOWN']],
    ['a position that does not belong there', { assignments: [assignment({ position: 'DISTRICT_INFO_DEPT' })] }, ['assignments.2.position DOES_NOT_FIT']],
    ['somebody inactive', { persons: [at({ account: 'b', name: 'b某', active: false })], assignments: [assignment({ account: 'b' })] }, ['assignments.2.account INACTIVE']],
    ['an end before the beginning', { assignments: [assignment({ account: 'b', from: '2026-07-02', until: '2026-07-01' })] }, ['assignments.2.until NOT_AFTER']],
    ['another beginning', { assignments: [assignment({ from: '2026-07-01' })] }, ['assignments.2.from FIXED']],
    ['another type', { organisations: [at({ code: 'HOSPITAL', name: '医院', type: 'SERVICE_PROVIDER' } as const)] }, ['assignments.2.type FIXED']],
    ['a line twice', { assignments: [assignment(), assignment({ until: '2026-12-31' })] }, ['assignments.2.account DUPLICATE']],
    ['two titles of one body', { members: [member(), member({ account: 'b', bodyTitle: '另一名称' })] }, ['assignments.2.bodyTitle INCONSISTENT']],
  ])('refuses %s', (_, wanted, expected) => {
    expect(codes(plan(wanted))).toEqual(expected);
  });

  it('gives nothing to whoever imports', () => {
    const own = { assignments: [assignment({ account: 'keeper' })], members: [member({ account: 'keeper' })] };
    expect(codes(plan(own, { importer: 'keeper' }))).toEqual(['assignments.2.account OWN', 'assignments.2.account OWN']);
    expect(codes(plan(own, { importer: 'a' }))).toEqual([]);
    expect(codes(plan({ members: [member({ chair: false })] }, { importer: 'a' }))).toEqual(['assignments.2.account OWN']);
    const kept = assignment({ account: 'keeper', orgCode: 'COMMISSION', position: 'SYSTEM_ADMINISTRATOR' });
    expect(codes(plan({ assignments: [kept] }, { importer: 'keeper' }))).toEqual([]);
    expect(codes(plan({ assignments: [{ ...kept, until: '2027-01-01' }] }, { importer: 'keeper' }))).toEqual(['assignments.2.position ADMINISTRATOR', 'assignments.2.account OWN']);
  });

  it('neither gives nor takes an administrator’s position, but on the command line', () => {
    const given = { assignments: [assignment({ account: 'b', orgCode: 'COMMISSION', position: 'AUDIT_ADMINISTRATOR' })] };
    expect(codes(plan(given, { importer: 'a' }))).toEqual(['assignments.2.position ADMINISTRATOR']);
    expect(acts(plan(given))).toEqual(['CREATE ASSIGNMENT']);
    const renumbered = { assignments: [assignment({ account: 'keeper', orgCode: 'COMMISSION', position: 'SYSTEM_ADMINISTRATOR', documentNo: '2026-9' })] };
    expect(codes(plan(renumbered, { importer: 'a' }))).toEqual(['assignments.2.position ADMINISTRATOR']);
    expect(acts(plan(renumbered))).toEqual(['CHANGE ASSIGNMENT']);
    const others = { assignments: [assignment({ account: 'a', orgCode: 'COMMISSION', position: 'DISTRICT_GROUP_MEMBER' })] };
    expect(acts(plan(others, { importer: 'b', endMissing: true }))).toEqual(['CREATE ASSIGNMENT']);
  });

  it('neither puts out nor brings back an administrator, but on the command line', () => {
    const auditor = (active: boolean): StandingRoster => ({ ...STANDING, persons: STANDING.persons.map((row) => ({ ...row, active: row.account === 'b' ? active : row.active })), assignments: [...STANDING.assignments, held('b', 'AUDIT_ADMINISTRATOR', { orgCode: 'COMMISSION', from: NOW + 1 })] });
    for (const active of [true, false]) {
      const turned = { persons: [at({ account: 'b', name: 'b某', active: !active })] };
      expect(codes(plan(turned, { importer: 'a' }, auditor(active)))).toEqual(['assignments.2.active ADMINISTRATOR']);
      expect(acts(plan(turned, {}, auditor(active)))).toEqual(['CHANGE PERSON']);
      expect(codes(plan({ persons: [at({ account: 'b', name: '乙某' })] }, { importer: 'a' }, auditor(active)))).toEqual([]);
    }
    expect(codes(plan({ persons: [at({ account: 'b', name: 'b某', active: false })] }, { importer: 'a' }))).toEqual([]);
  });

  it('keeps administrators apart, and lets one become another', () => {
    const security = assignment({ account: 'keeper', orgCode: 'COMMISSION', position: 'SECURITY_ADMINISTRATOR' });
    expect(codes(plan({ assignments: [security] }))).toEqual(['assignments.2.position ADMINISTRATORS_APART']);
    const other = assignment({ account: 'b', orgCode: 'COMMISSION', position: 'SYSTEM_ADMINISTRATOR' });
    expect(codes(plan({ assignments: [security, other] }, { endMissing: true }))).toEqual([]);
  });

  it('leaves somebody who can undo it', () => {
    const other = assignment({ account: 'b', orgCode: 'COMMISSION', position: 'PROCESS_ADMINISTRATOR' });
    expect(codes(plan({ assignments: [other] }, { endMissing: true }))).toEqual([' LAST_ADMINISTRATOR']);
    expect(codes(plan({ persons: [at({ account: 'keeper', name: 'keeper某', active: false })] }))).toEqual([' LAST_ADMINISTRATOR']);
    const secured: StandingRoster = { ...STANDING, assignments: [...STANDING.assignments, held('b', 'SECURITY_ADMINISTRATOR', { orgCode: 'COMMISSION' })] };
    expect(codes(plan({ persons: [at({ account: 'b', name: 'b某', active: false })] }, {}, secured))).toEqual([' LAST_ADMINISTRATOR']);
    expect(codes(plan({ assignments: [assignment({ account: 'b', orgCode: 'COMMISSION', position: 'SECURITY_ADMINISTRATOR', until: '2026-05-31' })] }, {}, secured))).toEqual([' LAST_ADMINISTRATOR']);
    expect(codes(plan({ assignments: [assignment({ account: 'b', orgCode: 'COMMISSION', position: 'SYSTEM_ADMINISTRATOR' })] }, { endMissing: true }))).toEqual([]);
  });

  it('has the same digest whenever it is made, until it begins or ends something else', () => {
    const wanted = { assignments: [assignment({ account: 'b' })] };
    const later = { ...STANDING, now: NOW + 60_000 };
    expect(digestOf(plan(wanted).changes)).toBe(digestOf(plan(wanted, {}, later).changes));
    expect(digestOf(plan(wanted).changes)).not.toBe(digestOf(plan({ assignments: [assignment({ account: 'b', until: '2027-01-01' })] }).changes));
  });
});
