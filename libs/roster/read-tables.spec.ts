import { POSITIONS } from '@libs/domain/positions';
import { readTables } from './read-tables';
import { ORGANISATION_TITLES, TABLES, type TableName } from './tables';

const bytes = (...lines: string[]): Uint8Array => Buffer.from(lines.join('\r\n'));
const ASSIGNMENTS = '账号,单位代码,岗位,部门,任职开始,任职截止';
const problemsOf = (name: TableName, table: Uint8Array): (readonly [path: string, code: string])[] => readTables({ [name]: table }).problems.map(({ path, code }) => [path, code]);

describe('a table of the roster', () => {
  it('is read with Chinese headings, names and dates as Excel writes them', () => {
    const { wanted, problems } = readTables({
      organisations: bytes('单位代码,单位名称,单位类型', 'NEW-CLINIC,新门诊部,医疗卫生机构'),
      persons: bytes('账号,姓名,在册', 'new.one,甲 某,是', 'new.two,乙某,', ',,', ''),
      assignments: bytes(ASSIGNMENTS, 'new.one,NEW-CLINIC,数据管理员,,2026/3/1,2026-12-31'),
      members: bytes('单位代码,委员会代码,委员会名称,账号,主任委员', 'NEW-CLINIC,UNIT_TECH_REVIEW_GROUP,技术审核组,new.one,是'),
    });
    expect(problems).toEqual([]);
    expect(wanted).toMatchObject({
      organisations: [{ code: 'NEW-CLINIC', name: '新门诊部', type: 'MEDICAL_INSTITUTION' }],
      persons: [{ account: 'new.one', name: '甲 某', active: true }, { account: 'new.two', name: '乙某' }],
      assignments: [{ account: 'new.one', orgCode: 'NEW-CLINIC', position: 'UNIT_DATA_ADMINISTRATOR', dept: null, from: '2026-03-01', until: '2026-12-31' }],
      members: [{ bodyCode: 'UNIT_TECH_REVIEW_GROUP', bodyTitle: '技术审核组', chair: true }],
    });
    expect(wanted.persons).toHaveLength(2);
    expect(wanted.persons[1]).not.toHaveProperty('active');
  });

  it('is read with codes for headings and names, in any order of columns', () => {
    const { wanted } = readTables({ assignments: bytes('position,orgCode,account', 'UNIT_STAFF,NEW-CLINIC,new.one') });
    expect(wanted.assignments).toMatchObject([{ position: 'UNIT_STAFF', orgCode: 'NEW-CLINIC', account: 'new.one' }]);
    expect(wanted.assignments[0]).not.toHaveProperty('until');
  });

  it.each([
    ['UTF-8', Buffer.from('账号,姓名\nnew.one,喆堃')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFF账号,姓名\nnew.one,喆堃')],
    ['GB18030', Buffer.from('d5cbbac52cd0d5c3fb0a6e65772e6f6e652c86b488d2', 'hex')],
  ])('is read in %s', (_, table) => {
    const { wanted, problems } = readTables({ persons: table });
    expect(problems).toEqual([]);
    expect(wanted.persons).toMatchObject([{ account: 'new.one', name: '喆堃' }]);
  });

  it.each<[string, TableName, Uint8Array, [string, string][]]>([
    ['no text', 'persons', Buffer.from([0xff, 0xff, 0xff, 0xff]), [['persons.1', 'UNREADABLE']]],
    ['no heading', 'persons', Buffer.from(''), [['persons.1', 'EMPTY']]],
    ['an open quote', 'persons', bytes('账号,姓名', 'a,"b'), [['persons.2', 'UNREADABLE']]],
    ['a missing column', 'persons', bytes('账号', 'a'), [['persons.1.name', 'REQUIRED']]],
    ['a column too many', 'persons', bytes('账号,姓名,密码', 'a,b,c'), [['persons.1.密码', 'UNKNOWN_COLUMN'], ['persons.2', 'UNKNOWN_COLUMN']]],
    ['a column twice', 'persons', bytes('账号,姓名,account', 'a,b,c'), [['persons.1.account', 'DUPLICATE']]],
    ['a cell too many', 'persons', bytes('账号,姓名', 'a,b,c'), [['persons.2', 'UNKNOWN_COLUMN']]],
    ['an empty name', 'persons', bytes('账号,姓名', 'a, '), [['persons.2.name', 'REQUIRED']]],
    ['a blank inside an account', 'persons', bytes('账号,姓名', 'a b,c'), [['persons.2.account', 'BAD_FORMAT']]],
    ['a formula', 'persons', bytes('账号,姓名', `a,"=HYPERLINK(""http://x"")"`), [['persons.2.name', 'BAD_CHARACTER']]],
    ['an invisible character', 'persons', bytes('账号,姓名', 'a,b\u200bc'), [['persons.2.name', 'BAD_CHARACTER']]],
    ['a name that is too long', 'persons', bytes('账号,姓名', `a,${'长'.repeat(101)}`), [['persons.2.name', 'TOO_LONG']]],
    ['a flag that is none', 'persons', bytes('账号,姓名,在册', 'a,b,也许'), [['persons.2.active', 'WRONG_TYPE']]],
    ['an organisation code', 'organisations', bytes('单位代码,单位名称,单位类型', 'a b,c,医疗卫生机构'), [['organisations.2.code', 'BAD_FORMAT']]],
    ['a type that is none', 'organisations', bytes('单位代码,单位名称,单位类型', 'AB,c,公司'), [['organisations.2.type', 'NOT_IN_LIST']]],
    ['a position that is none and a day that is none', 'assignments', bytes(ASSIGNMENTS, 'a,AB,院长,,2026-02-30,'), [['assignments.2.position', 'NOT_IN_LIST'], ['assignments.2.from', 'NOT_A_DATE']]],
  ])('tells %s by line and column', (_, name, table, expected) => {
    expect(problemsOf(name, table)).toEqual(expected);
  });

  it('says where in the words of the table', () => {
    const { problems } = readTables({ assignments: bytes(ASSIGNMENTS, 'a,AB,院长,,,') });
    expect(problems[0]?.message.zh).toBe('任职表第 2 行「岗位」：没有这一名称或代码。');
  });

  it('is bounded in bytes and lines', () => {
    expect(problemsOf('persons', Buffer.alloc(5 * 1_024 * 1_024 + 1, 'a'))).toEqual([['persons.1', 'UNREADABLE']]);
    expect(problemsOf('persons', bytes('账号,姓名', ...Array.from({ length: 20_001 }, (_v, i) => `a${i},b`)))).toEqual([['persons.1', 'TOO_MANY']]);
  });

  it('has words that each mean one thing', () => {
    const distinct = (words: string[]): boolean => new Set(words).size === words.length;
    expect(distinct(Object.values(POSITIONS).map(({ title }) => title))).toBe(true);
    expect(distinct(Object.values(ORGANISATION_TITLES))).toBe(true);
    for (const { columns } of TABLES) expect(distinct([...Object.keys(columns), ...Object.values(columns)])).toBe(true);
  });
});
