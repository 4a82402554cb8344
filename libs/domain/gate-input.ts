/** What the gates of regulation.md §5.4 look at, resolved beforehand: never who asks, so that no position can lift one. */
import type { Grading } from './grading';
import type { PositionCode } from './positions';

/** The only two platforms over which the centre delivers (第三十四条第二款). */
export const PLATFORMS = { DISTRICT_BIG_DATA_PLATFORM: '区大数据资源平台', HEALTH_INFO_EXCHANGE_PLATFORM: '区卫生信息共享交换平台' } as const;
export type Platform = keyof typeof PLATFORMS;

/** 对国家安全、公共利益影响的分析研判（第三十二条）. */
export const IMPACTS = { NOT_SIGNIFICANT: '无显著负面影响或风险', SIGNIFICANT: '存在显著负面影响或风险' } as const;
export type Impact = keyof typeof IMPACTS;

/** 可识别个人身份的生物识别信息（第十四条（一））. */
export const BIOMETRICS = { FACE: '人脸', FINGERPRINT: '指纹', IRIS: '虹膜' } as const;
export type Biometric = keyof typeof BIOMETRICS;

/** 公开前须经同意的个人信息（第三十三条）, as the article lists them. */
export const PROTECTED_FIELDS = {
  NAME: '姓名',
  BIRTH_DATE: '出生日期',
  ID_NUMBER: '身份证件号码',
  BIOMETRIC: '生物识别信息',
  ADDRESS: '住址',
  PHONE: '电话号码',
  EMAIL: '电子邮箱',
  HEALTH: '健康信息',
  WHEREABOUTS: '行踪轨迹',
} as const;
export type ProtectedField = keyof typeof PROTECTED_FIELDS;

export interface GateDataset extends Grading {
  readonly id: string;
  /** 冻结: some case holds it, and it may not be destroyed. */
  readonly preserved?: boolean;
  /** 保存期满: the instant before which it may not be destroyed. */
  readonly retainUntil?: number;
}

/** What a form declares. */
export interface GateFlags {
  readonly containsStateSecret: boolean;
  /** 汇聚关联后属于国家秘密事项. */
  readonly aggregatesToSecret: boolean;
  readonly crossBorder: boolean;
  /** What is to be collected of a person's body, and whether a law or 行政法规 provides for it. */
  readonly biometrics?: { readonly types: readonly Biometric[]; readonly statutoryBasis: boolean };
  /** What is to be collected and stands in no catalogue. */
  readonly outsideCatalogue?: readonly string[];
  /** What is to be published of persons, how many they are, and how many of them (or their guardians) consent. */
  readonly publication?: { readonly fields: readonly ProtectedField[]; readonly subjects: number; readonly consenting: number; readonly statutoryBasis: boolean };
}

/** What is not known is absent, and opens no gate that waits for it. */
export interface GateInput extends GateFlags {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A special review has let this through, on an external document (第三十九条). */
  readonly cleared?: boolean;
  readonly impact?: string;
  readonly datasets: readonly GateDataset[];
  /** The data contains 个人敏感信息. */
  readonly sensitive: boolean;
  readonly desensitization?: { readonly done: boolean; readonly verified: boolean };
  /** A bulk operation is asked for, and a special grant for it is alive (第十八条). */
  readonly bulkOperation?: boolean;
  readonly bulkGranted?: boolean;
  /** The instant at which the vendor's 数据安全保护和保密协议 ends. */
  readonly agreementUntil?: number;
  readonly platform?: string;
  readonly dualReview?: { readonly ethics: boolean; readonly technical: boolean };
  /** 业务必要性: assessed, and reviewed. Where copies alone are destroyed, the data stays, and is retained. */
  readonly destruction?: { readonly assessed: boolean; readonly reviewed: boolean; readonly copiesOnly?: boolean };
  /** The unit's roster. */
  readonly staffing: readonly { readonly position: PositionCode; readonly staffed: boolean }[];
  /** Policy `core.use`: national rules allow the use of 核心数据. */
  readonly coreUseAllowed: boolean;
  /** Enough different people are eligible to fill the distinct seats. */
  readonly distinctPossible: boolean;
}
