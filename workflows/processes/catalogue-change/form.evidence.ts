/** What the steps after the registration ask for. Dates are calendar days in Asia/Shanghai. */
import { Field, Form } from '@libs/forms/field';
import { repeated } from '@libs/forms/repeated';
import { IsCalendarDate, IsChoice, IsFlag, IsText, IsTextList, Nested, NestedList } from '@libs/forms/rules';
import { GradingDeclaration } from '../classification-grading/form.sections';
import { SharedResource, SharedSystem } from '../shared/form.resource';
import { resourceProblems } from '../shared/resource-checks';
import * as options from './form.options';

@Form('变更类型认定')
export class ChangeClassification {
  @Field('变更类型') @IsChoice(options.CHANGE_KINDS) kind: options.ChangeKind;
  @Field('认定为其他情况的理由', { optional: true, help: '登记的内容属于基本情况而认定为其他情况的，必填。' }) @IsText(1000) reason?: string;
  @Field('认定说明', { optional: true }) @IsText(1000) note?: string;
}

/** The resource as it stands now: the list with which it is classified and graded anew. */
@Form('变更后的数据资源', ({ systems = [], resource }: ChangedResource) => [
  ...repeated('systems', systems, 'name'),
  ...resourceProblems('resource', resource, systems.map(({ name }) => name)),
])
export class ChangedResource {
  @Field('网络系统', { optional: true }) @NestedList(() => SharedSystem, { items: 50 }) systems?: SharedSystem[];
  @Field('数据资源') @Nested(() => SharedResource) resource: SharedResource;
  @Field('申报声明') @Nested(() => GradingDeclaration) declaration: GradingDeclaration;
}

/** 第三十条（三）: 上报区卫生健康委. */
@Form('变更报告')
export class ChangeReport {
  @Field('报告文号', { optional: true }) @IsText(100) documentNo?: string;
  @Field('报送日期') @IsCalendarDate() reportedOn: string;
  @Field('变化情况') @IsText(2000) content: string;
  @Field('对数据安全的影响及措施') @IsText(2000) measures: string;
}

@Form('接收变更报告')
export class ReportReceipt {
  @Field('变化情况清楚') @IsFlag() contentClear: boolean;
  @Field('影响及措施已说明') @IsFlag() measuresStated: boolean;
  @Field('退回要点', { optional: true, help: '退回的，一次性列明缺少的内容。' }) @IsTextList({ items: 50, max: 500 }) points?: string[];
}
