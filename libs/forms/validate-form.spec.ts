import { Field, Form } from './field';
import { IsChoice, IsChoiceList, IsCount, IsText, Nested, NestedList } from './rules';
import { validateForm } from './validate-form';
import { IsObject } from 'class-validator';
import { describeField, type FormClass } from './registry';

const KINDS = { ANNUAL: '年假', OTHER: '其他' } as const;

const Carries = (): PropertyDecorator => (target, key) => {
  describeField(target, key, { carries: true });
  IsObject()(target, key);
};

class Row {
  @Field('名称') @IsText(10) name: string;
}
class Deep {
  @Field('种类') @IsChoice(KINDS) kind: string;
  @Field('其他说明', { when: ['kind', 'OTHER'] }) @IsText(10) other?: string;
  @Field('说明', { when: ['kind', ['OTHER', 'ANNUAL']], optional: true }) @IsText(10) either?: string;
}
@Form<Sheet>('样表', ({ rows }) => (rows.length > 2 ? [{ path: 'rows', code: 'TOO_MANY', params: { max: 2 } }] : []))
class Sheet {
  @Field('明细') @NestedList(() => Row, { items: 5 }) rows: Row[];
  @Field('类别') @Nested(() => Deep) deep: Deep;
  @Field('数量', { optional: true }) @IsCount(1, 9) count?: number;
  @Field('种类', { optional: true }) @IsChoiceList(KINDS) kinds?: string[];
}

class Carrier {
  @Field('表单') @Carries() form: object;
}

const GOOD = { rows: [{ name: '甲' }], deep: { kind: 'ANNUAL' } };
const errorsOf = (plain: unknown, cls: FormClass = Sheet): readonly { path: string; code: string }[] => {
  const result = validateForm(cls, plain);
  return 'errors' in result ? result.errors.map(({ path, code }) => ({ path, code })) : [];
};

describe('validateForm', () => {
  it('gives back the very input', () => {
    const result = validateForm(Sheet, GOOD);
    expect('value' in result && result.value).toBe(GOOD);
  });

  it.each([[null], [undefined], ['text'], [[]], [7], [new Date(0)]])('refuses %p as a whole', (plain) => {
    expect(errorsOf(plain)).toEqual([{ path: '', code: 'WRONG_TYPE' }]);
  });

  it('names every wrong field, rows by their index', () => {
    expect(errorsOf({ rows: [{ name: '甲' }, { name: 5 }, []], deep: { kind: 'ANNUAL', extra: 1 }, count: 0 })).toEqual([
      { path: 'rows[2]', code: 'WRONG_TYPE' },
      { path: 'deep.extra', code: 'UNKNOWN_FIELD' },
      { path: 'count', code: 'OUT_OF_RANGE' },
    ]);
    expect(errorsOf({ ...GOOD, rows: [{ name: '甲' }, { name: 5 }] })).toEqual([{ path: 'rows[1].name', code: 'WRONG_TYPE' }]);
  });

  it('asks for a conditional field only while its condition holds, and refuses it otherwise', () => {
    expect(errorsOf({ ...GOOD, deep: { kind: 'OTHER' } })).toEqual([{ path: 'deep.other', code: 'REQUIRED' }]);
    expect(errorsOf({ ...GOOD, deep: { kind: 'OTHER', other: '有' } })).toEqual([]);
    expect(errorsOf({ ...GOOD, deep: { kind: 'ANNUAL', other: '有' } })).toEqual([{ path: 'deep.other', code: 'NOT_APPLICABLE' }]);
    expect(errorsOf({ ...GOOD, deep: { kind: 'ANNUAL', either: '有' } })).toEqual([]);
  });

  it.each(['{"__proto__": {"x": 1}}', '{"constructor": 1}', '{"prototype": 1}'])('refuses the prototype key in %s', (json) => {
    const [key] = Object.keys(JSON.parse(json));
    expect(errorsOf({ ...GOOD, deep: JSON.parse(json) })).toEqual([{ path: `deep.${key}`, code: 'UNKNOWN_FIELD' }]);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each([
    [{ ...GOOD, count: Infinity }, 'count', 'WRONG_TYPE'],
    [{ ...GOOD, count: Number.NaN }, 'count', 'WRONG_TYPE'],
    [{ ...GOOD, ['\udc00']: 1 }, '\uFFFD', 'BAD_CHARACTER'],
    [{ ...GOOD, ['a\u0000']: 1 }, 'a\uFFFD', 'BAD_CHARACTER'],
  ])('refuses what no JSON text can say, or nobody can store: %#', (plain, path, code) => {
    expect(errorsOf(plain)).toEqual([{ path, code }]);
  });

  it('names what is wrong inside a carried form from that form’s own root', () => {
    const path = (plain: unknown): string[] => errorsOf(plain, Carrier).map((error) => error.path);
    expect(path({ form: { deep: { other: null } } })).toEqual(['deep.other']);
    expect(path({ form: null })).toEqual(['form']);
  });

  it('bounds depth, size and text whatever the class says', () => {
    const nest = (n: number): unknown => (n === 0 ? 1 : [nest(n - 1)]);
    expect(errorsOf(nest(50)).map(({ code }) => code)).toEqual(['TOO_DEEP']);
    expect(errorsOf({ ...GOOD, count: Array.from({ length: 30_000 }, () => 1) })).toEqual([{ path: '', code: 'TOO_LARGE' }]);
    expect(errorsOf({ ...GOOD, rows: [{ name: `a${'\uFE0F'.repeat(30_000)}` }] })).toEqual([{ path: 'rows[0].name', code: 'TOO_LONG' }]);
  });

  it('checks what holds between fields only once every field is fine', () => {
    const rows = [{ name: '甲' }, { name: '乙' }, { name: '丙' }];
    expect(errorsOf({ ...GOOD, rows })).toEqual([{ path: 'rows', code: 'TOO_MANY' }]);
    expect(errorsOf({ ...GOOD, rows, count: 'x' })).toEqual([{ path: 'count', code: 'WRONG_TYPE' }]);
  });

  it('speaks Chinese by titles and English by paths', () => {
    const result = validateForm(Sheet, { ...GOOD, rows: [{ name: 'x'.repeat(11) }], kinds: ['ANNUAL', 'NO'] });
    expect('errors' in result && result.errors.map(({ message }) => message)).toEqual([
      { zh: '「明细第 1 项：名称」不得超过 10 个字。', en: '"rows[0].name" may have at most 10 characters.' },
      { zh: '「种类第 2 项」只能从给定选项中选择：年假、其他。', en: '"kinds[1]" must be one of: ANNUAL, OTHER.' },
    ]);
  });
});
