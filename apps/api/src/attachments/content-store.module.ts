import { Module } from '@nestjs/common';
import { Config } from '@libs/platform/config/config';
import { ContentStore } from '@libs/platform/files/content-store';

@Module({ providers: [{ provide: ContentStore, useFactory: ({ attachmentsDir }: Config) => new ContentStore(attachmentsDir), inject: [Config] }], exports: [ContentStore] })
export class ContentStoreModule {}
