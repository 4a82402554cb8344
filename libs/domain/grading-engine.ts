/**
 * 定级引擎: what the articles suggest for a data set (建议范围，原则上), with every reason. It determines nothing: a person
 * proposes, and the authority determines (第二十三条).
 */
import { compareLevels, strictest } from './grading';
import {
  CATALOGUE_SOURCES,
  GRADING_FLAGS,
  IMPACT_DEGREES,
  IMPACT_OBJECTS,
  type CatalogueSource,
  type GradingFlag,
  type GradingTables,
  type GradingThreshold,
  type Impact,
  type RegionalDataType,
  type SubjectMetric,
} from './grading-rules';
import { DATA_LEVEL_TITLES, type DataLevel } from './positions';

export interface CatalogueHit {
  readonly source: CatalogueSource;
  readonly level: DataLevel;
}

export interface GradingInput {
  /** Distinct natural persons. */
  readonly counts: Readonly<Record<SubjectMetric, number>>;
  readonly dataTypes: readonly RegionalDataType[];
  readonly flags: readonly GradingFlag[];
  readonly impacts: readonly Impact[];
  /** Levels at which the authority has assessed the data, with a document (第二十四条（四）、第二十五条（三）). */
  readonly assessedAs: readonly ('IMPORTANT' | 'CORE')[];
  /** Levels of the data that it is derived from (第二十八条). */
  readonly sources: readonly DataLevel[];
  readonly catalogue: readonly CatalogueHit[];
  /** The level at which the data is protected now, if it has one. */
  readonly standing?: DataLevel;
}

export interface GradingReason {
  /** A row of the policy table, or one of `GRADING_GROUNDS`. */
  readonly rule: string;
  readonly level: DataLevel;
  readonly article: string;
  readonly zh: string;
  readonly en: string;
}

/** What a person has to look at, because the rules do not settle it. */
export const GRADING_REMARKS = {
  CORE_PRECONDITION: '符合核心数据的条件，但尚非重要数据',
  ONLY_ORGANIZATION_OR_INDIVIDUALS: '仅影响组织自身或公民个体',
  TYPE_NOT_LISTED: '全域性的业务数据不属所列类型',
  CATALOGUES_DIFFER: '各级目录不一致',
} as const;

export interface GradingRemark {
  readonly remark: keyof typeof GRADING_REMARKS;
  readonly article: string;
  readonly zh: string;
  readonly en: string;
}

export interface GradingSuggestion {
  readonly level: DataLevel;
  /** Each ground with the level that it gives, the strictest first. */
  readonly reasons: readonly GradingReason[];
  readonly remarks: readonly GradingRemark[];
  /** 国家目录 (第二十三条): nobody may deviate from it. */
  readonly binding: boolean;
}

/** Grounds that are no figure of a table. */
export const GRADING_GROUNDS = {
  'grading.derived': '来源数据的级别',
  'grading.catalogue.NATIONAL': '国家主管部门发布的目录',
  'grading.catalogue.MUNICIPAL': '上海市建议的目录',
  'grading.catalogue.UNIT': '本单位的目录',
  'grading.general': '未达到重要、核心数据的条件',
} as const;

const SOURCES_BY_PRECEDENCE = ['NATIONAL', 'MUNICIPAL', 'UNIT'] as const satisfies readonly CatalogueSource[];

const reason = (rule: string, level: DataLevel, article: string, zh: string, en: string): GradingReason => ({ rule, level, article, zh: `${zh}：${DATA_LEVEL_TITLES[level]}`, en: `${en}: ${level}` });

/** Suggests a level: thresholds, matrix, sources and catalogue, of which the strictest wins (就高从严); a national catalogue beats them all. */
export function suggestGrading(input: GradingInput, tables: GradingTables): GradingSuggestion {
  const listed = catalogueHit(input.catalogue);
  const beside = [...input.impacts.map((impact) => ofImpact(impact, tables)), ...ofSources(input.sources), ...(listed ? [ofCatalogue(listed)] : [])];
  const important = tables.important.filter((threshold) => meets(input, threshold)).map((threshold) => ofThreshold(input, threshold));
  const core = tables.core.filter((threshold) => meets(input, threshold));
  // 第二十四条 is about 重要数据: what is not, on any ground, is not core either.
  const isImportant = [...important, ...beside].some(({ level }) => level !== 'GENERAL') || (input.standing ?? 'GENERAL') !== 'GENERAL' || input.assessedAs.includes('CORE');
  const found = [...important, ...(isImportant ? core.map((threshold) => ofThreshold(input, threshold)) : []), ...beside];
  const binding = listed?.source === 'NATIONAL';
  const level = binding ? listed.level : (strictest(found.map((one) => one.level)) ?? 'GENERAL');
  const reasons = found.length > 0 ? found.toSorted((a, b) => compareLevels(b.level, a.level)) : [remainder()];
  const remarks = [...(isImportant ? [] : core.map(unmetPrecondition)), ...remarksOn(input, found)];
  return { level, reasons, remarks, binding };
}

/** The source that counts where several have the data (第二十三条); of one source, its strictest entry. */
export function catalogueHit(hits: readonly CatalogueHit[]): CatalogueHit | undefined {
  const source = SOURCES_BY_PRECEDENCE.find((one) => hits.some((hit) => hit.source === one));
  const level = strictest(hits.filter((hit) => hit.source === source).map((hit) => hit.level));
  return source && level && { source, level };
}

function meets(input: GradingInput, { metric, gte, dataType, flags, anyOfFlags, requiresAuthorityDecision, suggests }: GradingThreshold): boolean {
  if (requiresAuthorityDecision) return input.assessedAs.includes(suggests);
  if (metric !== undefined && gte !== undefined && input.counts[metric] < gte) return false;
  if (dataType !== undefined && !input.dataTypes.includes(dataType)) return false;
  if (flags?.some((flag) => !input.flags.includes(flag))) return false;
  return anyOfFlags === undefined || anyOfFlags.some((flag) => input.flags.includes(flag));
}

function ofThreshold(input: GradingInput, { key, ref, suggests, title, metric, gte, anyOfFlags }: GradingThreshold): GradingReason {
  if (metric !== undefined && gte !== undefined) {
    const count = input.counts[metric];
    return reason(key, suggests, ref, `${title}涉及 ${count} 人，达到 ${gte} 人`, `${count} persons, ${gte} or more`);
  }
  const which = anyOfFlags?.filter((flag) => input.flags.includes(flag)).map((flag) => GRADING_FLAGS[flag]);
  return reason(key, suggests, ref, which ? which.join('、') : title, which ? 'the data has a quality that the article names' : 'assessed by the authority');
}

const ofImpact = (impact: Impact, { matrixLevel }: GradingTables): GradingReason =>
  reason(
    `grading.matrix.${impact.object}.${impact.degree}`,
    matrixLevel(impact),
    '第二十九条',
    `对${IMPACT_OBJECTS[impact.object]}造成${IMPACT_DEGREES[impact.degree]}`,
    `${impact.degree} on ${impact.object}`,
  );

function ofSources(sources: readonly DataLevel[]): GradingReason[] {
  const level = strictest(sources);
  return level ? [reason('grading.derived', level, '第二十八条', '来源数据的最高级别', 'the strictest level of its sources')] : [];
}

const ofCatalogue = ({ source, level }: CatalogueHit): GradingReason =>
  reason(`grading.catalogue.${source}`, level, '第二十三条', `已列入${CATALOGUE_SOURCES[source]}目录`, `listed in the ${source} catalogue`);

const remainder = (): GradingReason => reason('grading.general', 'GENERAL', '第二十六条', GRADING_GROUNDS['grading.general'], 'no condition of important or core data is met');

const unmetPrecondition = ({ ref, title }: GradingThreshold): GradingRemark => ({
  remark: 'CORE_PRECONDITION',
  article: ref,
  zh: `符合「${title}」的条件，但尚非重要数据，不列入核心数据建议范围；请人工研判是否应为重要数据`,
  en: 'meets the condition, but is not important data: no suggestion of core data follows; look whether it should be important',
});

function remarksOn(input: GradingInput, found: readonly GradingReason[]): GradingRemark[] {
  const remarks: GradingRemark[] = [];
  if (input.flags.includes('affectsOnlyOrganizationOrIndividuals')) {
    const contradicted = found.some(({ level }) => level !== 'GENERAL');
    remarks.push({
      remark: 'ONLY_ORGANIZATION_OR_INDIVIDUALS',
      article: '第二十五条',
      zh: contradicted ? '申明仅影响组织自身或公民个体，与其他依据不一致，请复核' : '仅影响组织自身或公民个体的，一般不作为重要数据，请确认',
      en: contradicted ? 'declared to affect only an organisation or individuals, which other grounds contradict' : 'affects only an organisation or individuals: usually not important data; confirm',
    });
  }
  if (input.flags.includes('regionWideBusinessData') && input.dataTypes.length === 0)
    remarks.push({ remark: 'TYPE_NOT_LISTED', article: '第二十五条（二）', zh: '全域性的业务数据不属所列类型，所列并非穷尽，请人工研判', en: 'region-wide business data of a type that is not listed; the list is open' });
  if (new Set(input.catalogue.map(({ level }) => level)).size > 1)
    remarks.push({ remark: 'CATALOGUES_DIFFER', article: '第二十三条', zh: '各级目录不一致，以国家主管部门发布的为准，其次为上海市', en: 'catalogues differ: the national one counts, then the municipal one' });
  return remarks;
}

/** 偏离: how what a person proposes differs from what was suggested. */
export type GradingDeviation = 'NONE' | 'UPWARD' | 'DOWNWARD' | 'AGAINST_NATIONAL';

/** A national catalogue binds; a lower level needs a reason and a second reviewer (D: 「原则上」); a higher one is the unit's to propose. */
export function deviationOf({ level, binding }: Pick<GradingSuggestion, 'level' | 'binding'>, proposed: DataLevel): GradingDeviation {
  const difference = compareLevels(proposed, level);
  if (difference === 0) return 'NONE';
  if (binding) return 'AGAINST_NATIONAL';
  return difference > 0 ? 'UPWARD' : 'DOWNWARD';
}
