import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { AssignmentsController } from './assignments.controller';
import { HandOversService } from './hand-overs.service';
import { PersonSecondFactorController } from './person-second-factor.controller';
import { PersonSessionsController } from './person-sessions.controller';
import { PersonsController } from './persons.controller';
import { RosterImportService } from './roster-import.service';
import { RosterImportsController } from './roster-imports.controller';
import { RosterKeeper } from './roster.keeper';
import { RosterReader } from './roster.reader';
import { Succession } from './succession';

@Module({ imports: [AuthModule], controllers: [PersonsController, PersonSecondFactorController, PersonSessionsController, AssignmentsController, RosterImportsController], providers: [RosterReader, RosterImportService, RosterKeeper, Succession, HandOversService] })
export class RosterModule {}
