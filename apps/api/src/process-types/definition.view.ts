/** A definition as people outside see it. */
import { durationText, toIso8601Duration } from '@libs/domain/duration';
import { GATE_RULES, isGateId } from '@libs/domain/gates';
import { BODY_TITLES } from '@workflows/rehearsal/seats';
import type { PolicyValue } from '@libs/policy/policy';
import { outcomesOf, type Definition, type Seat } from '@workflows/kit/definition';
import { titleOfPosition } from '../cases/case.view';

type Policies = Readonly<Record<string, PolicyValue>>;

export const summaryView = ({ id, title, articles, starters, terminals, summary, code }: Definition): Record<string, unknown> => ({
  id,
  code,
  title,
  articles,
  starters: starters.map((position) => ({ position, title: titleOfPosition(position) })),
  outcomes: Object.entries(terminals).map(([key, terminal]) => ({ key, title: terminal.title })),
  summary,
});

export const definitionView = (definition: Definition, policies: Policies): Record<string, unknown> => ({
  ...summaryView(definition),
  version: definition.version,
  sections: Object.entries(definition.sections).map(([key, title]) => ({ key, title })),
  gates: Object.entries(definition.gates).map(([key, { title, rules }]) => ({ key, title, rules: rules.map((id) => (isGateId(id) ? { id, title: GATE_RULES[id].title, article: GATE_RULES[id].article } : { id })) })),
  steps: Object.entries(definition.steps).map(([key, step]) => ({
    key,
    title: step.title,
    kind: step.kind,
    article: step.article,
    seats: step.seats.map(seatOf),
    outcomes: Object.entries(outcomesOf(step)).map(([outcome, { title, reasonRequired }]) => ({ key: outcome, title, reasonRequired })),
    clock: clockOf(step.clocks?.[0]?.policy, step.clocks?.[0]?.nature, policies),
  })),
});

const seatOf = (seat: Seat): Record<string, string> =>
  'applicant' in seat ? { applicant: 'true', title: '申请人' } : 'body' in seat ? { body: seat.body, title: BODY_TITLES[seat.body] } : { position: seat.position, title: titleOfPosition(seat.position) };

function clockOf(policy: string | undefined, nature: string | undefined, policies: Policies): Record<string, unknown> | null {
  const value = policy === undefined ? undefined : policies[policy];
  if (value?.type !== 'DURATION') return null;
  return { policy, nature, duration: toIso8601Duration(value), text: durationText(value) };
}
