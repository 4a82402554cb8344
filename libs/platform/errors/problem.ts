import Negotiator from 'negotiator';
import { CATALOGUE, problemType, type BilingualText, type ErrorCode } from './catalogue';
import { DomainError } from './domain-error';

export type Language = 'zh-CN' | 'en';
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** The body of `application/problem+json` (RFC 9457) with the members of the contract. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly path: string; readonly code: string; readonly message: string }[];
  /** The further members of the code: version, digest, gates, choices, rule, maxAge, retryAfter. */
  readonly [member: string]: unknown;
}

/** The language of an `Accept-Language` header: zh-CN unless English is preferred. */
export function languageOf(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'zh-CN';
  const [best] = new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages([...LANGUAGES]);
  return best === 'en' ? 'en' : 'zh-CN';
}

const pick = (text: BilingualText, language: Language): string => (language === 'en' ? text.en : text.zh);

/** Anything that is not a domain error is INTERNAL; the caller logs it, and the answer tells nothing of it. */
export const toDomainError = (error: unknown): DomainError =>
  error instanceof DomainError ? error : new DomainError('INTERNAL', { cause: error });

export interface ProblemRequest {
  readonly acceptLanguage: string | undefined;
  /** Path of the request, without its query. */
  readonly instance: string;
}

/** The problem that answers an error in the caller's language. */
export function toProblem(error: DomainError, { acceptLanguage, instance }: ProblemRequest): Problem {
  const language = languageOf(acceptLanguage);
  const { status, title } = CATALOGUE[error.code];
  const { gates, ...members } = error.members;
  return {
    ...members,
    ...(gates && { gates: gates.map((gate) => ({ ...gate, reason: pick(gate.reason, language) })) }),
    type: problemType(error.code),
    title: pick(title, language),
    status,
    code: error.code,
    detail: pick(error.detail, language),
    instance,
    ...(error.errors.length > 0 && {
      errors: error.errors.map(({ path, code, message }) => ({ path, code, message: pick(message, language) })),
    }),
  };
}

/** Headers that go with the problem. */
export function problemHeaders(error: DomainError, acceptLanguage: string | undefined): Readonly<Record<string, string>> {
  const { retryAfter, maxAge } = error.members;
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': languageOf(acceptLanguage),
    ...(error.status === 401 && { 'www-authenticate': maxAge === undefined ? 'Bearer' : `Bearer error="insufficient_user_authentication", max_age="${maxAge}"` }),
    ...(retryAfter !== undefined && { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
  };
}
