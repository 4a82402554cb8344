import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { NotificationsModule } from '../notifications/notifications.module';
import { TasksModule } from '../tasks/tasks.module';
import { EventsController } from './events.controller';
import { EventsService } from './events.service';
import { InboxListener } from './inbox-listener';

@Module({ imports: [AuthModule, NotificationsModule, TasksModule], controllers: [EventsController], providers: [EventsService, InboxListener] })
export class EventsModule {}
