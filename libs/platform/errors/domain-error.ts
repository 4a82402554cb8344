import { CATALOGUE, type BilingualText, type ErrorCode, type ErrorLevel } from './catalogue';

/** A gate that did not pass (regulation.md §5.4). */
export interface FailedGate {
  readonly id: string;
  readonly passed: boolean;
  readonly reason: BilingualText;
  readonly article: string;
}

/** One wrong field of a form, of evidence or of a request. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: BilingualText;
}

/** Members of the problem beside those of RFC 9457; each code documents which it carries (api.md). */
export interface ProblemMembers {
  /** STALE_VERSION: the current version. */
  readonly version?: number;
  /** STALE_CONTENT: the digest that is current. */
  readonly digest?: string;
  /** GATE_FAILED. */
  readonly gates?: readonly FailedGate[];
  /** GATE_FAILED: the case of the special review that the submission has opened (第三十九条). */
  readonly diversion?: { readonly caseId: string; readonly number: string };
  /** AMBIGUOUS_POSITION: in which positions the caller may act. */
  readonly choices?: readonly { readonly position: string; readonly orgCode: string }[];
  /** SEPARATION_OF_DUTIES: id and title of the rule. */
  readonly rule?: { readonly id: string; readonly title: string };
  /** REAUTHENTICATION_REQUIRED: seconds within which the caller must have authenticated; sent as a step-up challenge too (RFC 9470). */
  readonly maxAge?: number;
  /** TOO_MANY_REQUESTS, UNAVAILABLE, IDEMPOTENCY_IN_FLIGHT: seconds; sent as `Retry-After` too. */
  readonly retryAfter?: number;
}

export interface DomainErrorOptions {
  /** Figures for the sentence of the catalogue. Never names, opinions or form values. */
  readonly params?: Readonly<Record<string, string | number>>;
  readonly members?: ProblemMembers;
  /** FORM_INVALID, EVIDENCE_INVALID, MALFORMED: the wrong fields. */
  readonly errors?: readonly FieldProblem[];
  /** Says more than the sentence of the catalogue. */
  readonly detail?: BilingualText;
  readonly cause?: unknown;
}

const fill = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

/** The one error that domain code throws. Its message is the code alone: safe in every log and every history. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly members: ProblemMembers;
  readonly errors: readonly FieldProblem[];
  readonly detail: BilingualText;

  constructor(
    readonly code: ErrorCode,
    options: DomainErrorOptions = {},
  ) {
    super(code, { cause: options.cause });
    this.members = options.members ?? {};
    this.errors = options.errors ?? [];
    const { detail, title } = CATALOGUE[code];
    const text = options.detail ?? detail ?? title;
    const params = { count: this.errors.length, retryAfter: this.members.retryAfter ?? 1, ...options.params };
    this.detail = { zh: fill(text.zh, params), en: fill(text.en, params) };
  }

  get status(): number {
    return CATALOGUE[this.code].status;
  }

  get level(): ErrorLevel {
    return CATALOGUE[this.code].level;
  }
}
