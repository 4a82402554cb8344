/** Why a field is refused. Closed: every code has a sentence in both languages (`messages.ts`). */
export type FormErrorCode =
  | 'REQUIRED'
  | 'WRONG_TYPE'
  | 'UNKNOWN_FIELD'
  | 'NOT_APPLICABLE'
  | 'TOO_LONG'
  | 'BAD_FORMAT'
  | 'BAD_CHARACTER'
  | 'NOT_IN_LIST'
  | 'NOT_A_DATE'
  | 'NOT_AN_INSTANT'
  | 'NOT_AN_ID'
  | 'OUT_OF_RANGE'
  | 'TOO_FEW'
  | 'TOO_MANY'
  | 'DUPLICATE'
  | 'MUST_BE_TRUE'
  | 'NOT_AFTER'
  | 'INCONSISTENT'
  | 'TOO_DEEP'
  | 'TOO_LARGE';

export type Params = Readonly<Record<string, string | number>>;

export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

/** A refusal before it is put into words. */
export interface FormProblem {
  /** Dotted, list items in brackets: `recipients.users[0].name`. Empty for the whole form. */
  readonly path: string;
  readonly code: FormErrorCode;
  readonly params?: Params;
}

/** A refusal as the API answers it. */
export interface FieldError {
  readonly path: string;
  readonly code: FormErrorCode;
  readonly message: BilingualText;
}
