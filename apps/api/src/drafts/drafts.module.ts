import { Module } from '@nestjs/common';
import { DraftRepository } from './draft.repository';
import { DraftsController } from './drafts.controller';
import { DraftsService } from './drafts.service';

@Module({ controllers: [DraftsController], providers: [DraftRepository, DraftsService] })
export class DraftsModule {}
