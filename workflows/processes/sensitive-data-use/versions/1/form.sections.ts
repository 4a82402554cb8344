/** The sections of the use application: the groups of the paper form, their fields in the order of the paper. */
import { DATA_LEVEL_TITLES, type DataLevel } from '@libs/domain/positions';
import { Field } from '@libs/forms/field';
import {
  IsCalendarDate,
  IsChoice,
  IsChoiceList,
  IsCount,
  IsFlag,
  IsFormatted,
  IsIdList,
  IsText,
  IsTextList,
  MustBeTrue,
  Nested,
  NestedList,
} from '@libs/forms/rules';
import * as options from './form.options';

/** Landline or mobile, with area code, extension or spaces. */
const PHONE = /^\+?[0-9][0-9 ()-]{4,19}$/;

/** 第二条, 第三十九条: what is declared before anything else is read. */
export class UseGuards {
  @Field('是否涉及国家秘密（第二条：本细则仅适用于非涉密数据）')
  @IsFlag()
  containsStateSecret: boolean;

  @Field('汇聚关联后是否属于国家秘密事项（第三十九条）')
  @IsFlag()
  aggregatesToSecret: boolean;
}

/** The person and the unit come from the session and are not asked again. */
export class UseApplicant {
  @Field('申请科室') @IsText(100) dept: string;
  @Field('工号') @IsText(32) employeeNo: string;
  @Field('职务/职称', { optional: true }) @IsText(100) jobTitle?: string;
  @Field('联系电话') @IsFormatted(PHONE, 20) phone: string;
  @Field('导师或课题负责人', { optional: true }) @IsText(50) principalInvestigator?: string;
}

export class UseProject {
  @Field('项目/课题名称') @IsText(200) name: string;
  @Field('课题编号', { optional: true }) @IsText(64) number?: string;
  @Field('伦理批件号', { optional: true }) @IsText(64) ethicsApprovalNo?: string;
  @Field('伦理批件有效期至', { optional: true }) @IsCalendarDate() ethicsValidUntil?: string;
  @Field('使用类型') @IsChoice(options.USE_TYPES) useType: options.UseType;
}

export class UsePurpose {
  @Field('使用目的') @IsText(2000) purpose: string;
  @Field('应用场景', { optional: true }) @IsText(2000) scenario?: string;
  @Field('必要性说明（最少够用）') @IsText(2000) necessity: string;
  @Field('法律依据') @IsText(1000) legalBasis: string;
  @Field('授权同意情况', { optional: true, help: '同意书或授权文件的编号。' }) @IsText(200) consentRef?: string;

  @Field('个人信息保护影响评估编号', { optional: true, help: '处理敏感个人信息前须完成影响评估（个人信息保护法第五十五条）。' })
  @IsText(100)
  piaRef?: string;
}

export class UseTimeRange {
  @Field('自') @IsCalendarDate() from: string;
  @Field('至') @IsCalendarDate() to: string;
}

export class UseData {
  @Field('数据集', { picker: 'resources', help: '从数据资源目录中选择。' }) @IsIdList({ items: 50 }) datasetIds: string[];
  @Field('数据类别') @IsChoice(options.DATA_CATEGORIES) dataCategory: options.DataCategory;
  @Field('提取规则') @IsText(2000) extractionRule: string;
  @Field('人群/病种范围', { optional: true }) @IsText(500) population?: string;
  @Field('时间范围') @Nested(() => UseTimeRange) timeRange: UseTimeRange;
  @Field('预计涉及人数') @IsCount(0, 2_000_000_000) subjectCount: number;
  @Field('是否含个人敏感信息') @IsFlag() sensitive: boolean;
  @Field('是否含未满14周岁未成年人信息') @IsFlag() minorsUnder14: boolean;
  @Field('是否含人类遗传资源信息') @IsFlag() humanGeneticResources: boolean;
}

export class UseLevel {
  @Field('最高数据级别') @IsChoice(DATA_LEVEL_TITLES) declaredLevel: DataLevel;

  @Field('是否重要数据', { help: '核心数据同时属于重要数据。' })
  @IsFlag()
  important: boolean;
}

/** 第十八条: 对于敏感数据，在使用前进行脱敏处理，去除或替换关键信息. */
export class UseDesensitizationPlan {
  @Field('脱敏字段') @IsTextList({ items: 200, max: 100 }) fields: string[];
  @Field('脱敏方法') @IsText(1000) technique: string;
}

export class UseProcessing {
  @Field('提供方式') @IsChoice(options.METHODS) method: options.Method;
  @Field('频次', { optional: true }) @IsText(100) frequency?: string;
  @Field('处理环境') @IsChoice(options.ENVIRONMENTS) environment: options.Environment;

  @Field('数据出域理由', { when: ['environment', 'OUT_OF_DOMAIN'], help: '第四条：原始数据不出域；出域须单独说明理由。' })
  @IsText(1000)
  outOfDomainReason?: string;

  @Field('存储位置') @IsText(200) storageLocation: string;

  @Field('操作类型', { help: '批量修改、复制、下载等重要操作另须专项授权（第十八条）。' })
  @IsChoiceList(options.OPERATIONS)
  operations: options.Operation[];

  @Field('脱敏方案') @Nested(() => UseDesensitizationPlan) desensitizationPlan: UseDesensitizationPlan;
  @Field('是否出境') @IsFlag() crossBorder: boolean;
}

export class UseRecipient {
  @Field('姓名') @IsText(50) name: string;
  @Field('单位') @IsText(100) unit: string;
  @Field('工号') @IsText(32) employeeNo: string;
  @Field('已签承诺书') @IsFlag() commitmentSigned: boolean;
}

export class UseRecipients {
  @Field('实际使用者名单') @NestedList(() => UseRecipient, { items: 100 }) users: UseRecipient[];
  @Field('接收单位', { optional: true }) @IsText(100) receivingUnit?: string;
  @Field('知情人范围', { optional: true }) @IsText(500) awareScope?: string;
}

export class UsePeriod {
  @Field('使用期限起') @IsCalendarDate() from: string;
  @Field('使用期限止') @IsCalendarDate() to: string;
  @Field('到期处置') @IsChoice(options.EXPIRY_DISPOSITIONS) expiryDisposition: options.ExpiryDisposition;
}

export class UseCommitment {
  @Field('不再识别') @MustBeTrue() noReidentification: boolean;
  @Field('不转发') @MustBeTrue() noOnwardTransfer: boolean;
  @Field('不超范围') @MustBeTrue() withinScope: boolean;
  @Field('成果备份') @MustBeTrue() resultsBackedUp: boolean;
  @Field('到期销毁', { help: '按所选的到期处置办理，不留副本。' }) @MustBeTrue() destroyAtExpiry: boolean;
  @Field('签字') @IsText(50) signature: string;
}
