/** In which capacity somebody acts: which of the positions that they hold now admits the act. */
import { DomainError } from '@libs/platform/errors/domain-error';
import type { PositionCode } from '@libs/domain/positions';
import type { By } from '../by';
import type { CaseWork } from '../case-work';
import type { Actor, HeldPosition } from '../loaded';
import { ownerOf, placeOn, placesOf, sitterOf, type Place } from '../assignee';
import { seatOrg } from '../seats';
import type { TaskRow } from '../rows';

export interface ActingAs {
  readonly position: string;
  readonly orgCode: string;
}

export const byPerson = (actor: Actor, { position, orgId, standsFor = null }: Pick<HeldPosition, 'position' | 'orgId'> & Partial<Pick<Place, 'standsFor'>>): By => ({
  actor_kind: 'PERSON',
  actor_id: actor.personId,
  position,
  org_id: orgId,
  ...(standsFor !== null && { on_behalf_of: standsFor }),
});

/** The applicant acts in the position in which the case was started. */
export const asApplicant = (work: CaseWork, actor: Actor): By => ({ actor_kind: 'PERSON', actor_id: actor.personId, position: work.case.applicant_position, org_id: work.case.applicant_org_id ?? work.case.org_id });

/** Somebody who sits in no seat acts in what they hold in the case's organisation, if anything. */
export const inNoSeat = (work: CaseWork, actor: Actor): By => {
  const held = actor.assignments.find(({ orgId }) => orgId === work.case.org_id);
  return { actor_kind: 'PERSON', actor_id: actor.personId, position: held?.position ?? null, org_id: work.case.org_id };
};

export const matches = (held: HeldPosition, actingAs: ActingAs | undefined): boolean => !actingAs || (held.position === actingAs.position && held.orgCode === actingAs.orgCode);

/**
 * Also where the task is delegated: it stays the owner's.
 * @throws DomainError NOT_ELIGIBLE unless the actor holds the seat of this task now
 */
export function seatOf(work: CaseWork, actor: Actor, task: TaskRow, actingAs?: ActingAs): By {
  const by = seated(work, actor, task, actingAs);
  if (!by) throw new DomainError('NOT_ELIGIBLE');
  return by;
}

/** The seat of this task as the actor holds it now, or a principal for whom they stand in, if one does. */
export function seated(work: CaseWork, actor: Actor, task: TaskRow, actingAs?: ActingAs): By | undefined {
  const place = placeOn(task, ownerOf(work.loaded, task), sitterOf(work.loaded, actor), { applicantId: work.case.applicant_id, fits: (one) => matches(one, actingAs) });
  return place === 'APPLICANT' ? asApplicant(work, actor) : place && byPerson(actor, place);
}

/** Whether the actor holds the seat of this task now. */
export const sits = (work: CaseWork, actor: Actor, task: TaskRow): boolean => seated(work, actor, task) !== undefined;

/** @throws DomainError NOT_ELIGIBLE unless the actor holds one of these positions, each in the organisation of its scope, or stands in for who does */
export function oneOf(work: CaseWork, actor: Actor, positions: readonly PositionCode[], actingAs?: ActingAs): By {
  const held = placesOf(actor).find(
    (one) => positions.includes(one.position) && one.orgId === seatOrg(one.position, work.case.org_id, work.loaded.orgs) && matches(one, actingAs),
  );
  if (!held) throw new DomainError('NOT_ELIGIBLE');
  return byPerson(actor, held);
}
