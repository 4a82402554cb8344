/** What can be chosen in the forms of this process: code -> Chinese name (regulation.md §8, forms.md B6). */
import { COPY_KINDS } from '@libs/record/registers/entries';
import { DESTRUCTION_TECHNIQUES, type DestructionTechnique } from '@libs/domain/destruction';

/** The first is a trigger of 第二十条 by itself; the others are demands for destruction. */
export const REASONS = {
  RETENTION_EXPIRED: '保存期限届满',
  CONSENT_WITHDRAWN: '撤回同意',
  PROJECT_ENDED: '项目或使用结束',
  MEDIA_RETIRED: '介质报废',
  CONTRACT_ENDED: '合同终止',
  EMERGENCY_ENDED: '突发事件应急处置结束',
} as const;
export type Reason = keyof typeof REASONS;

/** Whether the data itself goes, with every copy there is, or only the copies that are listed. */
export const SCOPES = { RESOURCE: '原始数据及其全部副本', COPIES: '仅所列副本（原始数据保留）' } as const;
export type Scope = keyof typeof SCOPES;

export const ITEM_KINDS = { ORIGINAL: '原始数据', ...COPY_KINDS } as const;
export type ItemKind = keyof typeof ITEM_KINDS;

export const FORMS_OF_COPY = { DATABASE: '库表', FILE: '文件', BACKUP: '备份', MEDIUM: '介质', PAPER: '纸质' } as const;
export type FormOfCopy = keyof typeof FORMS_OF_COPY;

export type { DestructionTechnique };
export const TECHNIQUES: Readonly<Record<DestructionTechnique, string>> = {
  OVERWRITE: DESTRUCTION_TECHNIQUES.OVERWRITE.title,
  CRYPTO_ERASE: DESTRUCTION_TECHNIQUES.CRYPTO_ERASE.title,
  DEGAUSS: DESTRUCTION_TECHNIQUES.DEGAUSS.title,
  SHRED: DESTRUCTION_TECHNIQUES.SHRED.title,
  INCINERATE: DESTRUCTION_TECHNIQUES.INCINERATE.title,
};

/** 法定留存（regulation.md §7.9），with the row of the policy table that gives its length. */
export const RETENTIONS = {
  NONE: '无法定留存要求',
  OUTPATIENT_RECORD: '门（急）诊病历',
  INPATIENT_RECORD: '住院病历',
  SEALED_RECORD: '封存病历',
  IMPACT_ASSESSMENT: '个人信息保护影响评估报告和处理情况记录',
  PROVISION_RECORD: '提供、委托处理个人信息和重要数据的记录',
} as const;
export type Retention = keyof typeof RETENTIONS;

export const RETENTION_POLICIES: Readonly<Record<Exclude<Retention, 'NONE'>, string>> = {
  OUTPATIENT_RECORD: 'retention.outpatientRecord',
  INPATIENT_RECORD: 'retention.inpatientRecord',
  SEALED_RECORD: 'retention.sealedRecord',
  IMPACT_ASSESSMENT: 'retention.impactAssessment',
  PROVISION_RECORD: 'retention.provisionRecord',
};

/** 过程记录: what an operator does in the course of the destruction. */
export const OPERATIONS = {
  PREPARED: '清点到场、核对标识',
  ISOLATED: '断开访问、撤销权限',
  STARTED: '开始销毁',
  INTERRUPTED: '中断或异常',
  RESUMED: '继续执行',
  FINISHED: '销毁完毕',
  OTHER: '其他操作',
} as const;
export type Operation = keyof typeof OPERATIONS;

export const VERIFICATION_METHODS = {
  READ_BACK: '读取核对',
  RECOVERY_ATTEMPT: '恢复尝试',
  KEY_DESTRUCTION: '密钥销毁核对',
  PHYSICAL_INSPECTION: '残体检查',
} as const;
export type VerificationMethod = keyof typeof VERIFICATION_METHODS;
