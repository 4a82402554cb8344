import * as fc from 'fast-check';
import { compareLevels, isGraded, isUpward, protectiveLevel, strictest, type Grading } from './grading';
import { DATA_LEVELS, type DataLevel } from './positions';

const level = fc.constantFrom(...DATA_LEVELS);

describe('levels', () => {
  it('are ordered GENERAL, IMPORTANT, CORE', () => {
    expect([...DATA_LEVELS].sort(compareLevels)).toEqual(['GENERAL', 'IMPORTANT', 'CORE']);
  });

  it('the strictest is one of them that none exceeds', () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 1 }), (levels) => {
        const top = strictest(levels);
        expect(levels).toContain(top);
        expect(levels.every((other) => top !== undefined && compareLevels(other, top) <= 0)).toBe(true);
      }),
    );
    expect(strictest([])).toBeUndefined();
  });

  it.each<[DataLevel | undefined, DataLevel, boolean]>([
    ['GENERAL', 'IMPORTANT', true],
    ['IMPORTANT', 'CORE', true],
    ['IMPORTANT', 'IMPORTANT', false],
    ['CORE', 'GENERAL', false],
    [undefined, 'CORE', false],
  ])('from %p to %p is a rise: %p', (from, to, rise) => expect(isUpward(from, to)).toBe(rise));
});

describe('the protective level', () => {
  it.each<[string, Grading, DataLevel | 'UNGRADED', boolean]>([
    ['what the authority determined, though more was proposed', { proposedLevel: 'IMPORTANT', determinedLevel: 'GENERAL', gradingStatus: 'GRADED' }, 'GENERAL', true],
    ['what was proposed where nothing is determined', { proposedLevel: 'GENERAL', gradingStatus: 'GRADED' }, 'GENERAL', true],
    ['the stricter while pending: the proposed', { proposedLevel: 'CORE', determinedLevel: 'IMPORTANT', gradingStatus: 'REGRADE_PENDING' }, 'CORE', false],
    ['the stricter while pending: the determined', { proposedLevel: 'GENERAL', determinedLevel: 'IMPORTANT', gradingStatus: 'REGRADE_PENDING' }, 'IMPORTANT', false],
    ['what is proposed before the first grading', { proposedLevel: 'IMPORTANT', gradingStatus: 'UNGRADED' }, 'IMPORTANT', false],
    ['what it was made from before the first grading', { sourceLevel: 'IMPORTANT', gradingStatus: 'UNGRADED' }, 'IMPORTANT', false],
    ['the strictest of source and proposal before the first grading', { sourceLevel: 'CORE', proposedLevel: 'GENERAL', gradingStatus: 'UNGRADED' }, 'CORE', false],
    ['its own once graded, whatever it was made from', { sourceLevel: 'CORE', proposedLevel: 'GENERAL', gradingStatus: 'GRADED' }, 'GENERAL', true],
    ['none before anything is known', { gradingStatus: 'UNGRADED' }, 'UNGRADED', false],
    ['none, and not graded, where graded names no level', { gradingStatus: 'GRADED' }, 'UNGRADED', false],
  ])('%s', (_, grading, expected, graded) => {
    expect(protectiveLevel(grading)).toBe(expected);
    expect(isGraded(grading)).toBe(graded);
  });

  it('is never below either level while the grading is pending', () => {
    fc.assert(
      fc.property(level, level, fc.constantFrom('UNGRADED' as const, 'REGRADE_PENDING' as const), (proposedLevel, determinedLevel, gradingStatus) => {
        expect(protectiveLevel({ proposedLevel, determinedLevel, gradingStatus })).toBe(strictest([proposedLevel, determinedLevel]));
      }),
    );
  });
});
