/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
export type Schema = { readonly [keyword: string]: unknown };

const components = new Map<string, Schema>();

/** Registers a schema under `components.schemas` and gives the reference to it. A name stands for one schema only. */
export function schema(name: string, definition: Schema): Schema {
  const known = components.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) throw new Error(`two schemas are called ${name}`);
  components.set(name, definition);
  return { $ref: `#/components/schemas/${name}` };
}

export const registeredSchemas = (): Readonly<Record<string, Schema>> => Object.fromEntries(components);

/** An object whose members are all required but for the named ones. */
export const object = (properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema => {
  const required = Object.keys(properties).filter((key) => !optional.includes(key));
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
};
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const text = (description: string): Schema => ({ type: 'string', description });
export const whole = (description: string): Schema => ({ type: 'integer', description });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const oneOf = (codes: readonly string[], description: string): Schema => ({ type: 'string', enum: codes, description });
export const uuid: Schema = { type: 'string', format: 'uuid' };
export const instant: Schema = { type: 'string', format: 'date-time', description: 'RFC 3339' };
export const day: Schema = { type: 'string', format: 'date' };
export const nullable = (inner: Schema): Schema => ({ anyOf: [inner, { type: 'null' }] });

/** `{items, nextCursor}` */
export const pageOfSchema = (name: string, item: Schema): Schema =>
  schema(name, object({ items: list(item), nextCursor: nullable(text('下一页的游标；最后一页为 null')) }));
