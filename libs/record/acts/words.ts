/** Free words that people add to a case: none where what it is about must not be stored. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { Definition } from '@workflows/kit/definition';

interface Words {
  readonly opinion?: string;
  readonly missing?: readonly unknown[];
  readonly attachments?: readonly string[];
  readonly text?: string;
}

const MESSAGE = { zh: '本流程只记录转出事实和文号，不接受文字和附件（第三十九条）', en: 'This process records numbers of documents alone: no text and no files' };

/** @throws DomainError FORM_INVALID with the path of each that is given to a process that records none */
export function mustNotTakeWords({ recordsWords }: Pick<Definition, 'recordsWords'>, { opinion, missing, attachments, text }: Words): void {
  if (recordsWords !== false) return;
  const given = Object.entries({ opinion: opinion?.trim(), missing: missing?.length, attachments: attachments?.length, text });
  const errors = given.flatMap(([path, value]) => (value ? [{ path, code: 'NOT_ACCEPTED', message: MESSAGE }] : []));
  if (errors.length) throw new DomainError('FORM_INVALID', { errors });
}
