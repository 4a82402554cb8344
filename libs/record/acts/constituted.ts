/** A body that is too small is none: its members decide nothing until it has enough of them. */
import { DomainError } from '@libs/platform/errors/domain-error';
import { countOf } from '@libs/policy/typed-values';
import type { CaseWork } from '../case-work';
import type { StepRow } from '../rows';

/**
 * Who stands back from a case stays a member of the body.
 * @throws DomainError NOT_OFFERED while the body of this step has fewer members than its rule asks for
 */
export function mustBeConstituted({ definition, loaded }: CaseWork, step: StepRow): void {
  const spec = definition.steps[step.key];
  const least = spec?.rule && 'members' in spec.rule ? spec.rule.members : undefined;
  if (!spec || least === undefined) return;
  const bodies = spec.seats.flatMap((seat) => ('body' in seat ? [seat.body] : []));
  const sitting = loaded.members.filter(({ body }) => bodies.some((code) => code === body)).map(({ personId }) => personId);
  const seated = loaded.tasks.flatMap(({ step_id, body_id, person_id }) => (step_id === step.id && body_id !== null && person_id !== null ? [person_id] : []));
  const stoodBack = loaded.recusals.map(({ person_id }) => person_id).filter((id) => seated.includes(id));
  const members = new Set([...sitting, ...stoodBack]).size;
  const needed = countOf(loaded.case.policies, least);
  if (members >= needed) return;
  throw new DomainError('NOT_OFFERED', { detail: { zh: `委员会现有委员 ${members} 人，不足 ${needed} 人，补足前不能表决。`, en: `The body has ${members} members and needs ${needed}: no vote is taken until then.` } });
}
