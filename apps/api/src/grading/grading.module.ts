import { Module } from '@nestjs/common';
import { GradingStarters } from './grading-starters';
import { GradingSuggestionsController } from './grading-suggestions.controller';
import { ResourceImportsController } from './resource-imports.controller';
import { ResourceImportsService } from './resource-imports.service';

@Module({ controllers: [ResourceImportsController, GradingSuggestionsController], providers: [GradingStarters, ResourceImportsService] })
export class GradingModule {}
