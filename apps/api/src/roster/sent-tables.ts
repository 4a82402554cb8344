import type { FastifyRequest } from 'fastify';
import { DomainError } from '@libs/platform/errors/domain-error';
import { MAX_TABLE_BYTES } from '@libs/roster/csv';
import type { SentTables } from '@libs/roster/read-tables';
import { type TableName, TABLES } from '@libs/roster/tables';

const NAMES: readonly string[] = TABLES.map(({ name }) => name);
const isTable = (name: string): name is TableName => NAMES.includes(name);

/** The tables of a multipart body, one part each. Throws `MEDIA_TYPE_REFUSED`, `TOO_LARGE`, `MALFORMED`, `FORM_INVALID`. */
export async function sentTables(request: FastifyRequest): Promise<SentTables> {
  if (!request.isMultipart()) throw new DomainError('MEDIA_TYPE_REFUSED');
  const sent: Partial<Record<TableName, Uint8Array>> = {};
  try {
    for await (const part of request.files({ limits: { fileSize: MAX_TABLE_BYTES, files: NAMES.length, parts: NAMES.length } })) {
      const name = part.fieldname;
      if (!isTable(name)) throw refused(name, 'UNKNOWN_FIELD', '没有这一张表。', 'There is no such table.');
      if (sent[name] !== undefined) throw refused(name, 'DUPLICATE', '同一张表只能上传一次。', 'The table was sent twice.');
      const bytes = await part.toBuffer();
      if (part.file.truncated) throw new DomainError('TOO_LARGE');
      sent[name] = bytes;
    }
  } catch (error) {
    throw error instanceof DomainError ? error : new DomainError('MALFORMED', { cause: error });
  }
  if (Object.keys(sent).length === 0) throw refused('', 'REQUIRED', `请至少上传一张表：${NAMES.join('、')}。`, `At least one table is required: ${NAMES.join(', ')}.`);
  return sent;
}

const refused = (path: string, code: string, zh: string, en: string): DomainError => new DomainError('FORM_INVALID', { errors: [{ path: path.slice(0, 64), code, message: { zh, en } }] });
