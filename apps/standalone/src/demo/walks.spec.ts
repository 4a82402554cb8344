import { PROCESSES } from '@workflows/processes';
import { WALKS } from '@workflows/processes/walks';
import { waits } from './time';

test('every process that is offered has a walk for the demonstration, in which no time has to pass', () => {
  const offered = [...PROCESSES.values()].flatMap(({ definition }) => (definition.offered ? [definition.id] : []));
  expect(offered.filter((process) => Object.values(WALKS.get(process) ?? {}).every(waits))).toEqual([]);
  expect(waits({ moves: [{ child: 'x', moves: [{ over: 'limit' }] }] })).toBe(true);
});

test('every walk leads to an end that its process has, by moves that its definition knows', () => {
  const unknown = [...WALKS].flatMap(([process, walks]) => {
    const definition = PROCESSES.get(process)?.definition;
    const known = { ...definition?.steps, ...definition?.reviews, ...definition?.children };
    return Object.entries(walks).flatMap(([name, { to, moves }]) => [
      ...(definition && Object.hasOwn(definition.terminals, to) ? [] : [`${process} ${name} leads to ${to}`]),
      ...moves.flatMap((move) => ('step' in move ? [move.step] : 'correct' in move ? [move.correct] : 'act' in move ? [move.act] : 'child' in move ? [move.child] : [])).filter((key) => !Object.hasOwn(known, key)).map((key) => `${process} ${name} names ${key}`),
    ]);
  });
  expect(unknown).toEqual([]);
});
