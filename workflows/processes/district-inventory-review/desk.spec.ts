import { shanghai } from '@libs/domain/calendar.fixture';
import type { Dataset, Plain, Surroundings } from '@libs/record/desk';
import { settled, type Settled } from '@test/support/moments';
import { districtInventoryReviewDesk as desk } from './desk';
import { EXAMPLE_FORM } from './form.example';

const [ROW] = EXAMPLE_FORM.items;
const RESOURCE = ROW?.resourceId ?? '';
const dataset = (grading: Partial<Dataset> = {}): Dataset => ({ id: RESOURCE, orgId: 'unit', sensitive: false, revision: 1, proposedLevel: 'GENERAL', gradingStatus: 'GRADED', ...grading }) as Dataset;
const around = (datasets: readonly Dataset[] = [dataset()]): Surroundings => ({ now: shanghai('2026-03-02 09:00'), orgId: 'unit', facts: { datasetIds: [RESOURCE], level: 'IMPORTANT' }, datasets, policies: {} });
const errorsOf = (read: ReturnType<typeof desk.readForm> | ReturnType<typeof desk.readEvidence>): string[] => ('errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : []);
const withRow = (row: object): Plain => ({ ...EXAMPLE_FORM, items: [{ ...ROW, ...row }] });

describe('a list', () => {
  it('is the case of the unit that it names', () => {
    expect(desk.addressedTo?.({ ...EXAMPLE_FORM })).toEqual({ code: 'HOSPITAL-A', path: 'submission.unitCode' });
  });

  it('is about resources of that unit', () => {
    expect(desk.datasetsOf({ ...EXAMPLE_FORM })).toEqual([RESOURCE]);
    expect(errorsOf(desk.readForm({ ...EXAMPLE_FORM }, around([])))).toEqual(['items[0].resourceId NOT_IN_CATALOGUE']);
    expect(errorsOf(desk.readForm({ ...EXAMPLE_FORM }, around([dataset({ orgId: 'another unit' })])))).toEqual(['items[0].resourceId NOT_IN_CATALOGUE']);
  });

  it.each([
    ['IMPORTANT', 'GENERAL', ['items[0].proposedLevel BELOW_CATALOGUE']],
    ['IMPORTANT', 'IMPORTANT', []],
    ['GENERAL', 'CORE', []],
  ] as const)('of what is registered as %s and listed as %s says %j', (registered, proposedLevel, errors) => {
    expect(errorsOf(desk.readForm(withRow({ proposedLevel }), around([dataset({ proposedLevel: registered })])))).toEqual(errors);
  });

  it('has the strictest level of its rows', () => {
    const other = { ...ROW, resourceId: '0190a000-0000-7000-8000-000000000002', proposedLevel: 'IMPORTANT' };
    const read = desk.readForm({ ...EXAMPLE_FORM, items: [ROW, other] }, around([dataset(), dataset({ id: other.resourceId })]));
    expect(read).toMatchObject({ value: { facts: { level: 'IMPORTANT', datasetIds: [RESOURCE, other.resourceId] }, flags: { containsStateSecret: false, crossBorder: false } } });
  });
});

describe('what the district finds', () => {
  const COMPLETE = { basicInfo: true, responsibleParty: true, processingInfo: true, securityInfo: true, classified: true };

  it('is complete in each group, or is returned', () => {
    expect(errorsOf(desk.readEvidence('completeness', 'APPROVE', COMPLETE, around()))).toEqual([]);
    expect(errorsOf(desk.readEvidence('completeness', 'APPROVE', { ...COMPLETE, securityInfo: false }, around()))).toEqual(['securityInfo MUST_BE_TRUE']);
    expect(errorsOf(desk.readEvidence('completeness', 'RETURN', { ...COMPLETE, securityInfo: false }, around()))).toEqual(['points REQUIRED']);
    expect(errorsOf(desk.readEvidence('completeness', 'RETURN', { ...COMPLETE, securityInfo: false, points: ['措施未填写'] }, around()))).toEqual([]);
  });

  it('holds in each respect, or is returned', () => {
    expect(errorsOf(desk.readEvidence('listReview', 'ACCEPT', { categoriesConsistent: true, levelsConsistent: false, cataloguesAgree: false }, around()))).toEqual(['levelsConsistent MUST_BE_TRUE', 'cataloguesAgree MUST_BE_TRUE']);
    expect(errorsOf(desk.readEvidence('listReview', 'RETURN_LIST', { categoriesConsistent: true, levelsConsistent: false, cataloguesAgree: true }, around()))).toEqual(['points REQUIRED']);
  });

  it.each([
    ['another resource', [{ resourceId: 'elsewhere', level: 'CORE' }], ['determinations[0].resourceId NOT_IN_LIST', 'determinations TOO_FEW']],
    ['nothing of what was proposed', [], ['determinations TOO_FEW']],
    ['what was proposed', [{ resourceId: RESOURCE, level: 'GENERAL' }], []],
  ])('is determined upward for %s', (_, determinations, errors) => {
    expect(errorsOf(desk.readEvidence('nationalDecision', 'DONE', { determinations }, around([dataset({ proposedLevel: 'IMPORTANT' })])))).toEqual(errors);
  });
});

describe('the registers', () => {
  const entered = (key: string, known: Settled = {}) => desk.registers?.[key]?.(settled(key, { form: { ...EXAMPLE_FORM }, ...known }));

  it('know of the list from its beginning to its receipt', () => {
    expect(entered('started')).toEqual([{ register: 'FILING', kind: 'INVENTORY', status: 'SUBMITTED' }]);
    expect(entered('completeness', { outcome: 'APPROVE' })).toEqual([]);
    expect(entered('listReview', { outcome: 'ACCEPT' })).toEqual([{ register: 'FILING', kind: 'INVENTORY', status: 'RECEIVED' }]);
  });

  it.each([
    ['completeness', 'RETURN'],
    ['listReview', 'RETURN_LIST'],
  ])('know why %s returned it', (step, outcome) => {
    expect(entered(step, { outcome, evidence: { points: ['来源未填写'] } })).toEqual([{ register: 'FILING', kind: 'INVENTORY', status: 'RETURNED', points: ['来源未填写'] }]);
  });

  it('take each row into the district catalogue, and only what is more than general upward', () => {
    const form = { ...EXAMPLE_FORM, items: [ROW, { ...ROW, resourceId: 'second', proposedLevel: 'CORE' }] };
    expect(entered('aggregation', { form })).toEqual([
      { register: 'CATALOGUE', resourceId: RESOURCE, level: 'GENERAL', source: 'UNIT', status: 'ACCEPTED' },
      { register: 'CATALOGUE', resourceId: 'second', level: 'CORE', source: 'UNIT', status: 'ACCEPTED' },
    ]);
    expect(entered('proposal', { evidence: { documentNo: '报 1' }, form })).toEqual([{ register: 'CATALOGUE', resourceId: 'second', level: 'CORE', source: 'UNIT', status: 'PROPOSED', documentNo: '报 1' }]);
  });

  it('protect at what the national authority has determined', () => {
    const evidence = { documentNo: '函 7', determinations: [{ resourceId: RESOURCE, level: 'IMPORTANT' }] };
    expect(entered('nationalDecision', { evidence })).toEqual([
      { register: 'CATALOGUE', resourceId: RESOURCE, level: 'IMPORTANT', source: 'NATIONAL', status: 'DETERMINED', documentNo: '函 7' },
      { register: 'GRADING', resourceId: RESOURCE, determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', basis: '国家主管部门确定（第二十三条），函 7' },
    ]);
  });
});
