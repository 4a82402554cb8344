import { Module } from '@nestjs/common';
import { ApprovalMetrics } from './approval-metrics';
import { DeliveriesController } from './deliveries.controller';
import { DeliveryRepository } from './delivery.repository';
import { OperationsController } from './operations.controller';
import { StuckRepository } from './stuck.repository';

@Module({ controllers: [OperationsController, DeliveriesController], providers: [ApprovalMetrics, DeliveryRepository, StuckRepository] })
export class OperationsModule {}
