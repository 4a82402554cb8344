import 'reflect-metadata';
import { ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { CALENDAR_DATE, CALENDAR_DATE_PATTERN, INSTANT_PATTERN, INSTANT_RULE } from './calendar-date';
import { fieldsOf, formOf, reachable, type FieldSpec, type FormClass, type When } from './registry';

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = { [keyword: string]: unknown };

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * The schema of a form with Chinese titles, names of choices (`oneOf` of `const` and `title`), conditional fields
 * (`if`/`then`), and `x-section` on every top-level property. It accepts what `validateForm` accepts, but for what
 * must hold between fields of different objects, which only the server checks.
 */
export function formSchema(cls: FormClass): JsonSchema {
  const [own = cls, ...nested] = [...reachable(cls)];
  const defs = byName(nested).map(([name, part]): [string, JsonSchema] => [name, objectSchema(part, '#/$defs/')]);
  const root = objectSchema(own, '#/$defs/');
  return { $schema: DIALECT, ...withSections(own, root), ...(defs.length > 0 && { $defs: Object.fromEntries(defs) }) };
}

/** The schemas of these forms and of what is nested in them, for `components.schemas` of an OpenAPI 3.1 document. */
export function componentSchemas(forms: readonly FormClass[]): Record<string, JsonSchema> {
  const found = new Set<FormClass>();
  for (const form of forms) reachable(form, found);
  return Object.fromEntries(byName([...found]).map(([name, cls]) => [name, objectSchema(cls, '#/components/schemas/')]));
}

/** Two classes of one name would silently become one schema. */
function byName(classes: readonly FormClass[]): [string, FormClass][] {
  const seen = new Map<string, FormClass>();
  for (const cls of classes) {
    if (seen.has(cls.name)) throw new Error(`two form classes are called ${cls.name}`);
    seen.set(cls.name, cls);
  }
  return [...seen];
}

function objectSchema(cls: FormClass, refPointerPrefix: string): JsonSchema {
  const fields = fieldsOf(cls);
  const raw = targetConstructorToSchema(cls, {
    refPointerPrefix,
    additionalConverters: {
      [CALENDAR_DATE]: { type: 'string', format: 'date', pattern: CALENDAR_DATE_PATTERN },
      [INSTANT_RULE]: { type: 'string', format: 'date-time', pattern: INSTANT_PATTERN },
      [ValidationTypes.NESTED_VALIDATION]: (meta) => {
        const nested = fields.get(meta.propertyName)?.nested;
        return nested && { $ref: `${refPointerPrefix}${nested().name}` };
      },
    },
  });
  const properties: JsonSchema = {};
  const conditions: JsonSchema[] = [];
  const required: string[] = [];
  for (const [key, spec] of fields) {
    const property = present({ ...raw.properties?.[key] }, spec);
    if (spec.when) conditions.push(condition(key, property, spec.when, spec.optional));
    else properties[key] = property;
    if (!spec.when && !spec.optional) required.push(key);
  }
  return {
    type: 'object',
    ...(formOf(cls) && { title: formOf(cls)?.title }),
    properties,
    ...(required.length > 0 && { required }),
    ...(conditions.length > 0 ? { allOf: conditions, unevaluatedProperties: false } : { additionalProperties: false }),
  };
}

function present(raw: JsonSchema, spec: FieldSpec): JsonSchema {
  const named = spec.options && Object.entries(spec.options).map(([code, title]) => ({ const: code, title }));
  const { enum: only, ...rest } = raw;
  const shape: JsonSchema = { ...rest, ...(spec.integer && { type: 'integer' }) };
  if (named && spec.list) shape['items'] = { type: 'string', oneOf: named };
  else if (named) shape['oneOf'] = named;
  else if (Array.isArray(only) && only.length === 1) shape['const'] = only[0];
  return { ...shape, title: spec.title, ...(spec.help && { description: spec.help }) };
}

function condition(key: string, property: JsonSchema, [field, value]: When, optional = false): JsonSchema {
  const holds = typeof value === 'object' ? { enum: value } : { const: value };
  return {
    if: { properties: { [field]: holds }, required: [field] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { properties: { [key]: property }, ...(!optional && { required: [key] }) },
  };
}

function withSections(cls: FormClass, schema: JsonSchema): JsonSchema {
  const fields = fieldsOf(cls);
  const mark = (key: string, property: unknown): JsonSchema => ({
    ...(typeof property === 'object' ? property : {}),
    'x-section': fields.get(key)?.section ?? key,
  });
  const properties = Object.entries(schema['properties'] ?? {}).map(([key, property]) => [key, mark(key, property)]);
  return { ...schema, properties: Object.fromEntries(properties) };
}
