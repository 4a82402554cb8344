import { Module } from '@nestjs/common';
import { OperationsController } from './operations.controller';
import { StuckRepository } from './stuck.repository';

@Module({ controllers: [OperationsController], providers: [StuckRepository] })
export class OperationsModule {}
