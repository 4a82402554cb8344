import { Injectable } from '@nestjs/common';
import { civilDateOf } from '@libs/domain/calendar';
import { DomainError } from '@libs/platform/errors/domain-error';
import { newId } from '@libs/record/changes';
import type { Answer, IdempotencyKey } from '@libs/record/idempotency';
import { DataSource } from 'typeorm';
import { audit, type AuditEntry } from '../audit/audit';
import type { PersonPrincipal } from '../auth/principal';
import { IdempotencyService } from '../idempotency/idempotency.service';
import type { OrganisationScope } from '../scope/reading-scope';
import type { AbsenceRequest } from './absence.dto';
import { AbsenceRepository, type Absence } from './absence.repository';

/** Whose roster somebody keeps: the district's administrators everybody's, a unit's data administrator the unit's. */
export function keptBy({ assignments }: PersonPrincipal): OrganisationScope {
  if (assignments.some(({ position }) => position === 'SYSTEM_ADMINISTRATOR' || position === 'PROCESS_ADMINISTRATOR')) return 'ALL';
  return assignments.filter(({ position }) => position === 'UNIT_DATA_ADMINISTRATOR').map(({ org }) => org.id);
}

/** Absences are entered by whoever is away and by who keeps the roster. They take nobody's rights: who looks ahead counts with them. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly absences: AbsenceRepository,
    private readonly idempotency: IdempotencyService,
  ) {}

  async enter(person: PersonPrincipal, { personId = person.personId, from, to }: AbsenceRequest, key: IdempotencyKey): Promise<Answer<unknown>> {
    if (to < from || to < civilDateOf(Date.now())) throw new DomainError('FORM_INVALID', { errors: [{ path: 'to', code: 'OUT_OF_RANGE', message: { zh: '截止日不得早于起始日和今日。', en: 'The last day is not before the first one, nor before today.' } }] });
    if (personId !== person.personId && !(await this.absences.isKept(personId, keptBy(person)))) await this.refuse('ABSENCE_ENTERED', person);
    return this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
      const id = newId();
      await this.absences.insert(manager, { id, personId, from, to, enteredBy: person.personId });
      await audit(manager, { action: 'ABSENCE_ENTERED', actorKind: 'PERSON', actorId: person.personId, details: { absenceId: id, personId, from, to } });
      const [absence] = await this.absences.list({ keeps: 'ALL', self: personId, id, after: null, limit: 1 }, manager);
      return { status: 201, body: absence, location: `/api/v1/absences/${id}` };
    });
  }

  /** @throws DomainError NOT_FOUND for whoever may not know of it, NOT_OFFERED once it was cancelled */
  async cancel(person: PersonPrincipal, id: string, key: IdempotencyKey): Promise<Answer<unknown>> {
    const { person: away } = await this.get(person, id);
    return this.idempotency.run({ ...key, callerId: person.personId }, async (manager) => {
      if (!(await this.absences.cancel(manager, id, person.personId))) throw new DomainError('NOT_OFFERED');
      await audit(manager, { action: 'ABSENCE_CANCELLED', actorKind: 'PERSON', actorId: person.personId, details: { absenceId: id, personId: away.id } });
      const [absence] = await this.absences.list({ keeps: 'ALL', self: away.id, id, after: null, limit: 1 }, manager);
      return { status: 200, body: absence };
    });
  }

  async get(person: PersonPrincipal, id: string): Promise<Absence> {
    const [absence] = await this.absences.list({ keeps: keptBy(person), self: person.personId, id, after: null, limit: 1 });
    if (absence === undefined) throw new DomainError('NOT_FOUND');
    return absence;
  }

  private async refuse(action: AuditEntry['action'], { personId }: PersonPrincipal): Promise<never> {
    await audit(this.dataSource.manager, { action, actorKind: 'PERSON', actorId: personId, refused: 'NOT_ELIGIBLE' });
    throw new DomainError('NOT_ELIGIBLE');
  }
}
