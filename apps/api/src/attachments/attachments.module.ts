import { Module } from '@nestjs/common';
import { AttachmentRepository } from './attachment.repository';
import { AttachmentsController } from './attachments.controller';
import { AttachmentsService } from './attachments.service';
import { ContentStoreModule } from './content-store.module';

@Module({ controllers: [AttachmentsController], imports: [ContentStoreModule], providers: [AttachmentRepository, AttachmentsService], exports: [AttachmentsService] })
export class AttachmentsModule {}
