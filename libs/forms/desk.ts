/** Builds the desk of a process from its form classes: schemas and checks come from the classes, meaning from functions. */
import type { Addressee, Checked, FormReading, Known, Moment, ParentMoment, Plain, ProcessDesk, RetainedDataset, Surroundings, YearlyRun } from '@libs/record/desk';
import type { RegisterEntry } from '@libs/record/registers/entries';
import type { Process } from '@workflows/kit/fold';
import type { FactValues } from '@workflows/kit/definition';
import { formSchema } from './schema';
import { uiSchema } from './ui-schema';
import type { FormClass } from './registry';
import { validateForm } from './validate-form';

export interface DeskSpec<F extends object> {
  readonly process: Process;
  /** The application form, and evidence classes by the names that the definition uses. */
  readonly forms: { readonly form: FormClass<F>; readonly evidence: Readonly<Record<string, FormClass>> };
  readonly pins: readonly string[];
  readonly datasetsOf: (form: F) => readonly string[];
  readonly readForm: (form: F, around: Surroundings) => Checked<FormReading>;
  readonly readEvidence: (step: string, outcome: string, evidence: Plain | undefined, around: Surroundings) => Checked<FactValues>;
  readonly suggests?: (step: string, known: Omit<Known, 'form'> & { readonly form: F }) => Plain | undefined;
  readonly addressedTo?: (form: F) => Addressee | undefined;
  readonly dataOf?: ProcessDesk['dataOf'];
  readonly fromParent?: (parent: ParentMoment) => F;
  readonly fromClock?: (due: YearlyRun) => F;
  readonly afterRetention?: (dataset: RetainedDataset) => F;
  readonly registers?: Readonly<Record<string, (moment: Moment) => readonly RegisterEntry[]>>;
  readonly former?: readonly ProcessDesk[];
}

export function deskOf<F extends object>({ process, forms, ...spec }: DeskSpec<F>): ProcessDesk {
  const classOf = (step: string): FormClass | undefined => {
    const name = process.definition.steps[step]?.evidence;
    return name === undefined ? undefined : forms.evidence[name];
  };
  // A form that `checkForm` has passed has the shape of F.
  const asForm = (form: Plain): F => form as F;
  return {
    process,
    pins: spec.pins,
    formSchema: formSchema(forms.form),
    uiSchema: uiSchema(forms.form),
    evidenceSchema: (step) => {
      const cls = classOf(step);
      return cls && formSchema(cls);
    },
    datasetsOf: (form) => spec.datasetsOf(asForm(form)),
    checkForm: (form) => check(forms.form, form),
    checkEvidence: (step, evidence) => {
      const cls = classOf(step);
      if (cls) return check(cls, evidence ?? {});
      return evidence === undefined ? { value: undefined } : { errors: [{ path: 'evidence', code: 'UNKNOWN_FIELD', message: { zh: '本环节不需要凭据', en: 'This step takes no evidence' } }] };
    },
    readForm: (form, around) => spec.readForm(asForm(form), around),
    readEvidence: spec.readEvidence,
    ...(spec.suggests && { suggests: (step: string, known: Known) => spec.suggests?.(step, { ...known, form: asForm(known.form) }) }),
    ...(spec.dataOf && { dataOf: spec.dataOf }),
    ...(spec.addressedTo && { addressedTo: (form: Plain) => spec.addressedTo?.(asForm(form)) }),
    ...(spec.fromParent && { fromParent: (parent: ParentMoment) => ({ ...spec.fromParent?.(parent) }) }),
    ...(spec.fromClock && { fromClock: (due: YearlyRun) => ({ ...spec.fromClock?.(due) }) }),
    ...(spec.afterRetention && { afterRetention: (dataset: RetainedDataset) => ({ ...spec.afterRetention?.(dataset) }) }),
    ...(spec.registers && { registers: spec.registers }),
    ...(spec.former && { former: spec.former }),
  };
}

function check(cls: FormClass, given: unknown): Checked<Plain> {
  const result = validateForm(cls, given);
  return 'errors' in result ? result : { value: { ...result.value } };
}
