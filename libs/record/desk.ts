/** What the record has to know of a process beyond its definition and story: how its forms become facts. */
import type { FactValues } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { GateFlags } from '@libs/domain/gate-input';
import type { Grading } from '@libs/domain/grading';
import type { OrganisationType, PositionCode } from '@libs/domain/positions';
import type { PolicyValues } from '@libs/policy/typed-values';
import type { CopyKind, RegisterEntry } from './registers/entries';

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
  /** 谁管业务谁管数据: whose head looks at it first in every process (第六条（三）). */
  readonly businessOwnerDept: string;
  readonly sensitive: boolean;
  /** Grows with each grading. */
  readonly revision: number;
  /** A case needs it as evidence: it must not be destroyed. */
  readonly preserved: boolean;
  /** When its retention period ends, in milliseconds. */
  readonly retainUntil?: number;
  /** Made from other data (第二十八条). */
  readonly derived: boolean;
  /** Copies that the register knows and that are not destroyed. */
  readonly copies?: readonly KnownCopy[];
}

export interface KnownCopy {
  readonly id: string;
  readonly kind: CopyKind;
  readonly location: string;
}

/** A grant of another case, as it stands now. */
export interface KnownGrant {
  readonly id: string;
  readonly process: string;
  readonly holderId: string;
  readonly orgId: string;
  /** Computed from its end, holds, suspensions and revocation. */
  readonly valid: boolean;
  /** In milliseconds. */
  readonly validUntil: number;
  readonly scope: FactValues;
}

/** What a form or evidence is read against. */
export interface Surroundings {
  /** Who applied, or applies now; nobody where the clock began the case. */
  readonly applicantId?: string | null;
  /** Grants of other cases: those that the form names, and that on which the case rests. */
  readonly grants?: readonly KnownGrant[];
  readonly now: number;
  readonly orgId: string;
  readonly facts: FactValues;
  readonly datasets: readonly Dataset[];
  readonly policies: PolicyValues;
  /** Who starts the case, and where they hold that position; nobody once it has begun. */
  readonly starter?: { readonly position: PositionCode; readonly orgId: string };
}

export interface FormReading {
  readonly facts: FactValues;
  /** What gates look at of what was declared (regulation.md §5.4), and the number of a special review that has cleared it. */
  readonly flags: GateFlags & { readonly clearanceRef?: string };
  /** The title of the case, for people. */
  readonly title: string;
}

/**
 * The organisation whose case it is, where that is another than the starter's own: the one that the form names (the unit that
 * provides the data), or the district's of a type (its development centre).
 */
export type Addressee =
  | {
      readonly code: string;
      /** The field that names it, for the error where there is no such organisation. */
      readonly path: string;
      /** What it has to be. */
      readonly of?: OrganisationType;
    }
  | { readonly type: OrganisationType };

/** A decision that stands, with who made it. */
export interface Made {
  /** The step, or the review that was corrected, and the subject of one of several. */
  readonly key: string;
  readonly subject?: string;
  readonly outcome: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly position: string;
  /** RFC 3339. */
  readonly at: string;
  readonly evidence?: Plain;
}

/** Something of a case was settled, with what is known then. */
export interface Moment {
  readonly caseId: string;
  readonly number: string;
  readonly orgId: string;
  /** The instant of the event, in milliseconds. */
  readonly now: number;
  /** Who brought it about; null where the clock did. */
  readonly by: string | null;
  /** Of the step that was settled. */
  readonly outcome?: string;
  readonly subject?: string;
  readonly facts: FactValues;
  /** The newest revision of the form. */
  readonly form: Plain;
  /** The newest evidence of each settled step that took any, by `key` or `key/subject`. */
  readonly evidence: Readonly<Record<string, Plain>>;
  /** In the order in which they were made. */
  readonly decisions: readonly Made[];
  /** What is open then, with its limit if it has one. */
  readonly open: readonly { readonly key: string; readonly subject?: string; readonly openedAt: number; readonly dueAt?: number }[];
  /** Keys of steps that were closed undone. */
  readonly dropped?: readonly string[];
  readonly datasets: readonly Dataset[];
}

/** The case that opens another one. */
export interface ParentMoment extends Moment {
  readonly process: string;
  readonly title: string;
  /** The organisation whose case it is. */
  readonly org: { readonly code: string; readonly name: string };
  /** The key under which its definition names the child, and the subject of one of several. */
  readonly child: string;
}

/** What is due of a yearly process. */
export interface YearlyRun {
  readonly year: number;
  readonly org: { readonly code: string; readonly name: string };
}

/** A data set whose retention is over (第二十条: 达到数据保存期限). */
export interface RetainedDataset extends Dataset {
  readonly code: string;
  readonly name: string;
  readonly category: DataCategory;
  readonly subjectCount: number;
  /** Its last day, `YYYY-MM-DD`. */
  readonly retainedUntil: string;
}
export type DataCategory = 'FOUNDATIONAL_RESOURCE' | 'BUSINESS_RESOURCE' | 'THEMATIC_RESOURCE';

/** What a suggestion rests on. */
export interface Known {
  readonly form: Plain;
  readonly facts: FactValues;
  readonly policies: PolicyValues;
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
  /** What the rules suggest to whoever decides a step, with reasons (zh-CN): shown, and never a decision. */
  readonly suggests?: (step: string, known: Known) => Plain | undefined;
  readonly addressedTo?: (form: Plain) => Addressee | undefined;
  /** Whose data a form names: of a unit that it names as well, or of the development centre; of the starter's own organisation unless given. */
  readonly dataOf?: 'NAMED_UNIT' | 'CENTER';
  /** How the form of a case is filled in that another case opens: valid as it stands. Without it such a case has no form. */
  readonly fromParent?: (parent: ParentMoment) => Plain;
  /** The form of a case that the clock begins for a year: valid as it stands. */
  readonly fromClock?: (due: YearlyRun) => Plain;
  /** The form of a case that begins because the retention of a data set is over: valid as it stands. */
  readonly afterRetention?: (dataset: RetainedDataset) => Plain;
  /** What the registers take note of, by the key of the step, gate, grant or review that was settled, `started`, or the terminal. */
  readonly registers?: Readonly<Record<string, (moment: Moment) => readonly RegisterEntry[]>>;
  /** Desks of earlier versions of its story, to which open cases are pinned. */
  readonly former?: readonly ProcessDesk[];
}

export type Desks = ReadonlyMap<string, ProcessDesk>;
