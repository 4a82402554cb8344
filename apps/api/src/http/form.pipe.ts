import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { type FormClass, fieldsOf } from '@libs/forms/registry';
import { type FormResult, validateForm } from '@libs/forms/validate-form';
import type { ErrorCode } from '@libs/platform/errors/catalogue';
import { DomainError } from '@libs/platform/errors/domain-error';

const isForm = (metatype: Type | undefined): metatype is FormClass => metatype !== undefined && fieldsOf(metatype).size > 0;

function accepted<T>(result: FormResult<T>, code: ErrorCode): T {
  if ('value' in result) return result.value;
  throw new DomainError(code, { errors: result.errors });
}

const NUMBER = /^-?\d{1,9}$/;

/** The texts of a query as the values that its class expects; what does not fit is left for the rules to refuse. */
function fromQuery(cls: FormClass, query: unknown): Record<string, unknown> {
  const fields = fieldsOf(cls);
  const entries = Object.entries(typeof query === 'object' && query !== null ? query : {}).flatMap(([key, raw]): [string, unknown][] => {
    const value: unknown = raw;
    const spec = fields.get(key);
    if (value === '') return [];
    if (spec?.integer && typeof value === 'string' && NUMBER.test(value)) return [[key, Number(value)]];
    if (spec?.boolean && (value === 'true' || value === 'false')) return [[key, value === 'true']];
    return [[key, value]];
  });
  return Object.fromEntries(entries);
}

/**
 * The one validation of the API. A parameter whose type is a class of libs/forms (`*.dto.ts`, every property with
 * `@Field` and a rule) is checked against it; what the class does not know is refused. A wrong body is 422
 * `FORM_INVALID`, a wrong query 400 `MALFORMED`, both with a path for each field.
 */
@Injectable()
export class FormPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (!isForm(metatype)) return value;
    if (type === 'body') return accepted(validateForm(metatype, value ?? {}), 'FORM_INVALID');
    if (type === 'query') return accepted(validateForm(metatype, fromQuery(metatype, value)), 'MALFORMED');
    return value;
  }
}
