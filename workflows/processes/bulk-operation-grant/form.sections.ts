/** The sections of the bulk operation's application (forms.md A2, A3), and what 第十八条 asks for beyond the paper. */
import { BULK_OPERATIONS, type BulkOperation } from '@libs/domain/bulk-operations';
import { Field } from '@libs/forms/field';
import { IsChoice, IsCount, IsFlag, IsFormatted, IsId, IsIdList, IsText, MustBeTrue } from '@libs/forms/rules';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;

/** The use on which it rests: one's own, and alive. */
export class BulkUse {
  @Field('使用授权编号', { picker: 'grants', help: '本人有效的数据使用授权。' }) @IsId() grantId: string;
  @Field('使用办件编号', { optional: true }) @IsText(64) useNumber?: string;
}

export class BulkOperationSection {
  @Field('操作类型') @IsChoice(BULK_OPERATIONS) type: BulkOperation;
  @Field('其他操作说明', { when: ['type', 'OTHER_CRITICAL'] }) @IsText(500) otherOperation?: string;
  @Field('数据集', { picker: 'resources', help: '须在使用授权的范围之内。' }) @IsIdList({ items: 50 }) datasetIds: string[];
  @Field('是否为生产数据导出') @IsFlag() fromProduction: boolean;
  @Field('数据范围') @IsText(1000) dataScope: string;
  @Field('数据提取规则', { optional: true }) @IsText(2000) extractionRule?: string;
  @Field('是否整表操作') @IsFlag() fullTable: boolean;
  @Field('数量上限', { help: '条数或者次数；授权以此为限，用满即止。' }) @IsCount(1, 2_000_000_000) cap: number;
  @Field('涉及人数') @IsCount(0, 2_000_000_000) subjectCount: number;
}

export class BulkPurpose {
  @Field('操作用途') @IsText(2000) purpose: string;
  @Field('必要性说明（为何不能逐条操作）') @IsText(2000) necessity: string;
}

export class BulkDesensitization {
  @Field('是否需要脱敏') @IsFlag() needed: boolean;
  @Field('脱敏完成情况', { when: ['needed', true] }) @IsText(1000) done?: string;
  @Field('脱敏检查情况', { when: ['needed', true] }) @IsText(1000) checked?: string;
}

export class BulkDestination {
  @Field('存放位置') @IsText(200) location: string;
  @Field('介质或者通道') @IsText(200) medium: string;
  @Field('防泄露措施') @IsText(1000) controls: string;
}

export class BulkWindow {
  @Field('开始时间', { help: '带时区的时刻。' }) @IsFormatted(INSTANT, 35) from: string;
  @Field('结束时间') @IsFormatted(INSTANT, 35) until: string;
}

export class BulkCommitment {
  @Field('只在时间窗内操作') @MustBeTrue() withinWindow: boolean;
  @Field('不超过数量上限') @MustBeTrue() withinCap: boolean;
  @Field('操作后如实报告数量') @MustBeTrue() reportsTruthfully: boolean;
  @Field('签字') @IsText(50) signature: string;
}
