import { Module } from '@nestjs/common';
import { StandingAgentRepository } from './standing-agent.repository';
import { StandingAgentsController } from './standing-agents.controller';
import { StandingAgentsService } from './standing-agents.service';

@Module({ controllers: [StandingAgentsController], providers: [StandingAgentRepository, StandingAgentsService] })
export class StandingAgentsModule {}
