import { Injectable } from '@nestjs/common';
import { AttachmentEntity } from '@libs/persistence/entities/attachment.entity';
import { EntityManager } from 'typeorm';

export type NewAttachment = Pick<AttachmentEntity, 'id' | 'name' | 'mediaType' | 'size' | 'sha256' | 'uploadedBy'>;

@Injectable()
export class AttachmentRepository {
  constructor(private readonly manager: EntityManager) {}

  /** With the caller's own transaction. */
  async insert(manager: EntityManager, attachment: NewAttachment): Promise<void> {
    await manager.insert(AttachmentEntity, attachment);
  }

  find(id: string): Promise<AttachmentEntity | null> {
    return this.manager.findOneBy(AttachmentEntity, { id });
  }
}
