import { Module } from '@nestjs/common';
import { GrantRepository } from './grant.repository';
import { GrantsController } from './grants.controller';

@Module({ controllers: [GrantsController], providers: [GrantRepository] })
export class GrantsModule {}
