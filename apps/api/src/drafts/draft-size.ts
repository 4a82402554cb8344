import { DomainError } from '@libs/platform/errors/domain-error';

/** Bytes of what is kept unfinished, as JSON. */
const MAX_BYTES = 256 * 1_024;

/** @throws DomainError FORM_INVALID with this path where the content is more than a draft may hold */
export function mustFit(path: string, content: unknown): void {
  if (Buffer.byteLength(JSON.stringify(content ?? null)) > MAX_BYTES)
    throw new DomainError('FORM_INVALID', { errors: [{ path, code: 'TOO_LARGE', message: { zh: '表单的内容过多。', en: 'The form has too much content.' } }] });
}
