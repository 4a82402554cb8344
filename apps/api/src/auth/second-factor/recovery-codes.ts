import { createHash, randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;
export const RECOVERY_CODES = 10;

const letter = (): string => ALPHABET[randomInt(ALPHABET.length)] ?? '';
const code = (): string => Array.from({ length: GROUPS }, () => Array.from({ length: GROUP_LENGTH }, letter).join('')).join('-');

/** What stands in for a lost authenticator, each once: 80 random bits, without letters that look alike. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: RECOVERY_CODES }, code);

/** As typed by people: without regard to case, blanks and hyphens. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** What is stored of a code. It is random enough that no slow digest is needed. */
export const recoveryHash = (personId: string, typed: string): string => createHash('sha256').update(`${personId}:${plainCode(typed)}`).digest('hex');
