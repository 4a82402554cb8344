import { Module } from '@nestjs/common';
import { AbsenceRepository } from './absence.repository';
import { AbsencesController } from './absences.controller';
import { AbsencesService } from './absences.service';

@Module({ controllers: [AbsencesController], providers: [AbsenceRepository, AbsencesService] })
export class AbsencesModule {}
