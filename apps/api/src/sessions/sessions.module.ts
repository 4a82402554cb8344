import { Module } from '@nestjs/common';
import { SessionRepository } from './session.repository';
import { SessionsController } from './sessions.controller';

@Module({ controllers: [SessionsController], providers: [SessionRepository] })
export class SessionsModule {}
