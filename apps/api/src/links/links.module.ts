import { Module } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { Links } from '@libs/notify/signed-links';
import { AuthModule } from '../auth/auth.module';
import { OidcModule } from '../oidc/oidc.module';
import { TasksModule } from '../tasks/tasks.module';
import { Callers } from './caller';
import { LinkRepository } from './link.repository';
import { LinksController } from './links.controller';
import { LinksService } from './links.service';

@Module({
  imports: [AuthModule, OidcModule, TasksModule],
  controllers: [LinksController],
  providers: [
    { provide: Links, useFactory: ({ linkKey, linkKeyPrevious }: Config) => new Links([linkKey, linkKeyPrevious].filter((key) => key !== undefined)), inject: [Config] },
    Callers,
    LinkRepository,
    LinksService,
  ],
})
export class LinksModule {}
