/** What Excel and its kin write in China: UTF-8 with or without a byte order mark, or GB18030. */
const ENCODINGS = ['utf-8', 'gb18030'];

/** The text of a file without its byte order mark; undefined where it is text in none of the encodings. */
export function decodeText(bytes: Uint8Array): string | undefined {
  for (const encoding of ENCODINGS) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return undefined;
}
