/** What the level of a resource is judged by (第二十三至二十九条), what the rules suggest, and what the unit proposes. */
import { GRADING_GROUNDS, GRADING_REMARKS } from '@libs/domain/grading-engine';
import { CATALOGUE_SOURCES, GRADING_FLAGS, IMPACT_DEGREES, IMPACT_OBJECTS, REGIONAL_DATA_TYPES, type CatalogueSource, type GradingFlag, type ImpactDegree, type ImpactObject, type RegionalDataType } from '@libs/domain/grading-rules';
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { Field } from '@libs/forms/field';
import { IsChoice, IsChoiceList, IsIdList, IsText, Nested, NestedList } from '@libs/forms/rules';
import { GRADING_MATRIX_ROWS } from '@libs/policy/grading-matrix';
import { THRESHOLD_ROWS } from '@libs/policy/thresholds';
import * as options from './resource-options';

/** 依据: the rules of the engine, by their keys. */
export const GRADING_RULES: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...THRESHOLD_ROWS, ...GRADING_MATRIX_ROWS].map(({ key, title }) => [key, title])),
  ...GRADING_GROUNDS,
};

const ASSESSED_LEVELS = { IMPORTANT: DATA_LEVEL_TITLES.IMPORTANT, CORE: DATA_LEVEL_TITLES.CORE } as const;

/** 第二十九条（一）（二）. */
export class GradingImpact {
  @Field('影响对象') @IsChoice(IMPACT_OBJECTS) object: ImpactObject;
  @Field('影响程度') @IsChoice(IMPACT_DEGREES) degree: ImpactDegree;
}

/** 第二十九条（三）: 分级因素. */
export class GradingFactors {
  @Field('领域') @IsText(300) domain: string;
  @Field('群体') @IsText(300) group: string;
  @Field('区域') @IsText(300) region: string;
  @Field('精度') @IsText(300) precision: string;
  @Field('规模') @IsText(300) scale: string;
  @Field('深度') @IsText(300) depth: string;
  @Field('覆盖度') @IsText(300) coverage: string;
  @Field('安全风险') @IsText(300) securityRisk: string;
}

/** 第二十四条（四）、第二十五条（三）. */
export class AuthorityAssessment {
  @Field('评估级别') @IsChoice(ASSESSED_LEVELS) level: keyof typeof ASSESSED_LEVELS;
  @Field('评估文号') @IsText(100) documentNo: string;
}

/** 第二十三条. */
export class CatalogueListing {
  @Field('目录来源') @IsChoice(CATALOGUE_SOURCES) source: CatalogueSource;
  @Field('目录级别') @IsChoice(DATA_LEVEL_TITLES) level: DataLevel;
  @Field('目录文号') @IsText(100) documentNo: string;
}

export class ResourceGrading {
  @Field('影响分析') @NestedList(() => GradingImpact, { items: 6 }) impacts: GradingImpact[];
  @Field('分级因素') @Nested(() => GradingFactors) factors: GradingFactors;
  @Field('数据特征', { optional: true, help: '第二十四、二十五条所列。' }) @IsChoiceList(GRADING_FLAGS) flags?: GradingFlag[];
  @Field('全域性的业务数据类型', { optional: true, help: '第二十五条（二）所列。' }) @IsChoiceList(REGIONAL_DATA_TYPES) dataTypes?: RegionalDataType[];
  @Field('主管部门评估', { optional: true }) @NestedList(() => AuthorityAssessment, { items: 2 }) assessments?: AuthorityAssessment[];
  @Field('来源数据', { optional: true, picker: 'resources', help: '衍生数据填写（第二十八条）。' }) @IsIdList({ items: 20 }) derivedFrom?: string[];
  @Field('加工方式', { optional: true, help: '衍生数据填写（第二十八条）。' }) @IsChoice(options.DERIVATION_TYPES) derivation?: options.DerivationType;
  @Field('已列入的目录', { optional: true }) @NestedList(() => CatalogueListing, { items: 5 }) catalogues?: CatalogueListing[];
  @Field('系统建议级别', { help: '按第二十三至二十九条测算，就高从严。' }) @IsChoice(DATA_LEVEL_TITLES) suggestedLevel: DataLevel;
  @Field('系统建议的依据') @IsChoiceList(GRADING_RULES) suggestedBy: string[];
  @Field('须人工研判的事项', { optional: true, help: '规则不能确定的，请核对人逐项研判。' }) @IsChoiceList(GRADING_REMARKS) remarks?: (keyof typeof GRADING_REMARKS)[];
  @Field('单位建议级别', { help: '单位只提出建议，核心、重要数据由国家主管部门确定（第二十三条）。' }) @IsChoice(DATA_LEVEL_TITLES) proposedLevel: DataLevel;
  @Field('偏离理由', { optional: true, help: '低于系统建议级别的必填，并经第二人复核。' }) @IsText(1000) deviationReason?: string;
}
