import { shanghai } from '@libs/domain/calendar.fixture';
import type { Dataset, ParentMoment, Surroundings } from '@libs/record/desk';
import { settled } from '@test/support/moments';
import { accountabilityTraceDesk as desk } from './desk';
import { EXAMPLE_FORM } from './form.example';

const DATASET = '0190a000-0000-7000-8000-000000000001';
const known: Dataset = { id: DATASET, orgId: 'unit', businessOwnerDept: '信息科', sensitive: true, revision: 1, gradingStatus: 'GRADED', proposedLevel: 'IMPORTANT', preserved: false, derived: false };
const around: Surroundings = { now: shanghai('2026-03-02 10:00'), orgId: 'unit', facts: {}, datasets: [known], policies: {} };

const incident = (facts: ParentMoment['facts'], datasets: readonly Dataset[] = [known]): ParentMoment => ({
  ...settled('summaryReport', { facts, datasets, form: { event: { description: '账号被盗用。' } } }),
  process: 'incident-response',
  org: { code: 'HOSPITAL-A', name: '演示甲医院' },
  title: '示例事件',
  child: 'accountability',
});

describe('第三十八条: what another case has traced', () => {
  it.each([
    [{ leakTraced: true, severity: 'MAJOR' }, 'LEAK'],
    [{ leakTraced: false, severity: 'MAJOR' }, 'MAJOR_INCIDENT'],
    [{ leakTraced: false, severity: 'EXTREMELY_MAJOR' }, 'MAJOR_INCIDENT'],
    [{ leakTraced: false, severity: 'ORDINARY' }, 'BREACH_OF_DUTY'],
    [{}, 'BREACH_OF_DUTY'],
  ])('%j is opened as %s, with a form that is valid as it stands', (facts, cause) => {
    const form = desk.fromParent?.(incident(facts)) ?? {};
    expect(desk.checkForm(form)).toEqual({ value: form });
    const parent = incident(facts);
    expect(desk.readForm(form, around)).toMatchObject({ value: { facts: { trigger: cause, incidentId: parent.caseId }, title: '逐级倒查：示例事件' } });
  });

  it('freezes the data that the incident was about', () => expect(desk.datasetsOf(desk.fromParent?.(incident({})) ?? {})).toEqual([DATASET]));
  it('and none where it names none', () => expect(desk.datasetsOf(desk.fromParent?.(incident({}, [])) ?? {})).toEqual([]));
  it('of a case without a description it tells the title', () => expect(desk.fromParent?.({ ...incident({}), form: {} })).toMatchObject({ event: { description: '示例事件' } }));

  it('knows only data of the unit', () => {
    expect(desk.readForm({ ...EXAMPLE_FORM }, { ...around, orgId: 'another' })).toMatchObject({ errors: [{ path: 'evidence.datasetIds[0]', code: 'NOT_IN_CATALOGUE' }] });
  });
});

describe('the evidence', () => {
  const frozen = settled('evidenceFreeze', { datasets: [known] });

  it('is preserved from the freeze on, and let go when nothing more comes of it', () => {
    expect(desk.registers?.['evidenceFreeze']?.(frozen)).toEqual([{ register: 'PRESERVATION', resourceId: DATASET, status: 'HELD', basis: '第三十八条逐级倒查，办件 QD-2026-000001' }]);
    for (const end of ['CONCLUDED', 'NO_BREACH', 'TERMINATED', 'VOIDED']) expect(desk.registers?.[end]?.(frozen)).toMatchObject([{ status: 'LIFTED' }]);
  });

  it('stays preserved where the case was referred', () => expect(desk.registers?.['REFERRED']).toBeUndefined());

  it('was not frozen in the future', () => {
    expect(desk.readEvidence('evidenceFreeze', 'DONE', { frozenAt: '2026-03-02T10:00:01+08:00' }, around)).toMatchObject({ errors: [{ path: 'frozenAt', code: 'IN_THE_FUTURE' }] });
  });

  it('the opening says how far the trace reaches', () => expect(desk.readEvidence('opening', 'OPEN', { lastLevel: 'districtLevel' }, around)).toEqual({ value: { lastLevel: 'districtLevel' } }));
});
