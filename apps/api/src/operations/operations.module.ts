import { Module } from '@nestjs/common';
import { ApprovalMetrics } from './approval-metrics';
import { OperationsController } from './operations.controller';
import { StuckRepository } from './stuck.repository';

@Module({ controllers: [OperationsController], providers: [ApprovalMetrics, StuckRepository] })
export class OperationsModule {}
