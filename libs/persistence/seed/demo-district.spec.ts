import { ADMINISTRATORS } from '@libs/domain/administrators';
import { ORGANISATION_TYPES, POSITIONS, type PositionCode } from '@libs/domain/positions';
import type { DemoOrganisation } from './demo/model';
import { DEMO_ORGANISATIONS } from './demo/organisations';
import { accountOf, demoAccounts, nameOf } from './demo-accounts';

const holders = (org: DemoOrganisation | undefined, position: PositionCode): readonly string[] =>
  (org?.people ?? []).filter(({ seats }) => seats.some((seat) => seat.position === position)).map(({ key }) => key);
const units = DEMO_ORGANISATIONS.filter(({ type }) => type === 'MEDICAL_INSTITUTION');
const byCode = (code: string): DemoOrganisation | undefined => DEMO_ORGANISATIONS.find((org) => org.code === code);

/** What every unit needs, whatever its size; the ethics review may be entrusted to another (第三十四条). */
const UNIT_POSITIONS: readonly PositionCode[] = [
  'UNIT_GROUP_LEADER',
  'UNIT_DESIGNATED_LEADER',
  'UNIT_DATA_ADMINISTRATOR',
  'UNIT_BUSINESS_OWNER',
  'UNIT_STAFF',
  'UNIT_TECH_REVIEWER',
  'UNIT_DATA_CUSTODIAN',
  'UNIT_WITNESS',
  'UNIT_SECURITY_OFFICER',
  'UNIT_SECURITY_AUDITOR',
];

describe('the demonstration district', () => {
  it('fills every position of the regulation', () => {
    const held = new Set(demoAccounts().flatMap(({ assignments }) => assignments.map(({ position }) => position)));
    expect([...held].toSorted()).toEqual(Object.keys(POSITIONS).toSorted());
  });

  it('has every kind of organisation that has accounts, and three units of different size', () => {
    const types = new Set(DEMO_ORGANISATIONS.map(({ type }) => type));
    expect([...types].toSorted()).toEqual(ORGANISATION_TYPES.filter((type) => type !== 'EXTERNAL_AUTHORITY').toSorted());
    expect(new Set(units.map(({ people }) => people.length)).size).toBe(3);
  });

  it.each(units.flatMap((unit) => UNIT_POSITIONS.map((position) => [unit.code, position] as const)))('%s has its %s', (code, position) => {
    expect(holders(byCode(code), position)).not.toEqual([]);
  });

  it('has two group leaders and two process administrators, and administrators who hold nothing else', () => {
    const commission = byCode('QP-COMMISSION');
    expect(holders(commission, 'DISTRICT_GROUP_LEADER')).toHaveLength(2);
    expect(holders(commission, 'DISTRICT_DIRECT_RESPONSIBLE')).toHaveLength(1);
    expect(holders(commission, 'PROCESS_ADMINISTRATOR')).toHaveLength(2);
    for (const administrator of ADMINISTRATORS) expect(holders(commission, administrator)).toHaveLength(1);
    const administrators = (commission?.people ?? []).filter(({ seats }) => seats.some(({ position }) => POSITIONS[position].scope === 'SYSTEM'));
    expect(administrators.every(({ seats }) => seats.length === 1)).toBe(true);
  });

  it('never makes the security officer the auditor', () => {
    for (const unit of units) {
      const auditors = holders(unit, 'UNIT_SECURITY_AUDITOR');
      expect(holders(unit, 'UNIT_SECURITY_OFFICER').filter((key) => auditors.includes(key))).toEqual([]);
    }
  });

  it('gives the hospital an ethics committee of seven with its chair first, all of them reviewers', () => {
    const hospital = byCode('HOSPITAL-A');
    const committee = hospital?.bodies?.find(({ code }) => code === 'UNIT_ETHICS_COMMITTEE');
    expect(committee?.members).toHaveLength(7);
    expect(holders(hospital, 'UNIT_ETHICS_CHAIR')).toEqual(committee?.members.slice(0, 1));
    expect(holders(hospital, 'UNIT_ETHICS_REVIEWER').toSorted()).toEqual(committee?.members.toSorted());
  });

  it('names only people of the organisation as members, each once', () => {
    for (const { people, bodies = [] } of DEMO_ORGANISATIONS) {
      for (const { members } of bodies) {
        expect(people.map(({ key }) => key)).toEqual(expect.arrayContaining([...members]));
        expect(new Set(members).size).toBe(members.length);
      }
    }
  });

  it('gives the hospital people enough to show separation of duties', () => {
    const hospital = byCode('HOSPITAL-A');
    expect(holders(hospital, 'UNIT_STAFF').length).toBeGreaterThanOrEqual(3);
    expect(holders(hospital, 'UNIT_WITNESS').length).toBeGreaterThanOrEqual(2);
    const reviewers = holders(hospital, 'UNIT_TECH_REVIEWER');
    const custodians = holders(hospital, 'UNIT_DATA_CUSTODIAN');
    expect(reviewers.filter((key) => custodians.includes(key))).toHaveLength(1);
    const owners = holders(hospital, 'UNIT_BUSINESS_OWNER');
    expect(holders(hospital, 'UNIT_STAFF').filter((key) => owners.includes(key))).toHaveLength(1);
    const depts = hospital?.people.flatMap(({ seats }) => seats.filter(({ position }) => position === 'UNIT_BUSINESS_OWNER').map(({ dept }) => dept));
    expect(new Set(depts).size).toBeGreaterThanOrEqual(2);
  });

  it('has accounts and names that are unique and plainly made up', () => {
    const accounts = DEMO_ORGANISATIONS.flatMap((org) => org.people.map((person) => accountOf(org, person)));
    const names = DEMO_ORGANISATIONS.flatMap((org) => org.people.map((person) => nameOf(org, person)));
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/·.+ 演示[一二三四五六]$/.test(name))).toEqual([]);
  });

  it.each(units.map((unit) => [unit.code, unit] as const))('gives %s at least eight resources of every grade and state', (_, { resources = [] }) => {
    expect(resources.length).toBeGreaterThanOrEqual(8);
    const now = resources.flatMap(({ gradings }) => gradings.slice(-1));
    expect(new Set(now.map(({ status }) => status))).toEqual(new Set(['GRADED', 'UNGRADED', 'REGRADE_PENDING']));
    expect(new Set(now.map(({ determined }) => determined))).toEqual(new Set(['GENERAL', 'IMPORTANT', 'CORE', undefined]));
    expect(now.some(({ proposed, determined }) => proposed === 'IMPORTANT' && determined === undefined)).toBe(true);
    expect(new Set(resources.map(({ sensitive = false }) => sensitive))).toEqual(new Set([true, false]));
  });
});
