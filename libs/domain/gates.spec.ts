import * as fc from 'fast-check';
import type { GateInput } from './gate-input';
import { evaluateGates, GATE_RULES, isGateId } from './gates';
import { GRADING_STATUSES } from './grading';
import { DATA_LEVELS, isPosition, POSITIONS, type PositionCode } from './positions';

const NOW = 1_000_000;
const clean: GateInput = {
  now: NOW,
  containsStateSecret: false,
  aggregatesToSecret: false,
  crossBorder: false,
  impact: 'NOT_SIGNIFICANT',
  datasets: [{ id: 'd1', proposedLevel: 'IMPORTANT', determinedLevel: 'IMPORTANT', gradingStatus: 'GRADED', preserved: false, retainUntil: NOW }],
  sensitive: true,
  desensitization: { done: true, verified: true },
  bulkOperation: false,
  agreementUntil: NOW + 1,
  platform: 'DISTRICT_BIG_DATA_PLATFORM',
  dualReview: { ethics: true, technical: true },
  destruction: { assessed: true, reviewed: true },
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
const publication = { fields: ['NAME', 'ADDRESS'], subjects: 10, consenting: 9, statutoryBasis: false } as const;

/** regulation.md §5.4, row by row: the condition, what comes of it, and the article. G16 is the database's, G17 and G18 belong to the collection of data. */
const TABLE: [id: string, condition: string, change: Partial<GateInput>, effect: string, article: string][] = [
  ['G1', 'contains a state secret', { containsStateSecret: true }, 'REFER_OUT', '第二条、第三十九条'],
  ['G1', 'aggregates to a state secret', { aggregatesToSecret: true }, 'REFER_OUT', '第二条、第三十九条'],
  ['G1', 'is a secret, whatever was cleared', { containsStateSecret: true, cleared: true }, 'REFER_OUT', '第二条、第三十九条'],
  ['G2', 'crosses the border', { crossBorder: true }, 'REFER_OUT', '第三十九条'],
  ['G2', 'crosses the border, not cleared', { crossBorder: true, cleared: false }, 'REFER_OUT', '第三十九条'],
  ['G3', 'has a significant negative impact', { impact: 'SIGNIFICANT' }, 'PROHIBITED', '第三十二条'],
  ['G3', 'is not analysed yet', { impact: undefined }, 'BLOCK', '第三十二条'],
  ['G4', 'collects biometrics without a basis in law', { biometrics: { types: ['FACE'], statutoryBasis: false } }, 'REJECT', '第十四条（一）'],
  ['G5', 'collects outside the catalogue', { outsideCatalogue: ['item-1'] }, 'REJECT', '第十四条（一）'],
  ['G6', 'names no data set', { datasets: [] }, 'BLOCK', '第二十八条、第三十条'],
  ['G6', 'is not graded', { datasets: [{ id: 'd1', ...graded }, { id: 'd2', gradingStatus: 'UNGRADED' }] }, 'BLOCK', '第二十八条、第三十条'],
  ['G6', 'is proposed but never graded', { datasets: [{ id: 'd1', proposedLevel: 'GENERAL', gradingStatus: 'UNGRADED' }] }, 'BLOCK', '第二十八条、第三十条'],
  ['G6', 'is being graded again', { datasets: [{ id: 'd1', determinedLevel: 'GENERAL', gradingStatus: 'REGRADE_PENDING' }] }, 'BLOCK', '第二十八条、第三十条'],
  ['G6', 'is graded without a level', { datasets: [{ id: 'd1', gradingStatus: 'GRADED' }] }, 'BLOCK', '第二十八条、第三十条'],
  ['G7', 'is sensitive, and nothing is done', { desensitization: undefined }, 'BLOCK', '第十八条'],
  ['G7', 'is sensitive, and not desensitized', { desensitization: { done: false, verified: true } }, 'BLOCK', '第十八条'],
  ['G7', 'is sensitive, and not verified', { desensitization: { done: true, verified: false } }, 'BLOCK', '第十八条'],
  ['G8', 'is a bulk operation without a grant of its own', { bulkOperation: true, bulkGranted: false }, 'DENY', '第十八条'],
  ['G9', 'is a vendor without an agreement', { agreementUntil: undefined }, 'DENY', '第十三条'],
  ['G9', 'is a vendor whose agreement has just ended', { agreementUntil: NOW }, 'DENY', '第十三条'],
  ['G10', 'publishes persons of whom one does not consent', { publication }, 'REJECT', '第三十三条'],
  ['G11', 'goes over a third platform', { platform: 'SOME_OTHER_PLATFORM' }, 'REJECT', '第三十四条第二款'],
  ['G11', 'goes over what the prototype of objects has', { platform: 'constructor' }, 'REJECT', '第三十四条第二款'],
  ['G11', 'has no platform yet', { platform: undefined }, 'BLOCK', '第三十四条第二款'],
  ['G12', 'lacks the ethics review', { dualReview: { ethics: false, technical: true } }, 'BLOCK', '第三十四条第三款'],
  ['G12', 'lacks the technical review', { dualReview: { ethics: true, technical: false } }, 'BLOCK', '第三十四条第三款'],
  ['G12', 'lacks both reviews', { dualReview: undefined }, 'BLOCK', '第三十四条第三款'],
  ['G13', 'is not assessed', { destruction: undefined }, 'BLOCK', '第二十条'],
  ['G13', 'is not reviewed', { destruction: { assessed: true, reviewed: false } }, 'BLOCK', '第二十条'],
  ['G13', 'is preserved', { datasets: [{ id: 'd1', ...graded, preserved: true }] }, 'BLOCK', '第二十条'],
  ['G13', 'has a copy of what is preserved', { destruction: { assessed: true, reviewed: true, copiesOnly: true }, datasets: [{ id: 'd1', ...graded, preserved: true }] }, 'BLOCK', '第二十条'],
  ['G13', 'is still retained', { datasets: [{ id: 'd1', ...graded, retainUntil: NOW + 1 }] }, 'BLOCK', '第二十条'],
  ['G14', 'comes from a unit with an empty position', { staffing: clean.staffing.map((seat, i) => ({ ...seat, staffed: i !== 1 })) }, 'BLOCK', '第五条（二）'],
  ['G14', 'comes from a unit without a roster', { staffing: [] }, 'BLOCK', '第五条（二）'],
  ['G15', 'cannot be filled by different people', { distinctPossible: false }, 'DENY', '内部控制要求'],
  ['G19', 'is core data', { datasets: [{ id: 'd1', determinedLevel: 'CORE', gradingStatus: 'GRADED' }] }, 'BLOCK', '网络数据安全管理条例第六十三条'],
  ['G19', 'is proposed as core data', { datasets: [{ id: 'd1', proposedLevel: 'CORE', ...graded }] }, 'BLOCK', '网络数据安全管理条例第六十三条'],
];

describe('regulation.md §5.4', () => {
  it('has a row here for every rule that is written', () => expect([...new Set(TABLE.map(([id]) => id))]).toEqual(all));

  it.each(TABLE)('%s: what %s is refused, by that rule alone, with its article', (id, _condition, change, effect, article) => {
    const refused = evaluateGates(all, { ...clean, ...change }).filter(({ passed }) => !passed);
    expect(refused.map((gate) => [gate.id, gate.effect, gate.article])).toEqual([[id, effect, article]]);
    expect([refused[0]?.reason, refused[0]?.reasonEn]).not.toContain('');
  });

  it.each(TABLE.filter(([id]) => id !== 'G14'))('%s: what %s is refused to every position there is, and to all of them together', (id, _condition, change) => {
    const everybody = Object.keys(POSITIONS).filter(isPosition);
    const rosters: PositionCode[][] = [...everybody.map((position) => [position]), everybody];
    for (const roster of rosters) {
      const [gate] = evaluateGates([id], { ...clean, ...change, staffing: roster.map((position) => ({ position, staffed: true })) });
      expect(gate?.passed).toBe(false);
    }
  });

  it('no position but the three that 第五条（二） names fills their places', () => {
    const others = Object.keys(POSITIONS).filter(isPosition).filter((position) => position !== 'UNIT_DESIGNATED_LEADER');
    expect(failing({ staffing: others.map((position) => ({ position, staffed: true })) })).toEqual(['G14']);
  });
});

describe('gates', () => {
  it('let a clean application pass, and say nothing', () => {
    const results = evaluateGates(all, clean);
    expect(results.map((gate) => [gate.passed, gate.reason, gate.reasonEn])).toEqual(all.map(() => [true, '', '']));
  });

  it.each<[string, Partial<GateInput>]>([
    ['a transfer abroad that an external document has cleared', { crossBorder: true, cleared: true }],
    ['biometrics that a law provides for', { biometrics: { types: ['IRIS'], statutoryBasis: true } }],
    ['no biometrics', { biometrics: { types: [], statutoryBasis: false } }],
    ['nothing outside the catalogue', { outsideCatalogue: [] }],
    ['data that is not sensitive', { sensitive: false, desensitization: undefined }],
    ['a bulk operation under its own grant', { bulkOperation: true, bulkGranted: true }],
    ['a publication to which everybody consents', { publication: { ...publication, consenting: 10 } }],
    ['a publication that a law provides for', { publication: { ...publication, statutoryBasis: true } }],
    ['a publication without personal fields', { publication: { ...publication, fields: [] } }],
    ['copies alone, while the data is retained', { destruction: { assessed: true, reviewed: true, copiesOnly: true }, datasets: [{ id: 'd1', ...graded, retainUntil: NOW + 1 }] }],
    ['the other platform', { platform: 'HEALTH_INFO_EXCHANGE_PLATFORM' }],
    ['core data that the rules allow', { coreUseAllowed: true, datasets: [{ id: 'd1', determinedLevel: 'CORE', gradingStatus: 'GRADED' }] }],
  ])('let %s pass', (_, change) => expect(failing(change)).toEqual([]));

  it('name all that is wrong', () => {
    expect(failing({ datasets: [{ id: 'd1', proposedLevel: 'CORE', gradingStatus: 'UNGRADED', preserved: true }] })).toEqual(['G6', 'G13', 'G19']);
  });

  it('name what is concerned', () => {
    const [g6, g10, g14] = evaluateGates(['G6', 'G10', 'G14'], {
      ...clean,
      datasets: [{ id: 'd1', ...graded }, { id: 'd2', gradingStatus: 'UNGRADED' }],
      publication,
      staffing: clean.staffing.slice(1),
    });
    expect(g6).toMatchObject({ subjects: ['d2'], reason: '1 个数据集尚未定级或正在重新定级，不得使用、共享或开放' });
    expect(g10).toMatchObject({ reason: '公开姓名、住址，尚有 1 人（或其监护人）未同意' });
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
    { id: fc.uuid(), proposedLevel: fc.constantFrom(...DATA_LEVELS), determinedLevel: fc.constantFrom(...DATA_LEVELS), gradingStatus: fc.constantFrom(...GRADING_STATUSES), preserved: fc.boolean(), retainUntil: fc.integer() },
    { requiredKeys: ['id', 'gradingStatus'] },
  );
  const twoMarks = (one: string, other: string): fc.Arbitrary<Record<string, boolean>> => fc.record({ [one]: fc.boolean(), [other]: fc.boolean() });
  const input = fc.record(
    {
      now: fc.integer(),
      containsStateSecret: fc.boolean(),
      aggregatesToSecret: fc.boolean(),
      crossBorder: fc.boolean(),
      cleared: fc.boolean(),
      impact: fc.constantFrom('NOT_SIGNIFICANT', 'SIGNIFICANT'),
      datasets: fc.array(dataset, { maxLength: 4 }),
      sensitive: fc.boolean(),
      desensitization: twoMarks('done', 'verified'),
      bulkOperation: fc.boolean(),
      bulkGranted: fc.boolean(),
      agreementUntil: fc.integer(),
      platform: fc.constantFrom('DISTRICT_BIG_DATA_PLATFORM', 'HEALTH_INFO_EXCHANGE_PLATFORM', 'ELSEWHERE'),
      dualReview: twoMarks('ethics', 'technical'),
      destruction: twoMarks('assessed', 'reviewed'),
      staffing: fc.array(fc.record({ position: fc.constantFrom('UNIT_GROUP_LEADER', 'UNIT_DESIGNATED_LEADER', 'UNIT_STAFF'), staffed: fc.boolean() })),
      coreUseAllowed: fc.boolean(),
      distinctPossible: fc.boolean(),
    },
    { requiredKeys: ['now', 'containsStateSecret', 'aggregatesToSecret', 'crossBorder', 'datasets', 'sensitive', 'staffing', 'coreUseAllowed', 'distinctPossible'] },
  ) as fc.Arbitrary<GateInput>;

  it('give a reason in both languages exactly where they fail', () => {
    fc.assert(
      fc.property(input, (data) => {
        for (const gate of evaluateGates(all, data)) {
          expect([gate.reason !== '', gate.reasonEn !== '']).toEqual([!gate.passed, !gate.passed]);
        }
      }),
    );
  });

  it('no data set more ever opens a gate that was shut by one', () => {
    fc.assert(
      fc.property(input, dataset, (data, more) => {
        const shut = evaluateGates(['G6', 'G13', 'G19'], data).filter((gate) => gate.subjects.length > 0);
        const after = evaluateGates(shut.map((gate) => gate.id), { ...data, datasets: [...data.datasets, more] });
        expect(after.every((gate) => !gate.passed)).toBe(true);
      }),
    );
  });
});
