/** Every field of a form class wrong in turn, with the path and the code under which it must be refused. */
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { fieldsOf, isShown, type FieldSpec, type FormClass } from '@libs/forms/registry';
import { formSchema } from '@libs/forms/schema';
import { validateForm } from '@libs/forms/validate-form';

type Plain = Record<string, unknown>;
export interface Wrong {
  readonly path: string;
  readonly code: string;
  readonly what: string;
  readonly form: Plain;
}

const compile = (cls: FormClass): ValidateFunction => addFormats(new Ajv2020({ strict: false })).compile(formSchema(cls));

/** Path and code of each refusal; empty for a form that is taken. */
export const refusals = (cls: FormClass, plain: unknown): { path: string; code: string }[] => {
  const result = validateForm(cls, plain);
  return 'errors' in result ? result.errors.map(({ path, code }) => ({ path, code })) : [];
};

/** Changes one member of a copy; `undefined` deletes it. */
export function changed(form: object, path: string, value: unknown): Plain {
  const copy: Plain = JSON.parse(JSON.stringify(form));
  const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  const last = keys.pop()!;
  const owner = keys.reduce((at: any, key) => at[key], copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

/** What is wrong for one field by its rules, with the code that must be answered. */
function wrongValues(spec: FieldSpec, value: unknown): [what: string, value: unknown, code: string, at?: string][] {
  const nothing: [string, unknown, string] = ['null', null, 'WRONG_TYPE'];
  if (spec.list && Array.isArray(value)) {
    const first = value[0];
    const rows: [string, unknown, string, string?][] = [
      nothing,
      ['no list', 'text', 'WRONG_TYPE'],
      ['too many', Array.from({ length: (spec.most ?? 0) + 1 }, (_, i) => (spec.nested ? first : `${i}`)), 'TOO_MANY'],
      ['item of another type', [first, 7], 'WRONG_TYPE', '[1]'],
    ];
    if (!spec.optional) rows.push(['empty', [], 'TOO_FEW']);
    if (!spec.nested) rows.push(['the same twice', [first, first], 'DUPLICATE']);
    if (spec.options) rows.push(['unknown code', [first, 'NOWHERE'], 'NOT_IN_LIST', '[1]']);
    else if (spec.maxLength === 36) rows.push(['no id', [first, 'abc'], 'NOT_AN_ID', '[1]']);
    else if (spec.maxLength) rows.push(['blank item', [first, '  '], 'REQUIRED', '[1]'], ['long item', [first, 'x'.repeat(spec.maxLength + 1)], 'TOO_LONG', '[1]']);
    return rows;
  }
  if (spec.nested) return [nothing, ['a list', [], 'WRONG_TYPE'], ['a text', 'x', 'WRONG_TYPE']];
  if (typeof value === 'boolean') return [nothing, ['text', 'true', 'WRONG_TYPE'], ['number', 1, 'WRONG_TYPE']];
  if (typeof value === 'number') {
    return [nothing, ['text', '12', 'WRONG_TYPE'], ['fraction', 1.5, 'WRONG_TYPE'], ['negative', -1, 'OUT_OF_RANGE'], ['huge', 3e9, 'OUT_OF_RANGE']];
  }
  const rows: [string, unknown, string][] = [nothing, ['number', 42, 'WRONG_TYPE'], ['list', ['x'], 'WRONG_TYPE']];
  if (spec.options) rows.push(['unknown code', 'NOWHERE', 'NOT_IN_LIST'], ['name of the prototype', 'constructor', 'NOT_IN_LIST']);
  else if (spec.instant) rows.push(['no such day', '2026-02-30T08:00:00Z', 'NOT_AN_INSTANT'], ['without an offset', '2026-03-01T08:00:00', 'NOT_AN_INSTANT'], ['a day', '2026-03-01', 'NOT_AN_INSTANT']);
  else if (spec.date) rows.push(['no such day', '2026-02-30', 'NOT_A_DATE'], ['with a time', '2026-03-01T00:00:00Z', 'NOT_A_DATE'], ['empty', '', 'NOT_A_DATE']);
  else if (spec.maxLength === 36) rows.push(['no id', 'abc', 'NOT_AN_ID']);
  else rows.push(['too long', 'x'.repeat((spec.maxLength ?? 0) + 1), 'TOO_LONG']);
  return rows;
}

/** Everything that can be wrong with one field. @param example a valid form in which every field that applies is filled in */
export function everythingWrong(cls: FormClass, example: object): Wrong[] {
  return [...wrongIn(cls, JSON.parse(JSON.stringify(example)), example, '')];
}

function* wrongIn(cls: FormClass, owner: Plain, form: object, path: string): Generator<Wrong> {
  const inside = path === '' ? '' : `${path}.`;
  yield { path: `${inside}unheardOf`, code: 'UNKNOWN_FIELD', what: 'unknown', form: changed(form, `${inside}unheardOf`, 1) };
  for (const [key, spec] of fieldsOf(cls)) {
    const at = `${inside}${key}`;
    const value = owner[key];
    if (!isShown(spec.when, owner)) {
      yield { path: at, code: 'NOT_APPLICABLE', what: 'not applicable', form: changed(form, at, 'x') };
      continue;
    }
    if (value === undefined) throw new Error(`the example leaves ${at} out`);
    if (!spec.optional) yield { path: at, code: 'REQUIRED', what: 'missing', form: changed(form, at, undefined) };
    for (const [what, wrong, code, suffix = ''] of wrongValues(spec, value)) yield { path: at + suffix, code, what, form: changed(form, at, wrong) };
    const nested = spec.nested?.();
    if (nested) yield* wrongIn(nested, (spec.list ? (value as Plain[])[0] : value) as Plain, form, spec.list ? `${at}[0]` : at);
  }
}

/** Says of each form class that its example is taken as it is, and that every field wrong in turn is refused, by the class and by its schema. */
export function describeForms(forms: readonly (readonly [name: string, cls: FormClass, example: object])[]): void {
  describe.each(forms)('%s', (_, cls, example) => {
    const schema = compile(cls);
    const wrongs = everythingWrong(cls, example);

    it('takes its example as it is, and so does its JSON schema', () => {
      expect(validateForm(cls, example)).toEqual({ value: example });
      expect(schema(example)).toBe(true);
    });

    it('refuses each field wrong in turn with exactly that path, and so does its JSON schema', () => {
      // What depends on a wrong field does not apply either.
      const own = (path: string, form: Plain) => refusals(cls, form).filter((one) => one.path === path || one.code !== 'NOT_APPLICABLE');
      const answers = wrongs.map(({ what, form, path }) => ({ what, path, refused: own(path, form), bySchema: schema(form) }));
      expect(answers).toEqual(wrongs.map(({ what, path, code }) => ({ what, path, refused: [{ path, code }], bySchema: false })));
    });
  });
}
