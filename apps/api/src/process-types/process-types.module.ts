import { Module } from '@nestjs/common';
import { PreviewService } from './preview.service';
import { ProcessTypesController } from './process-types.controller';

@Module({ controllers: [ProcessTypesController], providers: [PreviewService] })
export class ProcessTypesModule {}
