import * as fc from 'fast-check';
import { compareLevels, strictest } from '@libs/domain/grading';
import { catalogueHit, deviationOf, suggestGrading, type CatalogueHit, type GradingInput, type GradingSuggestion } from '@libs/domain/grading-engine';
import { IMPACT_DEGREES, IMPACT_OBJECTS, REGIONAL_DATA_TYPES, type GradingFlag, type ImpactDegree, type ImpactObject, type RegionalDataType } from '@libs/domain/grading-rules';
import { DATA_LEVELS, type DataLevel } from '@libs/domain/positions';
import { GRADING_MATRIX } from './grading-matrix';
import { GRADING_KEYS, gradingTables } from './grading-tables';
import { POLICY_SET } from './policy-set';

const DEFAULTS = Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value]));
const TABLES = gradingTables(DEFAULTS);
const NOTHING: GradingInput = { counts: { subjects: 0, personalInfoSubjects: 0, sensitivePersonalInfoSubjects: 0 }, dataTypes: [], flags: [], impacts: [], assessedAs: [], sources: [], catalogue: [] };

type Given = Partial<Omit<GradingInput, 'counts'>> & Partial<GradingInput['counts']>;
function suggested({ subjects = 0, personalInfoSubjects = 0, sensitivePersonalInfoSubjects = 0, ...given }: Given): GradingSuggestion {
  return suggestGrading({ ...NOTHING, ...given, counts: { subjects, personalInfoSubjects, sensitivePersonalInfoSubjects } }, TABLES);
}
const rules = (given: Given): string[] => suggested(given).reasons.map(({ rule }) => rule);

describe('第二十五条 and 第二十四条: 「以上」 includes the number', () => {
  it.each<[string, Given, DataLevel, string]>([
    ['999 999 persons', { personalInfoSubjects: 999_999 }, 'GENERAL', 'grading.general'],
    ['1 000 000 persons', { personalInfoSubjects: 1_000_000 }, 'IMPORTANT', 'grading.important.25-1.personalInfo'],
    ['9 999 999 persons', { personalInfoSubjects: 9_999_999 }, 'IMPORTANT', 'grading.important.25-1.personalInfo'],
    ['10 000 000 persons', { personalInfoSubjects: 10_000_000 }, 'CORE', 'grading.core.24-1.personalInfo'],
    ['99 999 sensitive', { sensitivePersonalInfoSubjects: 99_999 }, 'GENERAL', 'grading.general'],
    ['100 000 sensitive', { sensitivePersonalInfoSubjects: 100_000 }, 'IMPORTANT', 'grading.important.25-1.sensitivePersonalInfo'],
    ['999 999 sensitive', { sensitivePersonalInfoSubjects: 999_999 }, 'IMPORTANT', 'grading.important.25-1.sensitivePersonalInfo'],
    ['1 000 000 sensitive', { sensitivePersonalInfoSubjects: 1_000_000 }, 'CORE', 'grading.core.24-1.sensitivePersonalInfo'],
  ])('%s', (_, given, level, rule) => {
    expect(suggested(given).level).toBe(level);
    expect(suggested(given).reasons[0]?.rule).toBe(rule);
  });

  it.each<[RegionalDataType, number]>([
    ['GROUP_HEALTH_PHYSIOLOGY', 100_000],
    ['ETHNIC_BIOMETRIC_TRAIT', 10_000],
    ['MEDICAL_RESOURCE', 10_000],
    ['DIAGNOSIS_TREATMENT', 100_000],
    ['MEDICAL_RESCUE_SUPPORT', 100_000],
    ['SPECIFIC_DRUG_EXPERIMENT', 100_000],
  ])('第二十五条（二）: %s from %i persons, of region-wide business data only', (type, number) => {
    const data = { dataTypes: [type], flags: ['regionWideBusinessData'] as const };
    expect(suggested({ ...data, subjects: number }).level).toBe('IMPORTANT');
    expect(suggested({ ...data, subjects: number - 1 }).level).toBe('GENERAL');
    expect(suggested({ ...data, subjects: number, flags: [] }).level).toBe('GENERAL');
    expect(suggested({ ...data, subjects: number, dataTypes: [] }).level).toBe('GENERAL');
  });

  it('names every type of 第二十五条（二）, and leaves one that it does not name to a person', () => {
    expect(Object.keys(REGIONAL_DATA_TYPES)).toHaveLength(6);
    const { level, remarks } = suggested({ flags: ['regionWideBusinessData'], subjects: 5_000_000 });
    expect(level).toBe('GENERAL');
    expect(remarks).toMatchObject([{ remark: 'TYPE_NOT_LISTED', article: '第二十五条（二）' }]);
  });

  it.each([
    [['IMPORTANT'], 'IMPORTANT', 'grading.important.25-3'],
    [['CORE'], 'CORE', 'grading.core.24-4'],
  ] as const)('第二十五条（三）, 第二十四条（四）: assessed by the authority as %j', (assessedAs, level, rule) => {
    expect(suggested({ assessedAs }).level).toBe(level);
    expect(rules({ assessedAs })).toEqual([rule]);
  });
});

describe('第二十四条 is about what is 重要数据 already', () => {
  const covers = { flags: ['coversAllIndividualsOfKeyGroup'] } as const satisfies Given;

  it('data that is not important does not become core, and a person is told', () => {
    const { level, reasons, remarks } = suggested(covers);
    expect(level).toBe('GENERAL');
    expect(reasons.map(({ rule }) => rule)).toEqual(['grading.general']);
    expect(remarks).toMatchObject([{ remark: 'CORE_PRECONDITION', article: '第二十四条（二）' }]);
  });

  it.each<[string, Given]>([
    ['by 第二十五条', { personalInfoSubjects: 1_000_000 }],
    ['by the level that it stands at', { standing: 'IMPORTANT' }],
    ['by its impact', { impacts: [{ object: 'PUBLIC_INTEREST', degree: 'SEVERE' }] }],
    ['by its source', { sources: ['IMPORTANT'] }],
    ['by a catalogue', { catalogue: [{ source: 'MUNICIPAL', level: 'IMPORTANT' }] }],
    ['as the authority has assessed it', { assessedAs: ['IMPORTANT'] }],
  ])('data that is important %s becomes core', (_, given) => {
    expect(suggested({ ...given, ...covers })).toMatchObject({ level: 'CORE', remarks: [] });
  });

  it('（二） takes either of its qualities', () => {
    expect(suggested({ standing: 'IMPORTANT', flags: ['specificPeriodAndRegionGroupData'] }).level).toBe('CORE');
  });

  const DERIVED: readonly GradingFlag[] = ['computedDerived', 'deepProfiling', 'affectsNationalSecurity'];
  it('（三） asks for the number and all three qualities', () => {
    const data: Given = { standing: 'IMPORTANT', subjects: 10_000_000, flags: DERIVED };
    expect(suggested(data).level).toBe('CORE');
    expect(suggested({ ...data, subjects: 9_999_999 }).level).toBe('GENERAL');
    for (const missing of DERIVED) expect(suggested({ ...data, flags: DERIVED.filter((one) => one !== missing) }).level).toBe('GENERAL');
  });
});

describe('第二十九条: every impact, and the strictest of all', () => {
  it.each(GRADING_MATRIX.map(({ object, degree, level }) => [object, degree, level] as const))('%s %s is %s', (object, degree, level) => {
    expect(suggested({ impacts: [{ object, degree }] })).toMatchObject({ level, reasons: [{ rule: `grading.matrix.${object}.${degree}`, level }] });
  });

  it('the strictest of all cells, with each of them as a reason', () => {
    const { level, reasons } = suggested({ impacts: [{ object: 'INDIVIDUAL_RIGHTS', degree: 'EXTREMELY_SEVERE' }, { object: 'SOCIAL_ORDER', degree: 'SEVERE' }] });
    expect(level).toBe('IMPORTANT');
    expect(reasons.map((one) => one.level)).toEqual(['IMPORTANT', 'GENERAL']);
  });

  it.each([
    [{}, '请确认'],
    [{ personalInfoSubjects: 1_000_000 }, '不一致'],
  ])('第二十五条: what affects only an organisation or individuals is usually not important: %j', (given, says) => {
    const { remarks } = suggested({ ...given, flags: ['affectsOnlyOrganizationOrIndividuals'] });
    expect(remarks).toHaveLength(1);
    expect(remarks[0]?.zh).toContain(says);
  });
});

describe('第二十八条: derived data', () => {
  it.each<[DataLevel[], DataLevel]>([
    [['GENERAL'], 'GENERAL'],
    [['GENERAL', 'IMPORTANT'], 'IMPORTANT'],
    [['CORE', 'GENERAL'], 'CORE'],
  ])('from %j is suggested as %s', (sources, level) => {
    expect(suggested({ sources }).level).toBe(level);
    expect(rules({ sources })).toEqual(['grading.derived']);
  });
});

describe('第二十三条: catalogues', () => {
  const national = (level: DataLevel): CatalogueHit => ({ source: 'NATIONAL', level });
  const municipal = (level: DataLevel): CatalogueHit => ({ source: 'MUNICIPAL', level });
  const unit = (level: DataLevel): CatalogueHit => ({ source: 'UNIT', level });

  it.each<[CatalogueHit[], CatalogueHit]>([
    [[unit('CORE'), municipal('IMPORTANT'), national('GENERAL')], national('GENERAL')],
    [[unit('CORE'), municipal('GENERAL')], municipal('GENERAL')],
    [[unit('GENERAL'), unit('IMPORTANT')], unit('IMPORTANT')],
  ])('of %j counts %j', (hits, counting) => expect(catalogueHit(hits)).toEqual(counting));

  it.each<[DataLevel]>([['GENERAL'], ['IMPORTANT'], ['CORE']])('the national one beats everything and binds: %s', (level) => {
    const given: Given = { personalInfoSubjects: 10_000_000, sources: ['CORE'], catalogue: [national(level)] };
    expect(suggested(given)).toMatchObject({ level, binding: true });
    expect(rules(given)).toContain('grading.core.24-1.personalInfo');
  });

  it('advice of the city raises and never lowers', () => {
    expect(suggested({ catalogue: [municipal('IMPORTANT')] })).toMatchObject({ level: 'IMPORTANT', binding: false });
    expect(suggested({ personalInfoSubjects: 1_000_000, catalogue: [municipal('GENERAL')] })).toMatchObject({ level: 'IMPORTANT', binding: false });
  });

  it('a difference between them is told', () => {
    expect(suggested({ catalogue: [national('IMPORTANT'), municipal('GENERAL')] }).remarks).toMatchObject([{ remark: 'CATALOGUES_DIFFER', article: '第二十三条' }]);
    expect(suggested({ catalogue: [national('IMPORTANT'), municipal('IMPORTANT')] }).remarks).toEqual([]);
  });
});

describe('就高从严', () => {
  const level = fc.constantFrom(...DATA_LEVELS);
  const impact = fc.record({ object: fc.constantFrom(...(Object.keys(IMPACT_OBJECTS) as ImpactObject[])), degree: fc.constantFrom(...(Object.keys(IMPACT_DEGREES) as ImpactDegree[])) });
  const anything = fc.record({
    personalInfoSubjects: fc.constantFrom(0, 999_999, 1_000_000, 10_000_000),
    impacts: fc.array(impact, { maxLength: 4 }),
    sources: fc.array(level, { maxLength: 3 }),
    flags: fc.subarray<GradingFlag>(['coversAllIndividualsOfKeyGroup', 'regionWideBusinessData', 'affectsOnlyOrganizationOrIndividuals']),
  });

  it('without a national catalogue the suggestion is the strictest of its reasons', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.record({ source: fc.constantFrom('MUNICIPAL' as const, 'UNIT' as const), level }), { maxLength: 3 }), (given, catalogue) => {
        const { level: top, reasons } = suggested({ ...given, catalogue });
        expect(top).toBe(strictest(reasons.map((one) => one.level)));
      }),
    );
  });

  it('one more impact or source never lowers it', () => {
    fc.assert(
      fc.property(anything, impact, level, (given, more, source) => {
        const raised = suggested({ ...given, impacts: [...given.impacts, more], sources: [...given.sources, source] }).level;
        expect(compareLevels(raised, suggested(given).level)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('every reason names an article and says itself in both languages', () => {
    const { reasons } = suggested({ personalInfoSubjects: 10_000_000, impacts: [{ object: 'NATIONAL_SECURITY', degree: 'SEVERE' }], sources: ['GENERAL'], assessedAs: ['CORE'], flags: ['specificPeriodAndRegionGroupData'] });
    expect(reasons).toHaveLength(6);
    for (const { article, zh, en } of reasons) expect([article, zh, en].every((text) => text.length > 3)).toBe(true);
    expect(reasons.find(({ rule }) => rule === 'grading.core.24-1.personalInfo')?.zh).toBe('核心数据：个人信息涉及 10000000 人，达到 10000000 人：核心数据');
  });
});

describe('a person deviates', () => {
  it.each<[DataLevel, boolean, DataLevel, string]>([
    ['IMPORTANT', false, 'IMPORTANT', 'NONE'],
    ['IMPORTANT', false, 'CORE', 'UPWARD'],
    ['IMPORTANT', false, 'GENERAL', 'DOWNWARD'],
    ['CORE', false, 'IMPORTANT', 'DOWNWARD'],
    ['IMPORTANT', true, 'IMPORTANT', 'NONE'],
    ['IMPORTANT', true, 'CORE', 'AGAINST_NATIONAL'],
    ['IMPORTANT', true, 'GENERAL', 'AGAINST_NATIONAL'],
  ])('suggested %s (binding: %p), proposed %s: %s', (level, binding, proposed, deviation) => expect(deviationOf({ level, binding }, proposed)).toBe(deviation));
});

describe('the tables', () => {
  it('are read from the figures that are pinned to a case, not from the set of today', () => {
    const lowered = gradingTables({ ...DEFAULTS, 'grading.important.25-1.personalInfo': { type: 'COUNT', value: 500, unit: '人', comparison: '>=' }, 'grading.matrix.INDIVIDUAL_RIGHTS.SEVERE': { type: 'CODE', value: 'IMPORTANT' } });
    expect(suggestGrading({ ...NOTHING, counts: { ...NOTHING.counts, personalInfoSubjects: 500 } }, lowered).level).toBe('IMPORTANT');
    expect(suggestGrading({ ...NOTHING, impacts: [{ object: 'INDIVIDUAL_RIGHTS', degree: 'SEVERE' }] }, lowered).level).toBe('IMPORTANT');
  });

  it('name every row that they are read from', () => {
    const pinned = Object.fromEntries(GRADING_KEYS.map((key) => [key, DEFAULTS[key]])) as typeof DEFAULTS;
    expect(suggestGrading({ ...NOTHING, impacts: GRADING_MATRIX.map(({ object, degree }) => ({ object, degree })) }, gradingTables(pinned)).level).toBe('CORE');
  });

  it('a matrix that holds something else than a level is refused', () => {
    const wrong = gradingTables({ ...DEFAULTS, 'grading.matrix.SOCIAL_ORDER.SEVERE': { type: 'CODE', value: 'HIGH' } });
    expect(() => suggestGrading({ ...NOTHING, impacts: [{ object: 'SOCIAL_ORDER', degree: 'SEVERE' }] }, wrong)).toThrow('HIGH');
  });
});
