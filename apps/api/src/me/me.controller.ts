import { Controller, Get } from '@nestjs/common';
import { RosterRepository } from '@libs/persistence/repositories/roster.repository';
import { ME } from '../auth/auth.schemas';
import { CurrentPerson } from '../auth/current-principal';
import type { PersonPrincipal } from '../auth/principal';
import { Operation } from '../openapi/operation';

export interface Me {
  readonly person: { readonly id: string; readonly name: string; readonly account: string };
  readonly assignments: readonly {
    readonly position: string;
    readonly positionTitle: string;
    readonly org: { readonly code: string; readonly name: string };
    readonly dept?: string;
  }[];
}

@Controller('me')
export class MeController {
  constructor(private readonly roster: RosterRepository) {}

  /** Read afresh: a new assignment is there at once. */
  @Operation({ id: 'getMe', tag: 'auth', summary: '当前人员及其任职', ok: { status: 200, schema: ME }, problems: ['NOT_ELIGIBLE'] })
  @Get()
  async me(@CurrentPerson() { personId, name, account }: PersonPrincipal): Promise<Me> {
    const assignments = await this.roster.assignmentsOf(personId);
    return {
      person: { id: personId, name, account },
      assignments: assignments.map(({ position, positionTitle, org, dept }) => ({
        position,
        positionTitle,
        org: { code: org.code, name: org.name },
        ...(dept !== undefined && { dept }),
      })),
    };
  }
}
