import { Module } from '@nestjs/common';
import { CopiesController } from './copies.controller';

@Module({ controllers: [CopiesController] })
export class CopiesModule {}
