import { GRADING_FLAGS } from '@libs/domain/grading-rules';
import { DATA_LEVEL_TITLES, POSITIONS } from '@libs/domain/positions';
import { SEVERITY_TITLES } from '@libs/domain/severity';

const LABELS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(POSITIONS).map(([position, { title }]): [string, string] => [position, title]),
  ...Object.entries(DATA_LEVEL_TITLES),
  ['IMMEDIATE', '立即'],
  ['PROMPT', '及时'],
  ['PER_ORDER', '按整改通知确定'],
  ['PERMANENT', '永久'],
  ['BLOCK', '阻断'],
  ['ANY', '任一人'],
  ['ALL', '全部'],
  ...Object.entries(SEVERITY_TITLES),
  ['CLEAR', '清除'],
  ['PURGE', '净化'],
  ['DESTROY', '物理销毁'],
  ['AUTHORITY_DECISION', '主管部门评估决定'],
  ['EXTREMELY_SEVERE_THREAT', '特别严重威胁'],
  ['SEVERE_THREAT', '严重威胁'],
  ['RELATIVELY_SEVERE_THREAT', '较严重威胁'],
  ...Object.entries(GRADING_FLAGS),
  ['NAME', '名称'],
  ['CATEGORY', '类别'],
  ['LEVEL', '级别'],
  ['CONTENT_DESCRIPTION', '内容描述'],
  ['DATA_ITEMS', '数据项'],
  ['SCALE', '规模'],
  ['SUBJECT_COUNT', '涉及人数'],
  ['SENSITIVE', '是否敏感'],
  ['PERSONAL', '是否个人信息'],
  ['SOURCE', '来源'],
]);

export const isCodeWithLabel = (value: string): boolean => LABELS.has(value);

/** The Chinese words for a code of a policy value. Throws `RangeError` for a code without words. */
export function codeLabel(value: string): string {
  const label = LABELS.get(value);
  if (label === undefined) throw new RangeError(`policy code ${value} has no label`);
  return label;
}
