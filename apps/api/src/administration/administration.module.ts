import { Global, Module } from '@nestjs/common';
import { AdministratorActs } from './administrator-acts';

@Global()
@Module({ providers: [AdministratorActs], exports: [AdministratorActs] })
export class AdministrationModule {}
