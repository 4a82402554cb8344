import { Injectable } from '@nestjs/common';
import { digestOf } from '@libs/domain/digests';
import { DomainError } from '@libs/platform/errors/domain-error';
import type { AttachmentEntity } from '@libs/persistence/entities/attachment.entity';
import { fileTypeFromFile } from 'file-type';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { audit } from '../audit/audit';
import { principalId, type PersonPrincipal, type Principal } from '../auth/principal';
import type { IdempotencyScope } from '../idempotency/idempotency-key';
import { IdempotencyService } from '../idempotency/idempotency.service';
import { CaseVisibility } from '../ports/case-visibility';
import { AttachmentRepository } from './attachment.repository';
import { ContentStore, type Received } from '@libs/platform/files/content-store';
import { safeFileName } from './file-name';
import { mediaTypeOf } from './media-types';
import { isPlainText } from './plain-text';
import type { Answer } from '@libs/record/idempotency';
import { isError } from '@libs/platform/errors/is-error';

/** One part of an upload. `truncated` is known once the stream has ended. */
export interface Upload {
  readonly filename: string;
  readonly file: Readable & { readonly truncated: boolean };
}

@Injectable()
export class AttachmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attachments: AttachmentRepository,
    private readonly store: ContentStore,
    private readonly idempotency: IdempotencyService,
    private readonly cases: CaseVisibility,
  ) {}

  /** Throws `TOO_LARGE`, `MEDIA_TYPE_REFUSED`. Nothing is left of a file that is refused. */
  async upload(person: PersonPrincipal, scope: IdempotencyScope, { filename, file }: Upload): Promise<Answer<unknown>> {
    const received = await this.store.receive(file).catch(brokenOff);
    try {
      if (file.truncated) throw new DomainError('TOO_LARGE');
      const name = safeFileName(filename);
      const mediaType = await sniff(received.path, name);
      if (mediaType === undefined || received.size === 0) throw new DomainError('MEDIA_TYPE_REFUSED');
      return await this.record(person, scope, { ...received, name, mediaType });
    } finally {
      await this.store.discard(received);
    }
  }

  private record(person: PersonPrincipal, scope: IdempotencyScope, file: Received & { name: string; mediaType: string }): Promise<Answer<unknown>> {
    const { name, mediaType, size, sha256 } = file;
    const request = { ...scope, callerId: person.personId, bodyDigest: digestOf({ name, size, sha256 }) };
    return this.idempotency.run(request, async (manager) => {
      const id = v7();
      // Before the row: a row without bytes would be a lie, bytes without a row are only unused.
      await this.store.keep(file);
      await this.attachments.insert(manager, { id, name, mediaType, size, sha256, uploadedBy: person.personId });
      await audit(manager, { action: 'ATTACHMENT_UPLOADED', actorKind: 'PERSON', actorId: person.personId, details: { attachmentId: id, mediaType, size, sha256 } });
      return { status: 201, body: { id, name, mediaType, size, sha256 }, location: `/api/v1/attachments/${id}` };
    });
  }

  /** For the uploader, and for those who may see the case that it belongs to. Throws `NOT_FOUND` for everybody else. */
  async open(principal: Principal, id: string): Promise<{ attachment: AttachmentEntity; content: Readable }> {
    const attachment = await this.attachments.find(id);
    const visible = attachment !== null && (await this.maySee(principal, attachment));
    const event = { action: 'ATTACHMENT_READ', actorKind: principal.kind, actorId: principalId(principal), details: { attachmentId: id } } as const;
    if (!visible) {
      if (attachment !== null) await audit(this.dataSource.manager, { ...event, refused: 'NOT_FOUND' });
      throw new DomainError('NOT_FOUND');
    }
    await audit(this.dataSource.manager, { ...event, ...(attachment.caseId !== null && { caseId: attachment.caseId }) });
    return { attachment, content: await this.store.read(attachment.sha256) };
  }

  private async maySee(principal: Principal, { uploadedBy, caseId }: AttachmentEntity): Promise<boolean> {
    if (principal.kind === 'PERSON' && uploadedBy === principal.personId) return true;
    return caseId !== null && (await this.cases.maySee(principal, caseId));
  }
}

/** An upload that ends before it is whole is the sender's fault, a disk that is full is not. */
function brokenOff(error: unknown): never {
  if (isError(error) && 'syscall' in error) throw error;
  throw new DomainError('MALFORMED', { cause: error });
}

async function sniff(path: string, name: string): Promise<string | undefined> {
  const sniffed = (await fileTypeFromFile(path))?.mime;
  return mediaTypeOf({ sniffed, name, isText: sniffed === undefined && (await isPlainText(path)) });
}
