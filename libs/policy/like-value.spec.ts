import { isLike } from './like-value';
import type { PolicyValue } from './policy';
import { POLICY_SET } from './policy-set';

const length: PolicyValue = { type: 'DURATION', amount: 3, unit: 'WORKING_DAY' };
const count: PolicyValue = { type: 'COUNT', value: 5, unit: '次', comparison: '>=' };

describe('a new value of a policy', () => {
  it.each(POLICY_SET.map(({ key, value }) => [key, value]))('%s may stay what it is', (_, value) => {
    expect(isLike(structuredClone(value), value)).toBe(true);
  });

  it.each<[unknown, PolicyValue]>([
    [{ type: 'DURATION', amount: 5, unit: 'HOUR' }, length],
    [{ type: 'COUNT', value: 3, unit: '次', comparison: '>=' }, count],
    [{ type: 'CODES', values: ['UNIT_GROUP_LEADER'] }, { type: 'CODES', values: ['UNIT_DESIGNATED_LEADER', 'UNIT_GROUP_LEADER'] }],
  ])('%p is one', (value, like) => {
    expect(isLike(value, like)).toBe(true);
  });

  it.each<[unknown, PolicyValue]>([
    [null, length],
    [[], length],
    ['PT3H', length],
    [{ type: 'COUNT', value: 3, unit: '次' }, length],
    [{ type: 'DURATION', amount: -1, unit: 'HOUR' }, length],
    [{ type: 'DURATION', amount: 1.5, unit: 'HOUR' }, length],
    [{ type: 'DURATION', amount: 1, unit: 'YEAR' }, length],
    [{ type: 'DURATION', amount: 1 }, length],
    [{ type: 'DURATION', amount: 1, unit: 'HOUR', extra: true }, length],
    [{ type: 'COUNT', value: 3, unit: '人', comparison: '>=' }, count],
    [{ type: 'COUNT', value: 3, unit: '次' }, count],
    [{ type: 'RATIO', numerator: 3, denominator: 2 }, { type: 'RATIO', numerator: 1, denominator: 2 }],
    [{ type: 'CODES', values: [] }, { type: 'CODES', values: ['UNIT_STAFF'] }],
    [{ type: 'CODES', values: ['KING'] }, { type: 'CODES', values: ['UNIT_STAFF'] }],
    [{ type: 'FLAG', value: 'true' }, { type: 'FLAG', value: true }],
    [{ type: 'DATE_OF_YEAR', from: '13-01', to: '12-31' }, { type: 'DATE_OF_YEAR', from: '10-01', to: '12-31' }],
  ])('%p is none', (value, like) => {
    expect(isLike(value, like)).toBe(false);
  });
});
