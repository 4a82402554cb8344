import { Module } from '@nestjs/common';
import { RegistersModule } from '../registers/registers.module';
import { ResourceReader } from './resource.repository';
import { ResourcesController } from './resources.controller';

@Module({ imports: [RegistersModule], controllers: [ResourcesController], providers: [ResourceReader] })
export class ResourcesModule {}
