/** 第三十九条: the files that come with what is declared to be a state secret are not kept. */
import { Injectable, Module } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { DataSource } from 'typeorm';
import { audit } from '../audit/audit';
import { ContentStore } from '@libs/platform/files/content-store';
import { ContentStoreModule } from './content-store.module';

/** $1 ids, $2 uploader: those that no case has taken. */
const REMOVE = 'DELETE FROM attachments WHERE id = ANY($1::uuid[]) AND uploaded_by = $2 AND case_id IS NULL RETURNING id, sha256';
/** $1 digests: contents that somebody else has uploaded too stay theirs. */
const STILL_KEPT = 'SELECT DISTINCT sha256 FROM attachments WHERE sha256 = ANY($1::text[])';

const isSecret = (error: unknown): boolean => error instanceof DomainError && error.members.diversion !== undefined && (error.members.gates ?? []).some(({ id }) => id === 'G1');

@Injectable()
export class SecretUploads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ContentStore,
  ) {}

  /** An act that brings files along; they are removed where it is turned away as a state secret. */
  async keepNone<T>({ personId, attachments }: { readonly personId: string; readonly attachments?: readonly string[] }, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (attachments?.length && isSecret(error)) await this.remove(personId, attachments);
      throw error;
    }
  }

  private async remove(personId: string, ids: readonly string[]): Promise<void> {
    const gone = await this.dataSource.transaction(async (manager) => {
      const [removed] = await manager.query<[{ id: string; sha256: string }[], number]>(REMOVE, [ids, personId]);
      // The answer of the upload, kept for its retry, names the file.
      await manager.query(`DELETE FROM idempotency_keys WHERE person_id = $1 AND response ->> 'id' = ANY($2::text[])`, [personId, removed.map(({ id }) => id)]);
      for (const { id } of removed) await audit(manager, { action: 'ATTACHMENT_REMOVED', actorKind: 'SYSTEM', details: { attachmentId: id } });
      const digests = removed.map(({ sha256 }) => sha256);
      const kept = new Set((await manager.query<{ sha256: string }[]>(STILL_KEPT, [digests])).map(({ sha256 }) => sha256));
      return digests.filter((digest) => !kept.has(digest));
    });
    for (const sha256 of gone) await this.store.remove(sha256);
  }
}

@Module({ imports: [ContentStoreModule], providers: [SecretUploads], exports: [SecretUploads] })
export class SecretUploadsModule {}
