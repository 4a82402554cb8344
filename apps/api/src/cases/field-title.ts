/** The Chinese title of a field, found in the JSON Schema of its form. */
type Node = Readonly<Record<string, unknown>>;

const nodeOf = (value: unknown): Node | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined);

/** `recipients.users[0].name` -> `接收 / 实际使用者名单 1 / 姓名`; a path that the schema does not have is its own title. */
export function fieldTitle(schema: Node, path: string): string {
  const titles: string[] = [];
  let at: Node | undefined = schema;
  for (const part of path.split('.')) {
    const [, key = '', indices = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    const property: Node | undefined = at && propertyOf(at, key);
    if (!property) return path;
    const index = /\[(\d+)\]/.exec(indices)?.[1];
    titles.push(`${typeof property['title'] === 'string' ? property['title'] : key}${index === undefined ? '' : ` ${Number(index) + 1}`}`);
    at = resolved(schema, index === undefined ? property : nodeOf(property['items']));
  }
  return titles.join(' / ');
}

/** Fields that depend on another one stand in the branches of their conditions. */
function propertyOf(owner: Node, key: string): Node | undefined {
  const direct = nodeOf(nodeOf(owner['properties'])?.[key]);
  if (direct) return direct;
  const conditions: readonly unknown[] = Array.isArray(owner['allOf']) ? owner['allOf'] : [];
  for (const condition of conditions) {
    const branch = nodeOf(nodeOf(condition)?.['then']);
    const found = branch && propertyOf(branch, key);
    if (found) return found;
  }
  return undefined;
}

function resolved(root: Node, node: Node | undefined): Node | undefined {
  const ref = node?.['$ref'];
  if (typeof ref !== 'string') return node;
  return nodeOf(nodeOf(root['$defs'])?.[ref.replace('#/$defs/', '')]);
}
