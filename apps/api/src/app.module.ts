import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AbsencesModule } from './absences/absences.module';
import { AdministrationModule } from './administration/administration.module';
import { AttachmentsModule } from './attachments/attachments.module';
import { AuditModule } from './audit/audit.module';
import { AuthModule } from './auth/auth.module';
import { CalendarModule } from './calendar/calendar.module';
import { DraftsModule } from './drafts/drafts.module';
import { EventsModule } from './events/events.module';
import { HealthModule } from './health/health.module';
import { AllowedMethods } from './http/allowed-methods';
import { FormPipe } from './http/form.pipe';
import { ProblemFilter } from './http/problem.filter';
import { UnknownQueryGuard } from './http/unknown-query.guard';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { MeModule } from './me/me.module';
import { PlatformModule, type PlatformParts } from './platform/platform.module';
import { PoliciesModule } from './policies/policies.module';
import { CasesModule } from './cases/cases.module';
import { CopiesModule } from './copies/copies.module';
import { GrantsModule } from './grants/grants.module';
import { LinksModule } from './links/links.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OidcModule } from './oidc/oidc.module';
import { OperationsModule } from './operations/operations.module';
import { OpinionDraftsModule } from './opinion-drafts/opinion-drafts.module';
import { ProcessTypesModule } from './process-types/process-types.module';
import { RecordModule } from './record/record.module';
import { TasksModule } from './tasks/tasks.module';
import { PortsModule } from './ports/ports.module';
import { ExpectedRunsModule } from './expected-runs/expected-runs.module';
import { RegistersModule } from './registers/registers.module';
import { GradingModule } from './grading/grading.module';
import { ResourcesModule } from './resources/resources.module';
import { RosterModule } from './roster/roster.module';
import { ScopeModule } from './scope/scope.module';
import { SessionsModule } from './sessions/sessions.module';
import { StandingAgentsModule } from './standing-agents/standing-agents.module';
import { WebhooksModule } from './webhooks/webhooks.module';

/** One module a resource. Filters, guards and pipes that concern every route are named here and nowhere else. */
const RESOURCES = [MeModule, AuditModule, OidcModule, DraftsModule, ResourcesModule, GradingModule, RegistersModule, ExpectedRunsModule, RosterModule, AbsencesModule, StandingAgentsModule, PoliciesModule, CalendarModule, AttachmentsModule, HealthModule, CasesModule, TasksModule, SessionsModule, CopiesModule, OpinionDraftsModule, NotificationsModule, EventsModule, WebhooksModule, GrantsModule, OperationsModule, ProcessTypesModule, LinksModule];

@Module({})
export class AppModule {
  static with(parts: PlatformParts): DynamicModule {
    return {
      module: AppModule,
      // Before everything else AuthModule, whose guard is the first.
      imports: [PlatformModule.with(parts), RecordModule, PortsModule, ScopeModule, IdempotencyModule, AdministrationModule, AuthModule, ...RESOURCES],
      providers: [
        AllowedMethods,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: UnknownQueryGuard },
        { provide: APP_PIPE, useClass: FormPipe },
      ],
    };
  }
}
