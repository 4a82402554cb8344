import { Module } from '@nestjs/common';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { MeController } from './me.controller';

@Module({ controllers: [MeController], providers: [RosterRepository] })
export class MeModule {}
