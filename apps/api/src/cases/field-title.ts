/** The Chinese title of a field, found in the JSON Schema of its form. */
type Node = Readonly<Record<string, unknown>>;

const nodeOf = (value: unknown): Node | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined);

interface Stop {
  readonly title: string;
  readonly field: Node | undefined;
}

/** The fields on the way to what a path names; undefined where the schema does not have it. */
function wayTo(schema: Node, path: string): Stop[] | undefined {
  const way: Stop[] = [];
  let at: Node | undefined = schema;
  for (const part of path.split('.')) {
    const [, key = '', indices = ''] = /^([^[]*)((?:\[\d+\])*)$/.exec(part) ?? [];
    const property: Node | undefined = at && propertyOf(at, key);
    if (!property) return undefined;
    const index = /\[(\d+)\]/.exec(indices)?.[1];
    at = resolved(schema, index === undefined ? property : nodeOf(property['items']));
    way.push({ title: `${typeof property['title'] === 'string' ? property['title'] : key}${index === undefined ? '' : ` ${Number(index) + 1}`}`, field: at });
  }
  return way;
}

/** `recipients.users[0].name` -> `接收 / 实际使用者名单 1 / 姓名`; a path that the schema does not have is its own title. */
export const fieldTitle = (schema: Node, path: string): string => wayTo(schema, path)?.map(({ title }) => title).join(' / ') ?? path;

/** The Chinese name of a choice of the field that a path names, or of the list of choices; a code that is none of them is its own name. */
export function choiceTitle(schema: Node, path: string, code: string): string {
  const field = wayTo(schema, path)?.at(-1)?.field;
  const options: readonly unknown[] = [field?.['oneOf'], nodeOf(field?.['items'])?.['oneOf']].flatMap((one) => (Array.isArray(one) ? one : []));
  const title = options.map(nodeOf).find((option) => option?.['const'] === code)?.['title'];
  return typeof title === 'string' ? title : code;
}

/** The keys of the fields in the order of the form, those that depend on another one last. @param path of the object that has them; empty for the whole form */
export function keysInOrder(schema: Node, path: string): readonly string[] {
  const owner = path === '' ? schema : wayTo(schema, path)?.at(-1)?.field;
  return owner ? keysOf(owner) : [];
}

const keysOf = (owner: Node): string[] => [
  ...Object.keys(nodeOf(owner['properties']) ?? {}),
  ...(Array.isArray(owner['allOf']) ? owner['allOf'] : []).flatMap((condition: unknown) => keysOf(nodeOf(nodeOf(condition)?.['then']) ?? {})),
];

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
