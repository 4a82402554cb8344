import { POLICY_SET } from '@libs/policy/policy-set';
import type { Dataset, Moment, Surroundings } from '@libs/record/desk';
import type { ResourceGrading } from '../shared/form.grading';
import type { SharedResource } from '../shared/form.resource';
import { classificationGradingDesk as desk } from './desk';
import { EXAMPLE_FORM, EXAMPLE_RESOURCE } from './form.example';

const ID = EXAMPLE_RESOURCE.basicInfo.resourceId;
const SOURCE = '0190a000-0000-7000-8000-0000000000b1';
const dataset = (grading: Partial<Dataset>): Dataset => ({ id: ID, orgId: 'unit', sensitive: false, revision: 1, gradingStatus: 'GRADED', preserved: false, derived: false, ...grading }) as Dataset;
const around = (datasets: readonly Dataset[] = [], policies: Surroundings['policies'] = {}): Surroundings => ({
  now: 0,
  orgId: 'unit',
  facts: {},
  datasets,
  policies: { ...Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])), ...policies },
});

interface Changes {
  readonly basicInfo?: Partial<SharedResource['basicInfo']>;
  readonly grading?: Partial<ResourceGrading>;
  readonly crossBorder?: boolean;
}
const resource = ({ basicInfo, grading, crossBorder = false }: Changes = {}): SharedResource => ({
  ...EXAMPLE_RESOURCE,
  basicInfo: { ...EXAMPLE_RESOURCE.basicInfo, ...basicInfo },
  processingInfo: { ...EXAMPLE_RESOURCE.processingInfo, crossBorder },
  grading: { ...EXAMPLE_RESOURCE.grading, ...grading },
});
const listing = (...resources: readonly SharedResource[]) => ({ ...EXAMPLE_FORM, resources });
const errors = (changes: Changes, datasets?: readonly Dataset[]): string[] => {
  const read = desk.readForm(listing(resource(changes)), around(datasets));
  return 'errors' in read ? read.errors.map(({ path, code }) => `${path.replace('resources[0].', '')} ${code}`) : [];
};
/** Of 100 000 persons with sensitive data: 第二十五条（一）. */
const MANY = { subjectCount: 100_000, personalSubjectCount: 100_000, sensitiveSubjectCount: 100_000 };
const SUGGESTED: Partial<ResourceGrading> = { suggestedLevel: 'IMPORTANT', suggestedBy: [...EXAMPLE_RESOURCE.grading.suggestedBy, 'grading.important.25-1.sensitivePersonalInfo'] };
const important: Changes = { basicInfo: MANY, grading: { ...SUGGESTED, proposedLevel: 'IMPORTANT' } };
const lowered: Changes = { basicInfo: MANY, grading: { ...SUGGESTED, proposedLevel: 'GENERAL', deviationReason: '数据陈旧。' } };

describe('what the rules suggest stands in the form that people approve', () => {
  it('as it is', () => {
    expect(errors({})).toEqual([]);
    expect(errors(important)).toEqual([]);
  });

  it('or is answered with its reasons', () => {
    const read = desk.readForm(listing(resource({ basicInfo: MANY })), around());
    expect(read).toMatchObject({ errors: [{ path: 'resources[0].grading.suggestedLevel', code: 'NOT_AS_SUGGESTED' }] });
    expect('errors' in read && read.errors[0]?.message.zh).toContain('系统建议为重要数据：第二十五条（一） 重要数据：敏感个人信息涉及 100000 人，达到 100000 人');
  });

  it.each([[['grading.general']], [[...EXAMPLE_RESOURCE.grading.suggestedBy, 'grading.general']]])('with its grounds, not %j', (suggestedBy) => {
    expect(errors({ grading: { suggestedBy } })).toEqual(['grading.suggestedBy NOT_AS_SUGGESTED']);
  });

  it('with what a person has to judge', () => {
    const covering: Changes = { grading: { flags: ['coversAllIndividualsOfKeyGroup'] } };
    expect(errors(covering)).toEqual(['grading.remarks NOT_AS_SUGGESTED']);
    expect(errors({ grading: { ...covering.grading, remarks: ['CORE_PRECONDITION'] } })).toEqual([]);
    expect(errors({ grading: { remarks: ['TYPE_NOT_LISTED'] } })).toEqual(['grading.remarks NOT_AS_SUGGESTED']);
  });

  it('by the figures that are pinned to the case', () => {
    const read = desk.readForm(listing(resource(important)), around([], { 'grading.important.25-1.sensitivePersonalInfo': { type: 'COUNT', value: 100_001, unit: '人', comparison: '>=' } }));
    expect(read).toMatchObject({ errors: [{ code: 'NOT_AS_SUGGESTED' }] });
  });

  it('with the source as a floor (第二十八条), which has to be graded and the unit’s own', () => {
    const derived: Changes = { grading: { derivedFrom: [SOURCE], derivation: 'STATISTICAL', suggestedLevel: 'IMPORTANT', proposedLevel: 'IMPORTANT', suggestedBy: [...EXAMPLE_RESOURCE.grading.suggestedBy, 'grading.derived'] } };
    const source = dataset({ id: SOURCE, proposedLevel: 'IMPORTANT' });
    expect(errors(derived, [source])).toEqual([]);
    expect(errors(derived, [])).toEqual(['grading.derivedFrom[0] NOT_IN_CATALOGUE']);
    expect(errors(derived, [{ ...source, orgId: 'another unit' }])).toEqual(['grading.derivedFrom[0] NOT_IN_CATALOGUE']);
    expect(errors(derived, [dataset({ id: SOURCE, gradingStatus: 'UNGRADED' })])).toEqual(['grading.derivedFrom[0] SOURCE_UNGRADED']);
    expect(errors({ grading: { ...derived.grading, derivedFrom: [ID] } }, [dataset({ proposedLevel: 'GENERAL' })])).toEqual(['grading.derivedFrom[0] INCONSISTENT']);
  });
});

describe('the unit proposes', () => {
  it('a higher level as it sees fit, a lower one with a reason', () => {
    expect(errors({ grading: { proposedLevel: 'CORE' } })).toEqual([]);
    expect(errors(lowered)).toEqual([]);
    expect(errors({ ...lowered, grading: { ...lowered.grading, deviationReason: undefined } })).toEqual(['grading.deviationReason REQUIRED']);
  });

  it('nothing else than what a national catalogue says', () => {
    const listed: Partial<ResourceGrading> = { catalogues: [{ source: 'NATIONAL', level: 'IMPORTANT', documentNo: '演示' }], suggestedLevel: 'IMPORTANT', suggestedBy: [...EXAMPLE_RESOURCE.grading.suggestedBy, 'grading.catalogue.NATIONAL'] };
    expect(errors({ grading: { ...listed, proposedLevel: 'IMPORTANT' } })).toEqual([]);
    expect(errors({ grading: { ...listed, proposedLevel: 'GENERAL', deviationReason: '理由' } })).toEqual(['grading.proposedLevel BOUND_BY_NATIONAL']);
    expect(errors({ grading: { ...listed, proposedLevel: 'CORE' } })).toEqual(['grading.proposedLevel BOUND_BY_NATIONAL']);
  });

  it('nothing below what the authority has determined', () => {
    expect(errors({}, [dataset({ determinedLevel: 'IMPORTANT' })])).toEqual(['grading.proposedLevel BELOW_DETERMINED']);
    expect(errors({}, [dataset({ determinedLevel: 'GENERAL' })])).toEqual([]);
  });

  it('nothing for a resource of another unit', () => expect(errors({}, [dataset({ orgId: 'another unit' })])).toEqual(['basicInfo.resourceId NOT_IN_CATALOGUE']));

  it('no more than can be looked up', () => {
    const sources = (of: number) => Array.from({ length: 20 }, (_, n) => `0190a000-0000-7000-8000-${String(of * 100 + n).padStart(12, '0')}`);
    const many = Array.from({ length: 10 }, (_, n) => resource({ basicInfo: { resourceId: `0190a000-0000-7000-9000-${String(n).padStart(12, '0')}` }, grading: { derivedFrom: sources(n), derivation: 'LABELED' } }));
    expect(desk.readForm(listing(...many), around())).toMatchObject({ errors: [{ path: 'resources', code: 'TOO_MANY' }] });
  });
});

describe('the facts', () => {
  const factsOf = (policies: Surroundings['policies'], ...resources: readonly SharedResource[]) => {
    const read = desk.readForm(listing(...resources), around([], policies));
    return 'value' in read ? read.value : undefined;
  };
  const other = resource({ basicInfo: { ...MANY, resourceId: SOURCE }, grading: lowered.grading });

  it('are those of the strictest proposal, and whether any is below the suggestion', () => {
    expect(factsOf({}, resource(), other)?.facts).toEqual({ level: 'GENERAL', lowered: true, sensitive: true, subjectCount: 100_000, datasetIds: [ID, SOURCE] });
    expect(factsOf({}, resource(important))?.facts).toMatchObject({ level: 'IMPORTANT', lowered: false });
  });

  it('ask for no second reviewer where the policy asks for none', () => {
    expect(factsOf({ 'grading.lowering.secondReviewer': { type: 'FLAG', value: false } }, other)?.facts).toMatchObject({ lowered: false });
  });

  it('say where data crosses the border', () => {
    expect(factsOf({}, resource())?.flags.crossBorder).toBe(false);
    expect(factsOf({}, resource(), resource({ basicInfo: { resourceId: SOURCE }, crossBorder: true }))?.flags.crossBorder).toBe(true);
  });
});

describe('the registers', () => {
  const moment = (datasets: readonly Dataset[], changes: Changes = {}): Moment => ({ caseId: 'case', number: 'QD-2026-000001', orgId: 'unit', now: 0, by: null, facts: {}, form: { ...listing(resource(changes)) }, evidence: {}, decisions: [], open: [], datasets });
  const entered = (key: string, datasets: readonly Dataset[], changes?: Changes) => desk.registers?.[key]?.(moment(datasets, changes)) ?? [];
  const graded = dataset({ proposedLevel: 'GENERAL' });

  it('know of a new resource from the beginning, with its four groups', () => {
    expect(entered('started', [])).toMatchObject([{ register: 'RESOURCE', id: ID, code: 'DEMO-CHRONIC-VISITS', dept: '心内科', sensitive: true, info: { basicInfo: {}, responsibleParty: {}, processingInfo: {}, securityInfo: {} } }]);
    expect(entered('inventory', [])).toMatchObject([{ register: 'RESOURCE', id: ID, onlyNew: true }]);
  });

  it.each([['graded', graded], ['registered', dataset({ gradingStatus: 'UNGRADED' })]])('leave what is %s as it stands until the list is reported', (_, known) => {
    expect(entered('started', [known])).toEqual([]);
    expect(entered('inventory', [known])).toEqual([]);
    expect(entered('listSubmission', [known])[0]).not.toHaveProperty('onlyNew');
  });

  it.each<[string, readonly Dataset[], string]>([
    ['new', [], 'UNGRADED'],
    ['registered', [dataset({ gradingStatus: 'UNGRADED' })], 'UNGRADED'],
    ['graded before', [graded], 'REGRADE_PENDING'],
  ])('take the proposal with its reasons, and what is %s may not be used yet', (_, datasets, gradingStatus) => {
    const [description, grading] = entered('listSubmission', datasets, lowered);
    expect(description).toMatchObject({ register: 'RESOURCE', id: ID });
    expect(grading).toMatchObject({ register: 'GRADING', resourceId: ID, proposedLevel: 'GENERAL', gradingStatus, reasons: { suggestedLevel: 'IMPORTANT', deviationReason: '数据陈旧。' } });
    expect(grading).not.toHaveProperty('determinedLevel');
  });

  it('take the grading as effective', () => {
    expect(entered('EFFECTIVE', [])).toEqual([{ register: 'GRADING', resourceId: ID, gradingStatus: 'GRADED', basis: '区卫生健康委审核汇总（第六条（一）、第三十条（二）），办件 QD-2026-000001' }]);
  });

  it('while the national authority has not determined, protect at the stricter level', () => {
    expect(entered('PENDING_NATIONAL', [dataset({ determinedLevel: 'GENERAL' })], important)).toEqual([]);
    expect(entered('PENDING_NATIONAL', [dataset({ determinedLevel: 'IMPORTANT' })], important)).toMatchObject([{ gradingStatus: 'GRADED' }]);
    expect(entered('PENDING_NATIONAL', [dataset({ gradingStatus: 'UNGRADED' })], important)).toMatchObject([{ gradingStatus: 'GRADED' }]);
  });
});
