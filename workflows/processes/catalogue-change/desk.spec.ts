import { shanghai } from '@libs/domain/calendar.fixture';
import type { ParentMoment, Surroundings } from '@libs/record/desk';
import { aDataset, problemsOf, surroundings } from '@test/support/desk-world';
import { settled, type Settled } from '@test/support/moments';
import { classificationGradingDesk } from '../classification-grading/desk';
import { catalogueChangeDesk as desk } from './desk';
import { EXAMPLE_DERIVED, EXAMPLE_DESCRIPTION, EXAMPLE_FORM } from './form.example';
import type { ChangeDetails } from './form.sections';

const { resourceId } = EXAMPLE_FORM.change;
const [SOURCE = ''] = EXAMPLE_DERIVED.sourceIds;
const form = (change: Partial<ChangeDetails> = {}) => ({ ...EXAMPLE_FORM, change: { ...EXAMPLE_FORM.change, ...change } });
const derived = (changes: object = {}) => ({ ...EXAMPLE_FORM, change: { subject: 'DERIVED', resourceId, changedAt: '2026-02-01', description: '脱敏', derived: { ...EXAMPLE_DERIVED, ...changes } } });
const around = (changes: Partial<Surroundings> = {}): Surroundings => surroundings({ datasets: [aDataset(resourceId)], ...changes });
const factsOf = (of: Readonly<Record<string, unknown>>, world = around()) => {
  const read = desk.readForm(of, world);
  if ('errors' in read) throw new Error(problemsOf(read).join());
  return read.value;
};

describe('a registered change', () => {
  it.each([
    ['BASIC', form({ changedFields: ['NAME'] })],
    ['BASIC', form({ changedFields: ['SECURITY', 'SUBJECT_COUNT'] })],
    ['OTHER', form({ changedFields: ['SECURITY', 'PROCESSING', 'RETENTION'] })],
    ['NATIONAL', form({ subject: 'NATIONAL' })],
  ])('is %s by what of the catalogue it changes', (changeKind, of) => expect(factsOf(of).facts).toMatchObject({ changeKind, resourceId, datasetIds: [resourceId] }));

  it('counts from the day of the change, however long ago', () => {
    expect(factsOf(form({ changedAt: '2025-06-01' })).facts).toMatchObject({ changedAt: shanghai('2025-06-01 00:00') });
    expect(problemsOf(desk.readForm(form({ changedAt: '2026-02-03' }), around()))).toEqual(['change.changedAt IN_THE_FUTURE']);
  });

  it('is of what the unit has in its catalogue, at the level at which that is protected', () => {
    expect(factsOf(form(), around({ datasets: [aDataset(resourceId, { determinedLevel: 'IMPORTANT' })] })).facts).toMatchObject({ level: 'IMPORTANT' });
    expect(problemsOf(desk.readForm(form(), around({ datasets: [] })))).toEqual(['change.resourceId NOT_IN_CATALOGUE']);
    expect(problemsOf(desk.readForm(form(), around({ datasets: [aDataset(resourceId, { orgId: 'elsewhere' })] })))).toEqual(['change.resourceId NOT_IN_CATALOGUE']);
  });

  it('is corrected about the same resource', () => {
    expect(problemsOf(desk.readForm(form(), around({ facts: { resourceId: 'another' } })))).toEqual(['change.resourceId INCONSISTENT']);
  });
});

describe('derived data', () => {
  const sources = around({ datasets: [aDataset(SOURCE, { determinedLevel: 'CORE' })] });

  it('is new to the catalogue, and of sources that are in it', () => {
    expect(factsOf(derived(), sources).facts).toMatchObject({ changeKind: 'DERIVED', level: 'CORE', datasetIds: [resourceId, SOURCE] });
    expect(problemsOf(desk.readForm(derived(), around({ datasets: [] })))).toEqual(['change.derived.sourceIds[0] NOT_IN_CATALOGUE']);
    expect(problemsOf(desk.readForm(derived(), around({ datasets: [aDataset(resourceId), aDataset(SOURCE)] })))).toEqual(['change.resourceId ALREADY_IN_CATALOGUE']);
  });

  it('is in the catalogue already when its registration is corrected', () => {
    expect(problemsOf(desk.readForm(derived(), around({ facts: { resourceId }, datasets: [aDataset(resourceId), aDataset(SOURCE)] })))).toEqual([]);
  });

  it('that is a secret once it is fused goes to the special review (第三十九条)', () => {
    const fused = { derivation: 'AGGREGATED_FUSED', secrecyReviewRef: '1' };
    expect(factsOf(derived({ ...fused, secretAfterFusion: true }), sources).flags).toMatchObject({ aggregatesToSecret: true });
    expect(factsOf(derived({ ...fused, secretAfterFusion: false }), sources).flags).toMatchObject({ aggregatesToSecret: false });
  });
});

describe('the kind of a change', () => {
  const classify = (changeKind: string, evidence: object) => desk.readEvidence('classification', 'CLASSIFIED', { ...evidence }, around({ facts: { changeKind } }));

  it('is suggested, and decided by a person', () => {
    expect(desk.suggests?.('classification', { form: form({ changedFields: ['NAME'] }), facts: {}, policies: around().policies })).toMatchObject({ kind: 'BASIC' });
    expect(classify('BASIC', { kind: 'BASIC' })).toEqual({ value: { changeKind: 'BASIC' } });
    expect(classify('OTHER', { kind: 'BASIC' })).toEqual({ value: { changeKind: 'BASIC' } });
  });

  it('is eased for a reason alone', () => {
    expect(problemsOf(classify('BASIC', { kind: 'OTHER' }))).toEqual(['reason REQUIRED']);
    expect(classify('BASIC', { kind: 'OTHER', reason: '仅为错字更正。' })).toEqual({ value: { changeKind: 'OTHER' } });
  });

  it.each([
    ['DERIVED', 'BASIC'],
    ['NATIONAL', 'OTHER'],
    ['OTHER', 'DERIVED'],
  ])('registered as %s does not become %s', (registered, kind) => expect(problemsOf(classify(registered, { kind, reason: '无' }))).toEqual(['kind INCONSISTENT']));

  it('is not asked where nothing has changed', () => expect(desk.readEvidence('classification', 'NO_CHANGE', { kind: 'OTHER' }, around({ facts: { changeKind: 'BASIC' } }))).toEqual({ value: {} }));
});

describe('what is graded anew', () => {
  const describe_ = (resource: object, facts: Surroundings['facts'] = { resourceId, changeKind: 'BASIC' }) => desk.readEvidence('description', 'DONE', { ...EXAMPLE_DESCRIPTION, resource }, around({ facts }));
  const { resource } = EXAMPLE_DESCRIPTION;
  const { processingInfo, grading } = resource;

  it('is the resource that changed, as a grading takes it', () => expect(describe_(resource)).toEqual({ value: {} }));

  it.each<[string, object, Surroundings['facts'] | undefined]>([
    ['resource.basicInfo.resourceId INCONSISTENT', resource, { resourceId: 'another', changeKind: 'BASIC' }],
    ['resource.grading.derivedFrom REQUIRED', resource, { resourceId, changeKind: 'DERIVED' }],
    ['resource.processingInfo.crossBorder NEEDS_SPECIAL_REVIEW', { ...resource, processingInfo: { ...processingInfo, crossBorder: true } }, undefined],
    ['resource.grading.suggestedLevel NOT_AS_SUGGESTED', { ...resource, grading: { ...grading, suggestedLevel: 'CORE' } }, undefined],
  ])('and not otherwise: %s', (problem, of, facts) => expect(problemsOf(describe_(of, facts))).toEqual([problem]));

  it('is the list of the grading that it opens', () => {
    const parent: ParentMoment = { ...settled('description', { form: { ...EXAMPLE_FORM }, evidence: { ...EXAMPLE_DESCRIPTION } }), process: 'catalogue-change', title: '变更', org: { code: 'HOSPITAL-A', name: '演示甲医院' }, child: 'regrade' };
    const list = classificationGradingDesk.fromParent?.(parent) ?? {};
    expect(classificationGradingDesk.checkForm(list)).toEqual({ value: list });
    expect(problemsOf(classificationGradingDesk.readForm(list, around()))).toEqual([]);
    expect(() => classificationGradingDesk.fromParent?.({ ...parent, process: 'incident-response' })).toThrow('incident-response');
    expect(() => classificationGradingDesk.fromParent?.({ ...parent, evidence: {} })).toThrow('catalogue-change');
  });
});

describe('the registers', () => {
  const entered = (key: string, known: Settled = {}) => desk.registers?.[key]?.(settled(key, { form: form(), facts: { changeKind: 'BASIC' }, datasets: [aDataset(resourceId)], ...known }));
  const change = (status: string, more: object = {}) => ({ register: 'CHANGE', resourceId, kind: 'BASIC', trigger: 'SCALE_CHANGE', changedAt: '2026-02-02', status, ...more });

  it('know of the change from its registration to its end', () => {
    expect(entered('started')).toEqual([change('OPEN')]);
    expect(['REGRADED', 'REPORTED', 'NO_CHANGE'].flatMap((end) => entered(end) ?? [])).toEqual([change('REGRADED'), change('REPORTED'), change('NO_CHANGE')]);
  });

  it('say why it happened', () => {
    expect(entered('started', { form: form({ subject: 'NATIONAL', trigger: undefined }), facts: { changeKind: 'NATIONAL' } })).toEqual([change('OPEN', { kind: 'NATIONAL', trigger: 'NATIONAL_REQUIREMENT' })]);
  });

  it('stop the use of what is to be graded anew, and of nothing else', () => {
    const pending = expect.objectContaining({ register: 'GRADING', resourceId, gradingStatus: 'REGRADE_PENDING' });
    expect(entered('classification', { outcome: 'CLASSIFIED' })).toEqual([change('OPEN'), pending]);
    expect(entered('classification', { outcome: 'CLASSIFIED', facts: { changeKind: 'OTHER' } })).toEqual([change('OPEN', { kind: 'OTHER' })]);
    expect(entered('classification', { outcome: 'CLASSIFIED', datasets: [aDataset(resourceId, { gradingStatus: 'UNGRADED' })] })).toEqual([change('OPEN')]);
    expect(entered('classification', { outcome: 'NO_CHANGE' })).toEqual([]);
  });

  it('take derived data with what it was made from; it is graded by nobody yet', () => {
    expect(entered('started', { form: derived(), facts: { changeKind: 'DERIVED' } })).toEqual([
      { register: 'RESOURCE', id: resourceId, code: 'DEMO-DERIVED-01', name: '示例脱敏随访数据', category: 'THEMATIC_RESOURCE', dept: '病案科', derivedFrom: [SOURCE], derivation: 'DESENSITIZED', subjectCount: 800, sensitive: false },
      change('OPEN', { kind: 'DERIVED', trigger: 'DESENSITIZED', changedAt: '2026-02-01' }),
    ]);
  });

  it('know of the report to the district', () => {
    expect(entered('changeReport')).toEqual([{ register: 'FILING', kind: 'CHANGE_REPORT', status: 'SUBMITTED' }]);
    expect(entered('districtReceipt', { outcome: 'RETURN', evidence: { points: ['措施'] } })).toEqual([{ register: 'FILING', kind: 'CHANGE_REPORT', status: 'RETURNED', points: ['措施'] }]);
    expect(entered('districtReceipt', { outcome: 'APPROVE' })).toEqual([{ register: 'FILING', kind: 'CHANGE_REPORT', status: 'RECEIVED' }]);
  });
});

it('the district receives a report that is complete, or says what is missing', () => {
  const receive = (outcome: string, evidence: object) => problemsOf(desk.readEvidence('districtReceipt', outcome, { ...evidence }, around()));
  expect(receive('APPROVE', { contentClear: true, measuresStated: false })).toEqual(['measuresStated MUST_BE_TRUE']);
  expect(receive('RETURN', { contentClear: true, measuresStated: false })).toEqual(['points REQUIRED']);
});
