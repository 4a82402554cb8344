import { Module } from '@nestjs/common';
import { SecretUploadsModule } from '../attachments/secret-uploads';
import { CasesModule } from '../cases/cases.module';
import { TaskRepository } from './task.repository';
import { TasksController } from './tasks.controller';
import { TasksService } from './tasks.service';

@Module({ imports: [CasesModule, SecretUploadsModule], controllers: [TasksController], providers: [TaskRepository, TasksService], exports: [TaskRepository] })
export class TasksModule {}
