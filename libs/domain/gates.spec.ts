import * as fc from 'fast-check';
import { evaluateGates, GATE_RULES, isGateId, type GateInput } from './gates';
import { GRADING_STATUSES } from './grading';
import { DATA_LEVELS } from './positions';

const clean: GateInput = {
  containsStateSecret: false,
  aggregatesToSecret: false,
  crossBorder: false,
  datasets: [{ id: 'd1', proposedLevel: 'IMPORTANT', determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED' }],
  sensitive: true,
  desensitization: { done: true, verified: true },
  staffing: [
    { position: 'UNIT_GROUP_LEADER', staffed: true },
    { position: 'UNIT_DESIGNATED_LEADER', staffed: true },
    { position: 'UNIT_DATA_ADMINISTRATOR', staffed: true },
  ],
  coreUseAllowed: false,
  distinctPossible: true,
};
const all = Object.keys(GATE_RULES);
const failing = (change: Partial<GateInput>): string[] =>
  evaluateGates(all, { ...clean, ...change }).filter((gate) => !gate.passed).map((gate) => gate.id);
const graded = { determinedLevel: 'GENERAL', gradingStatus: 'GRADED' } as const;

describe('gates', () => {
  it('let a clean application pass, and say nothing', () => {
    const results = evaluateGates(all, clean);
    expect(results.map((gate) => [gate.passed, gate.reason, gate.reasonEn])).toEqual(all.map(() => [true, '', '']));
  });

  it.each<[string, Partial<GateInput>, string[]]>([
    ['a state secret', { containsStateSecret: true }, ['G1']],
    ['a secret by aggregation', { aggregatesToSecret: true }, ['G1']],
    ['a transfer abroad', { crossBorder: true }, ['G2']],
    ['no data set named', { datasets: [] }, ['G6']],
    ['an ungraded data set', { datasets: [{ id: 'd1', ...graded }, { id: 'd2', gradingStatus: 'UNGRADED' }] }, ['G6']],
    ['a data set proposed but never graded', { datasets: [{ id: 'd1', proposedLevel: 'GENERAL', gradingStatus: 'UNGRADED' }] }, ['G6']],
    ['a pending re-grade', { datasets: [{ id: 'd1', determinedLevel: 'GENERAL', gradingStatus: 'REGRADE_PENDING' }] }, ['G6']],
    ['a data set graded without a level', { datasets: [{ id: 'd1', gradingStatus: 'GRADED' }] }, ['G6']],
    ['sensitive data, nothing done', { desensitization: undefined }, ['G7']],
    ['sensitive data, not done', { desensitization: { done: false, verified: true } }, ['G7']],
    ['sensitive data, not verified', { desensitization: { done: true, verified: false } }, ['G7']],
    ['data that is not sensitive needs none', { sensitive: false, desensitization: undefined }, []],
    ['an empty position', { staffing: clean.staffing.map((seat, i) => ({ ...seat, staffed: i !== 1 })) }, ['G14']],
    ['an unknown roster', { staffing: [] }, ['G14']],
    ['too few different people', { distinctPossible: false }, ['G15']],
    ['core data', { datasets: [{ id: 'd1', determinedLevel: 'CORE', gradingStatus: 'GRADED' }] }, ['G19']],
    ['proposed core data', { datasets: [{ id: 'd1', proposedLevel: 'CORE', ...graded }] }, ['G19']],
    ['core data that the rules allow', { coreUseAllowed: true, datasets: [{ id: 'd1', determinedLevel: 'CORE', gradingStatus: 'GRADED' }] }, []],
    ['proposed core data, not graded', { datasets: [{ id: 'd1', proposedLevel: 'CORE', gradingStatus: 'UNGRADED' }] }, ['G6', 'G19']],
  ])('%s', (_, change, expected) => expect(failing(change)).toEqual(expected));

  it('have the effects and articles of the regulation', () => {
    expect(all.map((id) => evaluateGates([id], clean)[0]).map((gate) => [gate?.id, gate?.effect, gate?.article])).toEqual([
      ['G1', 'REFER_OUT', '第二条、第三十九条'],
      ['G2', 'REFER_OUT', '第三十九条'],
      ['G6', 'BLOCK', '第二十八条、第三十条'],
      ['G7', 'BLOCK', '第十八条'],
      ['G14', 'BLOCK', '第五条（二）'],
      ['G15', 'DENY', '内部控制要求'],
      ['G19', 'BLOCK', '网络数据安全管理条例第六十三条'],
    ]);
  });

  it('name what is concerned', () => {
    const [g6, g14] = evaluateGates(['G6', 'G14'], {
      ...clean,
      datasets: [{ id: 'd1', ...graded }, { id: 'd2', gradingStatus: 'UNGRADED' }],
      staffing: clean.staffing.slice(1),
    });
    expect(g6).toMatchObject({ subjects: ['d2'], reason: '1 个数据集尚未定级或正在重新定级，不得使用、共享或开放' });
    expect(g14).toMatchObject({ subjects: ['UNIT_GROUP_LEADER'], reason: '本单位尚未落实：单位领导小组组长' });
  });

  it('answer in the order asked, and refuse a gate that is not in the table', () => {
    expect(evaluateGates(['G19', 'G1'], clean).map((gate) => gate.id)).toEqual(['G19', 'G1']);
    for (const id of ['G99', 'toString', '__proto__']) {
      expect(isGateId(id)).toBe(false);
      expect(() => evaluateGates([id], clean)).toThrow(RangeError);
    }
  });
});

describe('gates, for all inputs', () => {
  const dataset = fc.record(
    { id: fc.uuid(), proposedLevel: fc.constantFrom(...DATA_LEVELS), determinedLevel: fc.constantFrom(...DATA_LEVELS), gradingStatus: fc.constantFrom(...GRADING_STATUSES) },
    { requiredKeys: ['id', 'gradingStatus'] },
  );
  const input = fc.record({
    containsStateSecret: fc.boolean(),
    aggregatesToSecret: fc.boolean(),
    crossBorder: fc.boolean(),
    datasets: fc.array(dataset, { maxLength: 4 }),
    sensitive: fc.boolean(),
    desensitization: fc.option(fc.record({ done: fc.boolean(), verified: fc.boolean() }), { nil: undefined }),
    staffing: fc.array(fc.record({ position: fc.constantFrom('UNIT_GROUP_LEADER', 'UNIT_DESIGNATED_LEADER', 'UNIT_STAFF'), staffed: fc.boolean() })),
    coreUseAllowed: fc.boolean(),
    distinctPossible: fc.boolean(),
  });

  it('give a reason in both languages exactly where they fail', () => {
    fc.assert(
      fc.property(input, (data) => {
        for (const gate of evaluateGates(all, data)) {
          expect([gate.reason !== '', gate.reasonEn !== '']).toEqual([!gate.passed, !gate.passed]);
        }
      }),
    );
  });

  it('no data set more ever opens a gate on gradings or core data that was shut by one', () => {
    fc.assert(
      fc.property(input, dataset, (data, more) => {
        const shut = evaluateGates(['G6', 'G19'], data).filter((gate) => gate.subjects.length > 0);
        const after = evaluateGates(shut.map((gate) => gate.id), { ...data, datasets: [...data.datasets, more] });
        expect(after.every((gate) => !gate.passed)).toBe(true);
      }),
    );
  });
});
