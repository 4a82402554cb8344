import { IsOptional, ValidateIf } from 'class-validator';
import { describeField, describeForm, isShown, type FieldSpec } from './registry';
import type { FormProblem } from './problem';

export type FieldOptions = Pick<FieldSpec, 'help' | 'section' | 'widget' | 'picker' | 'optional' | 'when'>;

/**
 * The Chinese title of a field and how it is shown. Stands above the rules of the field (`rules.ts`).
 * `optional`: may be left out; `null` is refused all the same.
 * `when: ['kind', 'OTHER']`: the field exists, and is required unless optional, only while `kind` is `OTHER`.
 */
export const Field =
  (title: string, options: FieldOptions = {}): PropertyDecorator =>
  (target, key) => {
    const { when, optional } = options;
    describeField(target, key, { title, ...options });
    if (optional) IsOptional()(target, key);
    if (when) ValidateIf((owner: Record<string, unknown>) => isShown(when, owner))(target, key);
  };

/** The title of a form, and what must hold between its fields. */
export const Form =
  <T extends object>(title: string, ...checks: ((form: T) => readonly FormProblem[])[]) =>
  (cls: new () => T): void => {
    // The registry holds forms of every type; `validateForm` hands a form only to the checks of its own class.
    describeForm(cls, { title, checks: checks as ((form: object) => readonly FormProblem[])[] });
  };
