import { Module } from '@nestjs/common';
import { AttachmentsModule } from '../attachments/attachments.module';
import { CatalogueController } from './catalogue.controller';
import { ChangeReader } from './change.reader';
import { CertificatesController } from './certificates.controller';
import { ChangesController } from './changes.controller';
import { FilingsController } from './filings.controller';
import { ObligationsController } from './obligations.controller';
import { Registers } from './register';

@Module({
  imports: [AttachmentsModule],
  controllers: [FilingsController, CertificatesController, ObligationsController, ChangesController, CatalogueController],
  providers: [Registers, ChangeReader],
  exports: [Registers, ChangeReader],
})
export class RegistersModule {}
