import { Module } from '@nestjs/common';
import { NotificationRepository } from './notification.repository';
import { MailAddressController } from './mail-address.controller';
import { NotificationsController } from './notifications.controller';
import { PreferenceRepository } from './preference.repository';
import { PreferencesController } from './preferences.controller';

@Module({ controllers: [NotificationsController, PreferencesController, MailAddressController], providers: [NotificationRepository, PreferenceRepository], exports: [NotificationRepository] })
export class NotificationsModule {}
