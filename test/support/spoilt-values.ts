/** For every field that a JSON Schema names: values that it must refuse, with the path under which it says so. */
type Json = any;

export interface Spoilt {
  readonly path: string;
  /** What is wrong, for the name of the test. */
  readonly how: string;
  /** The whole form with this one thing wrong. */
  readonly form: Json;
}

/** @param form a valid form in which every field is filled in that can be */
export function spoiltForms(schema: Json, form: Json): Spoilt[] {
  const spoilt: Spoilt[] = [];
  const put = (keys: readonly (string | number)[], how: string, value: unknown): void => {
    const copy = structuredClone(form);
    const holder = keys.slice(0, -1).reduce((inner: Json, key) => inner[key], copy);
    const last = keys.at(-1) ?? '';
    if (value === undefined) delete holder[last];
    else holder[last] = value;
    spoilt.push({ path: pathOf(keys), how, form: copy });
  };
  const walkObject = (node: Json, keys: readonly (string | number)[]): void => {
    put([...keys, 'nonsense'], 'unknown', 1);
    for (const [key, property] of propertiesOf(node)) {
      const at = [...keys, key];
      const value = at.reduce((inner: Json, one) => inner?.[one], form);
      if (value === undefined) throw new Error(`the form leaves ${pathOf(at)} out`);
      if (node.required?.includes(key)) put(at, 'missing', undefined);
      for (const [how, wrong] of wrongValues(property, value)) put(at, how, wrong);
      const target = resolve(schema, property.items ?? property);
      if (target?.properties) walkObject(target, property.items ? [...at, 0] : at);
    }
  };
  walkObject(schema, []);
  return spoilt;
}

const pathOf = (keys: readonly (string | number)[]): string => keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').slice(1);
const resolve = (root: Json, node: Json): Json => (node?.$ref ? root.$defs[node.$ref.slice('#/$defs/'.length)] : node);
const propertiesOf = (node: Json): [string, Json][] => [...Object.entries(node.properties), ...(node.allOf ?? []).flatMap((one: Json) => Object.entries(one.then?.properties ?? {}))] as [string, Json][];

function wrongValues(property: Json, value: Json): [string, unknown][] {
  const wrong: [string, unknown][] = [['null', null]];
  if (Array.isArray(value)) {
    wrong.push(['a text instead of a list', 'x'], ['a group instead of a list', { not: 'a value' }], ['empty', []], ['an item of the wrong type', [7]]);
    if (typeof value[0] === 'string') wrong.push(['twice the same', [value[0], value[0]]]);
    if (property.maxItems) wrong.push(['too many', Array.from({ length: property.maxItems + 1 }, (_, n) => (typeof value[0] === 'object' ? value[0] : `${value[0]}${n}`))]);
    return wrong;
  }
  if (typeof value === 'object') return [...wrong, ['a text instead of a group', 'x'], ['a list instead of a group', []]];
  wrong.push(['a group instead of a value', { not: 'a value' }], ['a list instead of a value', [value]]);
  if (typeof value === 'string') wrong.push(['a number', 7], ['blank', '   '], ['a control character', `${value}\u0000`]);
  if (property.maxLength) wrong.push(['too long', 'x'.repeat(property.maxLength + 1)]);
  if (property.oneOf) wrong.push(['not in the list', 'NONSENSE']);
  if (property.format === 'date') wrong.push(['a day that does not exist', '2026-02-30']);
  if (typeof value === 'boolean') wrong.push(['a text', 'true'], ...(property.const === true ? ([['not confirmed', false]] as [string, unknown][]) : []));
  if (typeof value === 'number') wrong.push(['a text', '7'], ['a fraction', 1.5], ['too small', property.minimum - 1], ['too large', property.maximum + 1]);
  return wrong;
}
