import { Module } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { PoliciesService } from './policies.service';
import { PoliciesController } from './policies.controller';

@Module({ controllers: [PoliciesController], providers: [PoliciesService, PolicyRepository], exports: [PolicyRepository] })
export class PoliciesModule {}
