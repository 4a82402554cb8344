import * as fc from 'fast-check';
import { canStaffDistinctly, type RoleCandidates } from './distinct-staffing';
import { violations, type RoleAct, type SeparationRule } from './separation-of-duties';

const rule = (...among: string[]): SeparationRule => ({ id: among.join(), title: '', among });
const can = (rules: SeparationRule[], roles: Record<string, string[]>): boolean =>
  canStaffDistinctly(rules, Object.entries(roles).map(([role, persons]) => ({ role, persons })));

describe('enough different people', () => {
  it.each<[string, SeparationRule[], Record<string, string[]>, boolean]>([
    ['no roles', [rule('a', 'b')], {}, true],
    ['one each', [rule('a', 'b')], { a: ['p'], b: ['q'] }, true],
    ['one for two', [rule('a', 'b')], { a: ['p'], b: ['p'] }, false],
    ['one for two that may be the same', [], { a: ['p'], b: ['p'] }, true],
    ['two for three', [rule('a', 'b', 'c')], { a: ['p', 'q'], b: ['p', 'q'], c: ['p', 'q'] }, false],
    ['the first choice must give way', [rule('a', 'b')], { a: ['p', 'q'], b: ['p'] }, true],
    ['nobody for a role', [rule('a', 'b')], { a: [], b: ['p'] }, false],
    ['two rules share a role, not a person', [rule('a', 'b'), rule('b', 'c')], { a: ['p'], b: ['q'], c: ['p'] }, true],
  ])('%s', (_, rules, roles, possible) => expect(can(rules, roles)).toBe(possible));

  it.each<[string, SeparationRule[], RoleCandidates[], boolean]>([
    ['two of two', [], [{ role: 'a', persons: ['p', 'q'], needed: 2 }], true],
    ['three of two', [], [{ role: 'a', persons: ['p', 'q'], needed: 3 }], false],
    ['two of one who is named twice', [], [{ role: 'a', persons: ['p', 'p'], needed: 2 }], false],
    ['two of three, where another role takes one', [rule('a', 'b')], [{ role: 'a', persons: ['p', 'q', 'r'], needed: 2 }, { role: 'b', persons: ['r'] }], true],
    ['three of three, where another role takes one', [rule('a', 'b')], [{ role: 'a', persons: ['p', 'q', 'r'], needed: 3 }, { role: 'b', persons: ['r'] }], false],
    ['two seats of a role that one person may fill', [rule('a', 'b')], [{ role: 'a', persons: ['p'] }, { role: 'a', persons: ['p'] }], true],
    ['two seats of a role that need two people', [{ ...rule('a'), onceEach: true }], [{ role: 'a', persons: ['p'] }, { role: 'a', persons: ['p'] }], false],
    ['none needed of nobody', [], [{ role: 'a', persons: [], needed: 0 }], true],
  ])('%s', (_, rules, roles, possible) => expect(canStaffDistinctly(rules, roles)).toBe(possible));

  it('are there exactly if some choice of one person a role breaks no rule', () => {
    const names = ['a', 'b', 'c', 'd'];
    const persons = fc.uniqueArray(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 });
    const rules = fc.array(fc.uniqueArray(fc.constantFrom(...names), { minLength: 2 }), { maxLength: 3 }).map((sets) => sets.map((set) => rule(...set)));
    const choices = ([first, ...rest]: RoleCandidates[]): RoleAct[][] =>
      first === undefined ? [[]] : first.persons.flatMap((person) => choices(rest).map((others) => [{ role: first.role, persons: [person] }, ...others]));
    const clean = (rs: SeparationRule[], acts: RoleAct[]): boolean =>
      acts.every((candidate, i) => violations({ rules: rs, acts: acts.slice(0, i), candidate }).length === 0);
    fc.assert(
      fc.property(rules, fc.tuple(persons, persons, persons, persons), (rs, eligible) => {
        const roles = names.map((role, i) => ({ role, persons: eligible[i] ?? [] }));
        expect(canStaffDistinctly(rs, roles)).toBe(choices(roles).some((acts) => clean(rs, acts)));
      }),
      { numRuns: 300 },
    );
  });
});
