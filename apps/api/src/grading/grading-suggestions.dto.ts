import { GRADING_FLAGS, REGIONAL_DATA_TYPES, type GradingFlag, type RegionalDataType } from '@libs/domain/grading-rules';
import { Field, Form } from '@libs/forms/field';
import { IsChoiceList, IsCount, IsId, IsIdList, NestedList } from '@libs/forms/rules';
import { AuthorityAssessment, CatalogueListing, GradingImpact } from '@workflows/processes/shared/form.grading';

const PEOPLE = 2_000_000_000;

/** As much of a resource as its level is judged by. */
export class JudgedResource {
  @Field('信息资源', { optional: true, picker: 'resources' }) @IsId() resourceId?: string;
  @Field('涉及人数') @IsCount(0, PEOPLE) subjectCount: number;
  @Field('个人信息涉及人数', { optional: true }) @IsCount(0, PEOPLE) personalSubjectCount?: number;
  @Field('敏感个人信息涉及人数', { optional: true }) @IsCount(0, PEOPLE) sensitiveSubjectCount?: number;
  @Field('影响分析') @NestedList(() => GradingImpact, { items: 6 }) impacts: GradingImpact[];
  @Field('数据特征', { optional: true }) @IsChoiceList(GRADING_FLAGS) flags?: GradingFlag[];
  @Field('全域性的业务数据类型', { optional: true }) @IsChoiceList(REGIONAL_DATA_TYPES) dataTypes?: RegionalDataType[];
  @Field('主管部门评估', { optional: true }) @NestedList(() => AuthorityAssessment, { items: 2 }) assessments?: AuthorityAssessment[];
  @Field('来源数据', { optional: true }) @IsIdList({ items: 20 }) derivedFrom?: string[];
  @Field('已列入的目录', { optional: true }) @NestedList(() => CatalogueListing, { items: 5 }) catalogues?: CatalogueListing[];
}

@Form('定级测算')
export class GradingSuggestionsRequest {
  @Field('数据资源') @NestedList(() => JudgedResource, { items: 50 }) resources: JudgedResource[];
}
