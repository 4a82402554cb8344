import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { guard, isPlainObject, item, member } from './guard';
import { explain } from './messages';
import { fieldsOf, formOf, isShown, type FormClass } from './registry';
import { titleAt } from './title-at';
import type { FieldError, FormErrorCode, FormProblem } from './problem';
import type { RuleContext } from './rules';

export type FormResult<T> = { readonly value: T } | { readonly errors: readonly FieldError[] };

/** Where a field breaks several rules, the one that explains the others. */
const FIRST: readonly FormErrorCode[] = ['WRONG_TYPE', 'REQUIRED', 'TOO_MANY', 'TOO_FEW', 'TOO_LONG'];
const rank = (code: FormErrorCode): number => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length);

/**
 * Checks a form against its class: unknown fields, types without any conversion, bounds, conditional fields, then
 * what must hold between fields. `value` is the input itself, now known to have the shape of `T`: nothing was
 * added, dropped or converted, so its digest is the digest of what the person sent.
 */
export function validateForm<T extends object>(cls: FormClass<T>, plain: unknown): FormResult<T> {
  const problems = problemsOf(cls, plain);
  // The one place where a plain object becomes a form: every member of it has just been checked against the class.
  if (problems.length === 0) return { value: plain as T };
  return { errors: problems.map((problem) => explain(problem, titleAt(cls, problem.path))) };
}

function problemsOf(cls: FormClass, plain: unknown): readonly FormProblem[] {
  const unsafe = guard(plain);
  if (unsafe.length > 0) return unsafe.map((problem) => ({ ...problem, path: fromOwnRoot(cls, problem.path) }));
  if (!isPlainObject(plain)) return [{ path: '', code: 'WRONG_TYPE', params: { expectedZh: '一组内容', expectedEn: 'an object' } }];
  // A form that asks for nothing: class-validator has no rules to know it by.
  if (fieldsOf(cls).size === 0) return Object.keys(plain).map((key) => ({ path: member('', key), code: 'UNKNOWN_FIELD' }));
  const instance = plainToInstance(cls, plain, { enableImplicitConversion: false });
  const wrong = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  const problems = [...wrong.flatMap((error) => fromError(error, '')), ...misplaced(cls, plain, '')];
  if (problems.length > 0) return problems;
  return formOf(cls)?.checks.flatMap((check) => check(plain)) ?? [];
}

/** `form.period.to` -> `period.to` where `form` carries a form of its own, as its own rules would name it. */
function fromOwnRoot(cls: FormClass, path: string): string {
  const [first = '', ...inside] = path.split('.');
  return inside.length > 0 && fieldsOf(cls).get(first)?.carries ? inside.join('.') : path;
}

/** One refusal a field; those inside it only where the field itself is fine. */
function fromError(error: ValidationError, parent: string): readonly FormProblem[] {
  const path = /^\d+$/.test(error.property) ? item(parent, Number(error.property)) : member(parent, error.property);
  const own = Object.keys(error.constraints ?? {}).map((rule) => fromRule(error, rule, path));
  if (own.length > 0) return own.sort((a, b) => rank(a.code) - rank(b.code)).slice(0, 1);
  return (error.children ?? []).flatMap((child) => fromError(child, path));
}

function fromRule(error: ValidationError, rule: string, path: string): FormProblem {
  if (rule === 'whitelistValidation') return { path, code: 'UNKNOWN_FIELD' };
  if (error.value === undefined) return { path, code: 'REQUIRED' };
  // class-validator types contexts as `any`; only `rules.ts` writes them.
  const context: RuleContext | undefined = error.contexts?.[rule];
  const index = indexOfWrong(error.value, context);
  return { path: index < 0 ? path : item(path, index), code: context?.code ?? 'BAD_FORMAT', params: context?.params };
}

function indexOfWrong(value: unknown, context: RuleContext | undefined): number {
  const fine = context?.item;
  return fine && Array.isArray(value) ? value.findIndex((entry: unknown) => !fine(entry)) : -1;
}

/** Conditional fields that are filled in although their condition does not hold: class-validator passes them over. */
function misplaced(cls: FormClass, owner: Record<string, unknown>, path: string): readonly FormProblem[] {
  return [...fieldsOf(cls)].flatMap(([key, spec]): readonly FormProblem[] => {
    const value = owner[key];
    const at = member(path, key);
    if (value === undefined) return [];
    if (!isShown(spec.when, owner)) return [{ path: at, code: 'NOT_APPLICABLE' }];
    const nested = spec.nested?.();
    if (!nested) return [];
    if (isPlainObject(value)) return misplaced(nested, value, at);
    if (!Array.isArray(value)) return [];
    return value.flatMap((entry: unknown, i) => (isPlainObject(entry) ? misplaced(nested, entry, item(at, i)) : []));
  });
}
