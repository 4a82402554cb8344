import type { SeparationRule } from './separation-of-duties';

/** The natural persons who could fill a role now. */
export interface RoleCandidates {
  readonly role: string;
  readonly persons: readonly string[];
}

/**
 * Whether every role can be filled without breaking a rule (gate G15: enough distinct eligible people), one person a
 * role. A role that nobody can fill makes it impossible. Exact, by trying the scarcest roles first.
 */
export function canStaffDistinctly(rules: readonly SeparationRule[], roles: readonly RoleCandidates[]): boolean {
  const order = [...roles].sort((a, b) => a.persons.length - b.persons.length);
  const apart = (a: string, b: string): boolean => rules.some((rule) => rule.among.includes(a) && rule.among.includes(b));
  const place = (index: number, filled: ReadonlyMap<string, string>): boolean => {
    const next = order[index];
    if (next === undefined) return true;
    const free = next.persons.filter((person) => ![...filled].some(([role, other]) => other === person && apart(role, next.role)));
    return free.some((person) => place(index + 1, new Map([...filled, [next.role, person]])));
  };
  return place(0, new Map());
}
