import { Module } from '@nestjs/common';
import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { PoliciesController } from './policies.controller';

@Module({ controllers: [PoliciesController], providers: [PolicyRepository], exports: [PolicyRepository] })
export class PoliciesModule {}
