import { Module } from '@nestjs/common';
import { ResourceReader } from './resource.repository';
import { ResourcesController } from './resources.controller';

@Module({ controllers: [ResourcesController], providers: [ResourceReader] })
export class ResourcesModule {}
