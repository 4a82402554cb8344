import * as fc from 'fast-check';
import { APPLICANT_ROLE, violations, type RoleAct, type SeparationRule } from './separation-of-duties';

const rules: SeparationRule[] = [
  { id: 'applicant', title: '申请人不得参与审批', among: [APPLICANT_ROLE, 'initialAssessment', 'secondaryAssessment', 'secondaryAuthorization'] },
  { id: 'operatorVerifier', title: '脱敏与核验不得为同一人', among: ['desensitization', 'desensitizationVerification'] },
  { id: 'witnesses', title: '监销人须为不同人员', among: ['witness', 'destruction'], onceEach: true },
];
const act = (role: string, ...persons: string[]): RoleAct => ({ role, persons });
const conflicts = (acts: RoleAct[], candidate: RoleAct): string[] =>
  violations({ rules, acts, candidate }).map((v) => `${v.rule}:${v.conflictsWith}`);

describe('separation of duties', () => {
  it.each<[string, RoleAct[], RoleAct, string[]]>([
    ['an applicant does not decide', [act(APPLICANT_ROLE, 'p1')], act('initialAssessment', 'p1'), ['applicant:APPLICANT']],
    ['another person may', [act(APPLICANT_ROLE, 'p1')], act('initialAssessment', 'p2'), []],
    ['roles of different rules do not touch', [act(APPLICANT_ROLE, 'p1')], act('desensitization', 'p1'), []],
    ['a delegate answers for the applicant', [act(APPLICANT_ROLE, 'p1')], act('initialAssessment', 'p2', 'p1'), ['applicant:APPLICANT']],
    ['an agent who acted for another may not act alone', [act('initialAssessment', 'p2', 'p3')], act('secondaryAssessment', 'p2'), ['applicant:initialAssessment']],
    ['nor may the one acted for', [act('initialAssessment', 'p2', 'p3')], act('secondaryAssessment', 'p3'), ['applicant:initialAssessment']],
    ['chains that share a third person conflict', [act('desensitization', 'p1', 'p9')], act('desensitizationVerification', 'p2', 'p9'), ['operatorVerifier:desensitization']],
    ['a role is filled again after a correction', [act('initialAssessment', 'p1')], act('initialAssessment', 'p1'), []],
    ['unless each seat of it needs another person', [act('witness', 'p1')], act('witness', 'p1'), ['witnesses:witness']],
    ['every conflict is named once', [act(APPLICANT_ROLE, 'p1'), act('initialAssessment', 'p1'), act('initialAssessment', 'p1')], act('secondaryAssessment', 'p1'), ['applicant:APPLICANT', 'applicant:initialAssessment']],
  ])('%s', (_, acts, candidate, expected) => expect(conflicts(acts, candidate)).toEqual(expected));

  it('names the rule, its title and both roles', () => {
    expect(violations({ rules, acts: [act('desensitization', 'p1')], candidate: act('desensitizationVerification', 'p1') })).toEqual([
      { rule: 'operatorVerifier', title: '脱敏与核验不得为同一人', role: 'desensitizationVerification', conflictsWith: 'desensitization' },
    ]);
  });
});

describe('separation of duties, for all rules and acts', () => {
  const role = fc.constantFrom('a', 'b', 'c', 'd', APPLICANT_ROLE);
  const anyRules = fc.array(
    fc.record({ id: fc.uuid(), title: fc.string(), among: fc.uniqueArray(role, { minLength: 1 }), onceEach: fc.boolean() }),
    { maxLength: 4 },
  );
  const chain = fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3', 'p4'), { minLength: 1, maxLength: 3 });
  const anyAct = fc.record({ role, persons: chain });

  it('is symmetric: who comes first does not matter', () => {
    fc.assert(
      fc.property(anyRules, anyAct, anyAct, (rs, a, b) => {
        const ab = violations({ rules: rs, acts: [a], candidate: b }).map((v) => [v.rule, v.conflictsWith, v.role]);
        const ba = violations({ rules: rs, acts: [b], candidate: a }).map((v) => [v.rule, v.role, v.conflictsWith]);
        expect(ab).toEqual(ba);
      }),
    );
  });

  it('is broken exactly where the chains of two roles of one rule meet', () => {
    fc.assert(
      fc.property(anyRules, anyAct, anyAct, (rs, a, b) => {
        const meet = a.persons.some((person) => b.persons.includes(person));
        const broken = rs.filter((r) => meet && r.among.includes(a.role) && r.among.includes(b.role) && (a.role !== b.role || r.onceEach));
        expect(violations({ rules: rs, acts: [a], candidate: b }).map((v) => v.rule)).toEqual(broken.map((r) => r.id));
      }),
    );
  });

  it('is not laundered by a longer chain, nor mended by more acts', () => {
    fc.assert(
      fc.property(anyRules, fc.array(anyAct, { maxLength: 5 }), anyAct, fc.array(anyAct), chain, (rs, acts, candidate, more, others) => {
        const before = violations({ rules: rs, acts, candidate });
        const longer = { role: candidate.role, persons: [...others, ...candidate.persons] };
        expect(violations({ rules: rs, acts: [...more, ...acts], candidate })).toEqual(expect.arrayContaining(before));
        expect(violations({ rules: rs, acts, candidate: longer })).toEqual(expect.arrayContaining(before));
        const handedOn = acts.map((a) => ({ role: a.role, persons: [...a.persons, ...others] }));
        expect(violations({ rules: rs, acts: handedOn, candidate })).toEqual(expect.arrayContaining(before));
      }),
    );
  });
});
