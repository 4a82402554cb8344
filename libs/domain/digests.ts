import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, isWellFormed } from './canonical-json';

export { canonicalJson, NotCanonicalError, type JsonValue } from './canonical-json';

/** SHA-256 of the UTF-8 form of a text, in 64 lower-case hexadecimal digits. Pure: runs inside the workflow sandbox. */
export function sha256Hex(text: string): string {
  if (!isWellFormed(text)) throw new RangeError('a lone surrogate has no UTF-8 form');
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The digest of a JSON value, independent of the order of its members: SHA-256 of its canonical JSON, hexadecimal. */
export const digestOf = (value: unknown): string => sha256Hex(canonicalJson(value));

/**
 * The running digest of a journal after one more entry. Two journals have the same running digest only if they have
 * the same entries in the same order.
 *
 * @param previous the running digest before this entry; `undefined` for the first one
 */
export function chainDigest(previous: string | undefined, value: unknown): string {
  if (previous !== undefined && !/^[0-9a-f]{64}$/.test(previous)) throw new RangeError('not a digest to go on from');
  return sha256Hex(`${previous ?? ''}\n${canonicalJson(value)}`);
}

/** One digest for each top-level section of a form. A section that is `undefined` is absent and has none. */
export function sectionDigests(form: Readonly<Record<string, unknown>>): Record<string, string> {
  const present = Object.entries(form).filter(([, section]) => section !== undefined);
  return Object.fromEntries(present.map(([key, section]) => [key, digestOf(section)]));
}
