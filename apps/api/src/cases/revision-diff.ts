/** What changed between two revisions of a form, field by field. */
export interface FieldChange {
  /** Dotted, list items in brackets, as in the errors of a form. */
  readonly path: string;
  /** zh-CN */
  readonly title: string;
  /** Absent where the field was not filled in. */
  readonly before?: unknown;
  readonly after?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isGroup = (value: unknown): boolean => isObject(value) || (Array.isArray(value) && value.some(isGroup));

/** Lists of objects are compared item by item; a list of texts, numbers or ids is one field. */
export function formDiff(before: unknown, after: unknown, titleOf: (path: string) => string, path = ''): FieldChange[] {
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => formDiff(before[key], after[key], titleOf, path === '' ? key : `${path}.${key}`));
  if (Array.isArray(before) && Array.isArray(after) && (isGroup(before) || isGroup(after)))
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => formDiff(before[index], after[index], titleOf, `${path}[${index}]`)).flat();
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, title: titleOf(path), ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}
