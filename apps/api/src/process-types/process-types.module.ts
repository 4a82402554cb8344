import { Module } from '@nestjs/common';
import { DatasetReader } from './dataset.reader';
import { PreviewService } from './preview.service';
import { ProcessTypesController } from './process-types.controller';

@Module({ controllers: [ProcessTypesController], providers: [DatasetReader, PreviewService] })
export class ProcessTypesModule {}
