import { Global, Module } from '@nestjs/common';
import { PROCESSES } from '@workflows/processes/index';
import { CasesModule, RecordedCases } from '../cases/cases.module';
import { CaseVisibility } from './case-visibility';
import { ProcessTypeList } from './process-type-list';

/**
 * What the foundation asks of modules that stand on it. A module that provides one of these is imported here and named
 * with `useExisting`.
 */
@Global()
@Module({
  imports: [CasesModule],
  providers: [
    { provide: CaseVisibility, useExisting: RecordedCases },
    { provide: ProcessTypeList, useFactory: (): ProcessTypeList => ({ has: (id) => PROCESSES.has(id) }) },
  ],
  exports: [CaseVisibility, ProcessTypeList],
})
export class PortsModule {}
