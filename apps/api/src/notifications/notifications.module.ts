import { Module } from '@nestjs/common';
import { NotificationRepository } from './notification.repository';
import { NotificationsController } from './notifications.controller';

@Module({ controllers: [NotificationsController], providers: [NotificationRepository], exports: [NotificationRepository] })
export class NotificationsModule {}
