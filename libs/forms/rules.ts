/**
 * The rules of a field: class-validator's own decorators, each with the code and the figures of its refusal.
 * Every text and every list is bounded: there is no rule without a greatest length.
 */
import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  Equals,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { CALENDAR_DATE, INSTANT_RULE, isCalendarDate, isInstant } from './calendar-date';
import { describeField, type FieldSpec, type FormClass } from './registry';
import type { FormErrorCode, Params } from './problem';

/** What a refusal of class-validator carries, so that it can be told by code and by list item. */
export interface RuleContext {
  readonly code: FormErrorCode;
  readonly params?: Params;
  /** For rules over the items of a list: which items are fine. */
  readonly item?: (value: unknown) => boolean;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOT_BLANK = /\S/;

type Options = { context: RuleContext; each?: boolean };
const refuse = (code: FormErrorCode, params?: Params): Options => ({ context: { code, params } });
const each = (item: (value: unknown) => boolean, code: FormErrorCode, params?: Params): Options => ({
  each: true,
  context: { code, params, item },
});
const wrongType = (expectedZh: string, expectedEn: string): Params => ({ expectedZh, expectedEn });
const TEXT = wrongType('文字', 'text');
const LIST = wrongType('列表', 'a list');
const OBJECT = wrongType('一组内容', 'an object');

const compose =
  (part: Partial<FieldSpec>, ...decorators: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    describeField(target, key, part);
    for (const decorate of decorators) decorate(target, key);
  };

const bounds = (min: number, max: number): PropertyDecorator[] => [
  IsArray(refuse('WRONG_TYPE', LIST)),
  ArrayMinSize(min, refuse('TOO_FEW', { min })),
  ArrayMaxSize(max, refuse('TOO_MANY', { max })),
];
const isText = (value: unknown): value is string => typeof value === 'string';

/** Text of 1 to `max` characters, not only blanks. */
export const IsText = (max: number): PropertyDecorator =>
  compose(
    { maxLength: max },
    IsString(refuse('WRONG_TYPE', TEXT)),
    MaxLength(max, refuse('TOO_LONG', { max })),
    Matches(NOT_BLANK, refuse('REQUIRED')),
  );

/** Text of a fixed shape. */
export const IsFormatted = (pattern: RegExp, max: number): PropertyDecorator =>
  compose(
    { maxLength: max },
    IsString(refuse('WRONG_TYPE', TEXT)),
    MaxLength(max, refuse('TOO_LONG', { max })),
    Matches(pattern, refuse('BAD_FORMAT')),
  );

/** Different texts, `min` to `items` of them, each of 1 to `max` characters. */
export const IsTextList = ({ min = 1, items, max }: { min?: number; items: number; max: number }): PropertyDecorator =>
  compose(
    { list: true, most: items, maxLength: max },
    ...bounds(min, items),
    ArrayUnique(refuse('DUPLICATE')),
    IsString(each(isText, 'WRONG_TYPE', TEXT)),
    MaxLength(max, each((v) => isText(v) && v.length <= max, 'TOO_LONG', { max })),
    Matches(NOT_BLANK, each((v) => isText(v) && NOT_BLANK.test(v), 'REQUIRED')),
  );

const choices = (options: Readonly<Record<string, string>>): Params => ({
  choices: Object.keys(options).join(', '),
  choicesZh: Object.values(options).join('、'),
});

/** One of the codes of `options` (code -> Chinese name). */
export const IsChoice = (options: Readonly<Record<string, string>>): PropertyDecorator =>
  compose(
    { options },
    IsString(refuse('WRONG_TYPE', TEXT)),
    IsIn(Object.keys(options), refuse('NOT_IN_LIST', choices(options))),
  );

/** Different codes of `options`, at least `min` of them. */
export const IsChoiceList = (options: Readonly<Record<string, string>>, min = 1): PropertyDecorator => {
  const codes = Object.keys(options);
  return compose(
    { options, list: true, most: codes.length },
    ...bounds(min, codes.length),
    ArrayUnique(refuse('DUPLICATE')),
    IsString(each(isText, 'WRONG_TYPE', TEXT)),
    IsIn(codes, each((v) => isText(v) && codes.includes(v), 'NOT_IN_LIST', choices(options))),
  );
};

/** Yes or no, stated. */
export const IsFlag = (): PropertyDecorator =>
  compose({ boolean: true }, IsBoolean(refuse('WRONG_TYPE', wrongType('是或否', 'true or false'))));

/** A statement that has to be made: only `true` is taken. */
export const MustBeTrue = (): PropertyDecorator =>
  compose(
    { boolean: true },
    IsBoolean(refuse('WRONG_TYPE', wrongType('是或否', 'true or false'))),
    Equals(true, refuse('MUST_BE_TRUE')),
  );

/** A whole number within the bounds. */
export const IsCount = (min: number, max: number): PropertyDecorator =>
  compose(
    { integer: true },
    IsInt(refuse('WRONG_TYPE', wrongType('整数', 'a whole number'))),
    Min(min, refuse('OUT_OF_RANGE', { min, max })),
    Max(max, refuse('OUT_OF_RANGE', { min, max })),
  );

/** A calendar date `YYYY-MM-DD` of the years 1900 to 2099. */
export const IsCalendarDate = (): PropertyDecorator =>
  compose(
    { date: true },
    IsString(refuse('WRONG_TYPE', TEXT)),
    // class-validator drops the context of a rule whose message is empty.
    ValidateBy({ name: CALENDAR_DATE, validator: { validate: isCalendarDate, defaultMessage: () => CALENDAR_DATE } }, refuse('NOT_A_DATE')),
  );

/** An instant with its offset, such as `2026-03-01T08:30:00+08:00`. */
export const IsInstant = (): PropertyDecorator =>
  compose(
    { instant: true },
    IsString(refuse('WRONG_TYPE', TEXT)),
    ValidateBy({ name: INSTANT_RULE, validator: { validate: isInstant, defaultMessage: () => INSTANT_RULE } }, refuse('NOT_AN_INSTANT')),
  );

/** The id of something in a register: a UUID in lower case. */
export const IsId = (): PropertyDecorator =>
  compose({ maxLength: 36 }, IsString(refuse('WRONG_TYPE', TEXT)), Matches(UUID, refuse('NOT_AN_ID')));

/** Different ids, `min` to `items` of them. */
export const IsIdList = ({ min = 1, items }: { min?: number; items: number }): PropertyDecorator =>
  compose(
    { list: true, most: items, maxLength: 36 },
    ...bounds(min, items),
    ArrayUnique(refuse('DUPLICATE')),
    IsString(each(isText, 'WRONG_TYPE', TEXT)),
    Matches(UUID, each((v) => isText(v) && UUID.test(v), 'NOT_AN_ID')),
  );

/** A nested object of its own class. */
export const Nested = (nested: () => FormClass): PropertyDecorator =>
  compose({ nested }, Type(nested), IsObject(refuse('WRONG_TYPE', OBJECT)), ValidateNested(refuse('WRONG_TYPE', OBJECT)));

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of `min` to `items` objects of one class. */
export const NestedList = (nested: () => FormClass, { min = 1, items }: { min?: number; items: number }): PropertyDecorator =>
  compose(
    { nested, list: true, most: items },
    Type(nested),
    ...bounds(min, items),
    IsObject(each(isRecord, 'WRONG_TYPE', OBJECT)),
    ValidateNested({ each: true, context: refuse('WRONG_TYPE', OBJECT).context }),
  );
