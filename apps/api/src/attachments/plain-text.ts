import { open } from 'node:fs/promises';
import { isError } from '@libs/platform/errors/is-error';

const CHUNK_BYTES = 64 * 1_024;
/** Control characters that no text of people has; tab, line ends and form feed are fine. */
const CONTROL = /[^\P{Cc}\t\n\f\r]/u;
/** What Chinese programs write. */
const ENCODINGS = ['utf-8', 'gb18030'];

/** Whether a whole file is text in one of the usual encodings. */
export async function isPlainText(path: string): Promise<boolean> {
  for (const encoding of ENCODINGS) if (await decodes(path, encoding)) return true;
  return false;
}

async function decodes(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const file = await open(path);
  try {
    for await (const chunk of file.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false })) {
      if (!(chunk instanceof Uint8Array) || CONTROL.test(decoder.decode(chunk, { stream: true }))) return false;
    }
    return !CONTROL.test(decoder.decode());
  } catch (error) {
    if (isUndecodable(error)) return false;
    throw error;
  } finally {
    await file.close();
  }
}

const isUndecodable = (error: unknown): boolean => isError(error) && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
