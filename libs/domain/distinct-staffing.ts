import type { SeparationRule } from './separation-of-duties';

/** The natural persons who could fill a role now. */
export interface RoleCandidates {
  readonly role: string;
  readonly persons: readonly string[];
  /** How many different ones of them it takes; one unless given. */
  readonly needed?: number;
}

/**
 * Whether every role can be filled without breaking a rule (gate G15: enough distinct eligible people). A role that nobody
 * can fill makes it impossible. A role may be there more than once: where a rule says `onceEach` its seats need different
 * people. Exact, by trying the scarcest roles first.
 */
export function canStaffDistinctly(rules: readonly SeparationRule[], roles: readonly RoleCandidates[]): boolean {
  const order = [...roles].sort((a, b) => spare(a) - spare(b));
  const apart = (a: string, b: string): boolean => rules.some(({ among, onceEach }) => among.includes(a) && among.includes(b) && (a !== b || onceEach === true));
  const place = (index: number, filled: readonly Filled[]): boolean => {
    const next = order[index];
    if (next === undefined) return true;
    const free = [...new Set(next.persons)].filter((person) => !filled.some(({ role, persons }) => persons.includes(person) && apart(role, next.role)));
    return someChoice(free, next.needed ?? 1, (persons) => place(index + 1, [...filled, { role: next.role, persons }]));
  };
  return place(0, []);
}

interface Filled {
  readonly role: string;
  readonly persons: readonly string[];
}

const spare = ({ persons, needed = 1 }: RoleCandidates): number => persons.length - needed;

/** Whether some choice of so many of them, in whichever order, will do. */
function someChoice(persons: readonly string[], many: number, will: (chosen: readonly string[]) => boolean, chosen: readonly string[] = []): boolean {
  if (many === 0) return will(chosen);
  return persons.some((person, index) => persons.length - index >= many && someChoice(persons.slice(index + 1), many - 1, will, [...chosen, person]));
}
