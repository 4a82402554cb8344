import { Module } from '@nestjs/common';
import { ExpectedRunReader } from './expected-run.repository';
import { ExpectedRunsController } from './expected-runs.controller';

@Module({ controllers: [ExpectedRunsController], providers: [ExpectedRunReader] })
export class ExpectedRunsModule {}
