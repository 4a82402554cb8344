/** What can be chosen in the forms of this process: code -> Chinese name (第二十七、二十八、三十条). */
import { codeLabel } from '@libs/policy/code-labels';

export const CHANGE_SUBJECTS = { EXISTING: '目录内数据发生变化', DERIVED: '产生衍生数据', NATIONAL: '因国家有关要求，原级别不再适用' } as const;
export type ChangeSubject = keyof typeof CHANGE_SUBJECTS;

/** 变更类型: what follows from it, and within which time. */
export const CHANGE_KINDS = { BASIC: '基本情况变化', OTHER: '其他情况变化', DERIVED: '衍生数据', NATIONAL: '国家要求变更' } as const;
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** 第二十七条. */
export const REGRADE_TRIGGERS = {
  CONTENT_MAJOR_CHANGE: '数据内容发生较大变化',
  SCALE_CHANGE: '数据规模发生较大变化',
  TIMELINESS_CHANGE: '数据时效性发生较大变化',
  SCENARIO_CHANGE: '数据应用场景发生较大变化',
  PROCESSING_CHANGE: '数据加工处理方式发生较大变化',
  OTHER: '需要对数据级别进行变更的其他情形',
} as const;
export type RegradeTrigger = keyof typeof REGRADE_TRIGGERS;

/** What the policy `grading.basicInfoFields` may count among 基本情况. */
const BASIC_FIELDS = ['NAME', 'CATEGORY', 'LEVEL', 'CONTENT_DESCRIPTION', 'DATA_ITEMS', 'SCALE', 'SUBJECT_COUNT', 'SENSITIVE', 'PERSONAL', 'SOURCE'] as const;

/** What of a catalogue entry may change. */
export const CHANGED_FIELDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(BASIC_FIELDS.map((field) => [field, codeLabel(field)])),
  UPDATE_CYCLE: '更新周期',
  SHARING_OPENING: '共享、开放属性',
  RETENTION: '保存期限',
  RESPONSIBLE_PARTY: '责任主体情况',
  PROCESSING: '数据处理情况',
  SECURITY: '数据安全情况',
};
