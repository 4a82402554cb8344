import { Module } from '@nestjs/common';
import { AttachmentRepository } from './attachment.repository';
import { Config } from '@libs/platform/config/config';
import { ContentStore } from '@libs/platform/files/content-store';
import { AttachmentsController } from './attachments.controller';
import { AttachmentsService } from './attachments.service';

@Module({ controllers: [AttachmentsController], providers: [AttachmentRepository, { provide: ContentStore, useFactory: ({ attachmentsDir }: Config) => new ContentStore(attachmentsDir), inject: [Config] }, AttachmentsService], exports: [AttachmentsService] })
export class AttachmentsModule {}
