import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { CaseRecord } from '@libs/record/record';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { IdParam } from '../http/id-param';
import { decodeCursor, limitOf, type Page, pageOf, UUID_KEY } from '../http/paging';
import { Operation } from '../openapi/operation';
import { NotificationRepository } from './notification.repository';
import { NOTIFICATION_COUNTS, NOTIFICATION_PAGE, NOTIFICATION_READ, NOTIFICATIONS_READ } from './notification.schemas';
import { notificationView, type Notification } from './notification.view';
import { NotificationQuery, ReadAllRequest } from './notifications.dto';

/** What the caller was told. To have read it decides nothing and is not on the record. */
@Controller('notifications')
export class NotificationsController {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly record: CaseRecord,
  ) {}

  @Operation({ id: 'listNotifications', tag: 'notifications', summary: '我的通知，最新的在前', query: NotificationQuery, ok: { status: 200, schema: NOTIFICATION_PAGE }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async list(@CurrentPerson() { personId }: PersonPrincipal, @Query() query: NotificationQuery): Promise<Page<Notification>> {
    const limit = limitOf(query);
    const rows = await this.notifications.list(personId, { unread: query.unread, before: decodeCursor(query.cursor, UUID_KEY), limit });
    const page = pageOf(rows, { limit, key: ({ id }) => id });
    return { ...page, items: page.items.map((read) => notificationView(read, this.record.desk(read.case.processType))) };
  }

  @Operation({ id: 'countNotifications', tag: 'notifications', summary: '未读通知的数量', ok: { status: 200, schema: NOTIFICATION_COUNTS }, problems: ['NOT_ELIGIBLE'] })
  @Get('counts')
  async counts(@CurrentPerson() { personId }: PersonPrincipal): Promise<{ readonly unread: number }> {
    return { unread: await this.notifications.unread(personId) };
  }

  @Operation({ id: 'readNotification', tag: 'notifications', summary: '已读', ok: { status: 200, schema: NOTIFICATION_READ }, problems: ['NOT_ELIGIBLE'] })
  @Post(':id/read')
  @HttpCode(200)
  async read(@CurrentPerson() { personId }: PersonPrincipal, @IdParam() id: string): Promise<{ readonly notification: { readonly id: string; readonly readAt: string } }> {
    const readAt = await this.notifications.read(id, personId);
    if (readAt === undefined) throw new DomainError('NOT_FOUND');
    return { notification: { id, readAt: readAt.toISOString() } };
  }

  @Operation({ id: 'readNotifications', tag: 'notifications', summary: '全部已读', body: ReadAllRequest, ok: { status: 200, schema: NOTIFICATIONS_READ }, problems: ['NOT_ELIGIBLE'] })
  @Post('read')
  @HttpCode(200)
  async readAll(@CurrentPerson() { personId }: PersonPrincipal, @Body() { upTo }: ReadAllRequest): Promise<{ readonly read: number }> {
    return { read: await this.notifications.readAll(personId, upTo) };
  }
}
