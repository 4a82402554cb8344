import { Module } from '@nestjs/common';
import { AssignmentsController } from './assignments.controller';
import { PersonsController } from './persons.controller';
import { RosterReader } from './roster.reader';

@Module({ controllers: [PersonsController, AssignmentsController], providers: [RosterReader] })
export class RosterModule {}
