import { endOfDay } from '@libs/domain/calendar';
import { shanghai } from '@libs/domain/calendar.fixture';
import { problemsOf, surroundings } from '@test/support/desk-world';
import { settled, type Settled } from '@test/support/moments';
import { annualRiskAssessmentDesk as desk } from './desk';
import { EXAMPLE_REPORT } from './form.example';

const NOW = shanghai('2026-12-01 09:00');
const around = (facts: Parameters<typeof surroundings>[0] = {}) => surroundings({ now: NOW, ...facts });
const read = (year: number) => desk.readForm({ assessment: { year } }, around());

describe('the year that is assessed', () => {
  it('opens and ends as the policy says, be it long past', () => {
    expect(read(2026)).toMatchObject({ value: { facts: { year: 2026, opensAt: shanghai('2026-10-01 00:00'), dueAt: shanghai('2027-01-01 00:00') }, title: '2026 年度数据安全风险评估' } });
    expect(read(2025)).toMatchObject({ value: { facts: { dueAt: shanghai('2026-01-01 00:00') } } });
    expect(problemsOf(read(2027))).toEqual(['assessment.year IN_THE_FUTURE']);
  });

  it('is filled in by the clock as a person would', () => {
    const form = desk.fromClock?.({ year: 2026, org: { code: 'HOSPITAL-A', name: '演示甲医院' } }) ?? {};
    expect(desk.checkForm(form)).toEqual({ value: { assessment: { year: 2026 } } });
  });
});

describe('the steps', () => {
  it('give each problem an id of its own', () => {
    expect(desk.readEvidence('drafting', 'DONE', { ...EXAMPLE_REPORT }, around())).toEqual({ value: { issueIds: ['issue-1', 'issue-2'] } });
    expect(desk.readEvidence('drafting', 'DONE', { ...EXAMPLE_REPORT, issues: undefined }, around())).toEqual({ value: { issueIds: [] } });
  });

  it('count a report as submitted when it first was', () => {
    expect(desk.readEvidence('submission', 'DONE', {}, around())).toEqual({ value: { submittedAt: NOW } });
    expect(desk.readEvidence('submission', 'DONE', {}, around({ facts: { submittedAt: 1 } }))).toEqual({ value: { submittedAt: 1 } });
  });

  it('receive a report that has all four contents, or say which are missing', () => {
    const found = { importantData: true, activities: true, risks: true, countermeasures: true };
    const check = (outcome: string, evidence: object): string[] => problemsOf(desk.readEvidence('completenessCheck', outcome, { ...evidence }, around()));
    expect(check('APPROVE', found)).toEqual([]);
    for (const content of Object.keys(found)) expect(check('APPROVE', { ...found, [content]: false })).toEqual([`${content} MUST_BE_TRUE`]);
    expect(check('RETURN', { ...found, risks: false })).toEqual(['points REQUIRED']);
    expect(check('RETURN', { ...found, risks: false, points: ['风险'] })).toEqual([]);
  });
});

describe('the registers', () => {
  const entered = (key: string, known: Settled = {}) => desk.registers?.[key]?.(settled(key, { facts: { year: 2026 }, ...known }));
  const filing = (status: string, more: object = {}) => ({ register: 'FILING', kind: 'ANNUAL_ASSESSMENT', status, year: 2026, ...more });
  const owed = (key: string, title: string, plannedOn: string) => ({ register: 'OBLIGATION', key, title, article: '第八条、第十二条', to: '区卫生健康委', dueAt: endOfDay(plannedOn), status: 'OPEN' });

  it('know of the report of the year', () => {
    expect(entered('submission')).toEqual([filing('SUBMITTED')]);
    expect(entered('completenessCheck', { outcome: 'RETURN', evidence: { points: ['风险'] } })).toEqual([filing('RETURNED', { points: ['风险'] })]);
  });

  it('know of each problem until it is remedied', () => {
    const drafted = { ...settled('completenessCheck', { outcome: 'APPROVE', facts: { year: 2026 } }), evidence: { drafting: { ...EXAMPLE_REPORT } } };
    const first = owed('issue-1', '整改：离职人员账号未及时停用', '2027-01-31');
    expect(desk.registers?.['completenessCheck']?.(drafted)).toEqual([filing('RECEIVED'), first, owed('issue-2', '整改：备份恢复演练不足', '2027-03-31')]);
    expect(desk.registers?.['remediation']?.({ ...drafted, subject: 'issue-1', now: NOW })).toEqual([{ ...first, status: 'FULFILLED', fulfilledAt: NOW }]);
  });
});
