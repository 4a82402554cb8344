import type { FormProblem } from './problem';

/** A form or a part of one: a class whose properties carry `@Field`. */
export type FormClass<T extends object = object> = new () => T;

/** The field exists only while another field of the same object has this value, or one of these. */
export type When = readonly [field: string, value: string | boolean | readonly string[]];

/** What is known of one property beyond what class-validator checks. */
export interface FieldSpec {
  title: string;
  help?: string;
  /** The section of a property of the top-level class; its own name unless given. */
  section?: string;
  /** Widget of the form component; chosen from the rules unless given. */
  widget?: string;
  /** What the console lets people choose from, e.g. `resources`. */
  picker?: string;
  optional?: boolean;
  when?: When;
  /** Code -> Chinese name. */
  options?: Readonly<Record<string, string>>;
  /** The class of a nested object, or of the items of a list. */
  nested?: () => FormClass;
  list?: boolean;
  /** The greatest number of items of a list. */
  most?: number;
  /** Longest text that the field takes, in characters. */
  maxLength?: number;
  boolean?: boolean;
  /** A whole number: class-validator-jsonschema lets the bounds widen it to any number. */
  integer?: boolean;
  date?: boolean;
  /** A moment with its offset. */
  instant?: boolean;
  /** The value is a form of its own: what is wrong inside it is named from that form's root. */
  carries?: boolean;
}

/** What is known of a class. `checks` see only an object whose every field is valid by itself. */
export interface FormSpec {
  title: string;
  checks: ((form: object) => readonly FormProblem[])[];
}

const fields = new Map<unknown, Map<string, FieldSpec>>();
const forms = new Map<unknown, FormSpec>();

/** Adds what a decorator knows of a property. Decorators run from the bottom up, so each adds its part. */
export function describeField(target: object, key: string | symbol, part: Partial<FieldSpec>): void {
  const own = fields.get(target.constructor) ?? new Map<string, FieldSpec>();
  const name = String(key);
  own.set(name, { ...(own.get(name) ?? { title: name }), ...part });
  fields.set(target.constructor, own);
}

/** The fields of a class in the order of its source: the order of the paper. */
export const fieldsOf = (cls: FormClass): ReadonlyMap<string, FieldSpec> => fields.get(cls) ?? new Map<string, FieldSpec>();

export function describeForm(cls: object, spec: FormSpec): void {
  forms.set(cls, spec);
}

export const formOf = (cls: FormClass): FormSpec | undefined => forms.get(cls);

/** The class and every class nested in it. */
export function reachable(cls: FormClass, found: Set<FormClass> = new Set()): Set<FormClass> {
  if (found.has(cls)) return found;
  found.add(cls);
  for (const spec of fieldsOf(cls).values()) if (spec.nested) reachable(spec.nested(), found);
  return found;
}

/** Whether a conditional field exists in this object. */
export function isShown(when: When | undefined, owner: Readonly<Record<string, unknown>>): boolean {
  if (!when) return true;
  const actual = owner[when[0]];
  const wanted = when[1];
  return typeof wanted === 'object' ? wanted.some((value) => value === actual) : actual === wanted;
}
