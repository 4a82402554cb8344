/** A session of a body in the shape of the contract: who sits in it, who has voted, and what each said once it has settled. */
import { standingOf } from '@libs/record/standing';
import type { Definition } from '@workflows/kit/definition';
import type { PersonPrincipal } from '../auth/principal';
import type { PersonRef } from '../cases/case.read';
import { personOf, titleOfStep } from '../cases/case.view';
import { seesRefusals } from '../cases/refusal-scope';
import type { SessionRead } from './session.repository';

export interface SessionMember {
  readonly person: PersonRef;
  readonly chair: boolean;
  readonly recused: boolean;
  readonly voted: boolean;
  /** One's own, or once the session has settled. */
  readonly outcome?: string;
}

export interface SessionView {
  readonly step: { readonly id: string; readonly key: string; readonly title: string; readonly kind: string; readonly status: string; readonly outcome?: string };
  readonly case: { readonly id: string; readonly number: string; readonly title: string; readonly processType: string; readonly status: string };
  readonly members: readonly SessionMember[];
  /** Members that must have voted before an outcome counts. */
  readonly quorum: number;
  readonly present: number;
  /** Fewer than the quorum are left: somebody has to fill the seats. */
  readonly undecidable: boolean;
  readonly recusals: readonly { readonly person: PersonRef; readonly reason?: string; readonly at: string }[];
  readonly dissents: readonly { readonly person: PersonRef; readonly opinion: string; readonly at: string }[];
}

export function sessionView(read: SessionRead, definition: Definition, who: PersonPrincipal): SessionView {
  const { case: row, step } = read;
  const bodies = (definition.steps[step.key]?.seats ?? []).flatMap((seat) => ('body' in seat ? [seat.body] : []));
  const body = read.members.filter((member) => bodies.some((code) => code === member.body));
  const own = read.tasks.filter(({ added }) => added === null);
  const sat = own.flatMap(({ person_id }) => (person_id === null ? [] : [person_id]));
  const recusals = read.recusals.filter(({ step_id, person_id }) => step_id === step.id || sat.includes(person_id) || body.some((member) => member.person_id === person_id));
  const shown = seesRefusals(who, { orgId: row.org_id, applicantId: row.applicant_id, processType: row.process_type });
  const settled = step.status !== 'OPEN' && step.outcome !== null;
  const standing = standingOf({ definition, loaded: read }, step);
  const memberView = (id: string): SessionMember => {
    const vote = read.decisions.find(({ actor_id, task_id }) => actor_id === id && own.some((task) => task.id === task_id));
    return {
      person: personOf(read, id),
      chair: body.some(({ person_id, chair }) => person_id === id && chair),
      recused: recusals.some(({ person_id }) => person_id === id),
      voted: vote !== undefined,
      ...(vote && (settled || id === who.personId) && { outcome: vote.outcome }),
    };
  };
  return {
    step: { id: step.id, key: step.key, title: titleOfStep(definition, step), kind: step.kind, status: step.status, ...(step.outcome !== null && { outcome: step.outcome }) },
    case: { id: row.id, number: row.number, title: row.title, processType: row.process_type, status: row.status },
    members: [...new Set([...sat, ...recusals.map(({ person_id }) => person_id)])].map(memberView),
    quorum: standing.own.presentNeeded,
    present: standing.own.present,
    undecidable: step.status === 'OPEN' && standing.own.undecidable,
    recusals: recusals.map(({ person_id, reason, at }) => ({ person: personOf(read, person_id), ...(shown && { reason }), at })),
    dissents: read.dissents.map(({ person_id, opinion, at }) => ({ person: personOf(read, person_id), opinion, at })),
  };
}
