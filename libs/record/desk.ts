/** What the record has to know of a process beyond its definition and story: how its forms become facts. */
import type { FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { Grading } from '@libs/domain/grading';
import type { PolicyValues } from '@libs/policy/typed-values';

/** A wrong field, in the shape of the contract. */
export interface FieldError {
  readonly path: string;
  readonly code: string;
  readonly message: { readonly zh: string; readonly en: string };
}
export type Checked<T> = { readonly value: T } | { readonly errors: readonly FieldError[] };
export type Plain = Readonly<Record<string, unknown>>;

export interface Dataset extends Grading {
  readonly id: string;
  readonly orgId: string;
  readonly sensitive: boolean;
  /** Grows with each grading. */
  readonly revision: number;
}

/** What a form or evidence is read against. */
export interface Surroundings {
  readonly now: number;
  readonly orgId: string;
  readonly facts: FactValues;
  readonly datasets: readonly Dataset[];
  readonly policies: PolicyValues;
}

export interface FormReading {
  readonly facts: FactValues;
  /** The flags that gates look at (regulation.md §5.4). */
  readonly flags: { readonly containsStateSecret: boolean; readonly aggregatesToSecret: boolean; readonly crossBorder: boolean };
  /** The title of the case, for people. */
  readonly title: string;
}

export interface ProcessDesk {
  readonly process: Process;
  /** JSON Schema and layout of the application form. */
  readonly formSchema: Plain;
  readonly uiSchema: Plain;
  readonly evidenceSchema: (step: string) => Plain | undefined;
  /** Policy rows that its forms are read against, pinned beside those that the definition names. */
  readonly pins: readonly string[];
  /** The data sets that a form names, so that they can be looked up before it is read. */
  readonly datasetsOf: (form: Plain) => readonly string[];
  /** Field by field, without a look at anything else. */
  readonly checkForm: (form: unknown) => Checked<Plain>;
  readonly checkEvidence: (step: string, evidence: unknown) => Checked<Plain | undefined>;
  /** What a valid form means: facts, flags and title, or what is wrong with it in these surroundings. */
  readonly readForm: (form: Plain, around: Surroundings) => Checked<FormReading>;
  /** The facts that a step's evidence yields. */
  readonly readEvidence: (step: string, outcome: string, evidence: Plain | undefined, around: Surroundings) => Checked<FactValues>;
}

export type Desks = ReadonlyMap<string, ProcessDesk>;
