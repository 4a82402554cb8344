import { Injectable, Module } from '@nestjs/common';
import { SecretUploadsModule } from '../attachments/secret-uploads';
import { CaseVisibility } from '../ports/case-visibility';
import type { Principal } from '../auth/principal';
import { CaseRepository } from './case.repository';
import { CasesController } from './cases.controller';
import { CasesService } from './cases.service';
import { EligibleRepository } from './eligible.repository';

/** What belongs to a case is seen by who may see the case; machine clients see grants alone. */
@Injectable()
export class RecordedCases extends CaseVisibility {
  constructor(private readonly cases: CaseRepository) {
    super();
  }

  async maySee(principal: Principal, caseId: string): Promise<boolean> {
    return principal.kind === 'PERSON' && (await this.cases.maySee(caseId, principal.personId));
  }
}

@Module({
  imports: [SecretUploadsModule],
  controllers: [CasesController],
  providers: [CaseRepository, CasesService, EligibleRepository, RecordedCases],
  exports: [CaseRepository, CasesService, EligibleRepository, RecordedCases],
})
export class CasesModule {}
