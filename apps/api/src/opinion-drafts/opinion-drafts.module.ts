import { Module } from '@nestjs/common';
import { TasksModule } from '../tasks/tasks.module';
import { OpinionDraftRepository } from './opinion-draft.repository';
import { OpinionDraftsController } from './opinion-drafts.controller';
import { OpinionDraftsService } from './opinion-drafts.service';

@Module({ imports: [TasksModule], controllers: [OpinionDraftsController], providers: [OpinionDraftRepository, OpinionDraftsService] })
export class OpinionDraftsModule {}
