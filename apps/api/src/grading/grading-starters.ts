import { Injectable } from '@nestjs/common';
import { DomainError } from '@libs/platform/errors/domain-error';
import { classificationGrading } from '@workflows/processes/classification-grading/definition';
import { DataSource } from 'typeorm';
import { audit, type AuditAction } from '../audit/audit';
import type { HeldPosition, PersonPrincipal } from '../auth/principal';

/** Who may prepare a grading: those who may start one. */
@Injectable()
export class GradingStarters {
  constructor(private readonly dataSource: DataSource) {}

  /** The units for which somebody prepares gradings. Throws `NOT_ELIGIBLE`, audited under this action. */
  async unitsOf({ personId, assignments }: PersonPrincipal, action: AuditAction): Promise<readonly HeldPosition['org'][]> {
    const starters: readonly string[] = classificationGrading.starters;
    const units = assignments.filter(({ position }) => starters.includes(position)).map(({ org }) => org);
    if (units.length > 0) return [...new Map(units.map((org) => [org.id, org])).values()];
    await audit(this.dataSource.manager, { action, actorKind: 'PERSON', actorId: personId, refused: 'NOT_ELIGIBLE' });
    throw new DomainError('NOT_ELIGIBLE');
  }
}
