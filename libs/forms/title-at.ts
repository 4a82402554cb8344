import { fieldsOf, formOf, type FieldSpec, type FormClass } from './registry';

/**
 * The Chinese title of what a path names: `recipients.users[0].name` -> `实际使用者名单第 1 项：姓名`. For what the
 * form does not have, the path itself; for the whole form, its title.
 */
export function titleAt(cls: FormClass, path: string): string {
  if (path === '') return formOf(cls)?.title ?? '表单';
  let at: FormClass | undefined = cls;
  let row = '';
  let title = path;
  for (const part of path.split('.')) {
    const [, key = '', index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const spec: FieldSpec | undefined = at && fieldsOf(at).get(key);
    if (!spec) return path;
    title = `${row}${spec.title}`;
    if (index !== undefined) title = `${title}第 ${Number(index) + 1} 项`;
    row = index === undefined ? '' : `${title}：`;
    at = spec.nested?.();
  }
  return title;
}
