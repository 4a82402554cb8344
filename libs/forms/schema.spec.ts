import { Field, Form } from './field';
import { IsCalendarDate, IsChoice, IsChoiceList, IsFlag, IsIdList, IsText, MustBeTrue, Nested, NestedList } from './rules';
import { componentSchemas, formSchema } from './schema';
import { uiSchema } from './ui-schema';

const KINDS = { ANNUAL: '年假', OTHER: '其他' } as const;

class Row {
  @Field('日期') @IsCalendarDate() on: string;
}
class Part {
  @Field('种类') @IsChoice(KINDS) kind: string;
  @Field('其他说明', { when: ['kind', 'OTHER'], help: '请说明' }) @IsText(300) other?: string;
}
@Form('样表')
class Sheet {
  @Field('部分') @Nested(() => Part) part: Part;
  @Field('明细', { section: 'part' }) @NestedList(() => Row, { items: 5 }) rows: Row[];
  @Field('几种', { optional: true }) @IsChoiceList(KINDS) kinds?: string[];
  @Field('数据集', { picker: 'resources' }) @IsIdList({ items: 3 }) ids: string[];
  @Field('确认') @MustBeTrue() sure: boolean;
  @Field('是否') @IsFlag() flag: boolean;
}

const NAMED = [
  { const: 'ANNUAL', title: '年假' },
  { const: 'OTHER', title: '其他' },
];

describe('formSchema', () => {
  it('carries titles, names of choices, conditions, sections and nothing that the class does not have', () => {
    const schema = formSchema(Sheet);
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: '样表',
      required: ['part', 'rows', 'ids', 'sure', 'flag'],
      additionalProperties: false,
      properties: {
        part: { $ref: '#/$defs/Part', title: '部分', 'x-section': 'part' },
        rows: { type: 'array', minItems: 1, maxItems: 5, items: { $ref: '#/$defs/Row' }, 'x-section': 'part' },
        kinds: { items: { oneOf: NAMED }, uniqueItems: true, 'x-section': 'kinds' },
        sure: { type: 'boolean', const: true },
        flag: { type: 'boolean', title: '是否' },
      },
      $defs: {
        Part: {
          properties: { kind: { type: 'string', oneOf: NAMED } },
          required: ['kind'],
          allOf: [
            {
              if: { properties: { kind: { const: 'OTHER' } }, required: ['kind'] },
              // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
              then: { properties: { other: { title: '其他说明', description: '请说明', maxLength: 300 } }, required: ['other'] },
            },
          ],
          unevaluatedProperties: false,
        },
        Row: { properties: { on: { type: 'string', format: 'date', title: '日期' } } },
      },
    });
  });

  it('refuses two nested classes of one name, which would become one schema', () => {
    const first = Part;
    const second = ((): typeof Row => {
      class Part {
        @Field('日期') @IsCalendarDate() on: string;
      }
      return Part;
    })();
    class Both {
      @Field('甲') @Nested(() => first) a: Part;
      @Field('乙') @Nested(() => second) b: Row;
    }
    expect(() => formSchema(Both)).toThrow('two form classes are called Part');
  });

  it('gives the same classes to an OpenAPI document by name', () => {
    const components = componentSchemas([Sheet]);
    expect(Object.keys(components).sort()).toEqual(['Part', 'Row', 'Sheet']);
    expect(JSON.stringify(components)).not.toContain('#/$defs/');
    expect(components['Sheet']).toMatchObject({ properties: { part: { $ref: '#/components/schemas/Part' } } });
  });
});

describe('uiSchema', () => {
  it('gives order, widgets, help, pickers and the order of sections', () => {
    expect(uiSchema(Sheet)).toEqual({
      'ui:order': ['part', 'rows', 'kinds', 'ids', 'sure', 'flag'],
      'ui:options': { sections: ['part', 'kinds', 'ids', 'sure', 'flag'] },
      part: {
        'ui:order': ['kind', 'other'],
        kind: { 'ui:widget': 'select' },
        other: { 'ui:widget': 'textarea', 'ui:help': '请说明' },
      },
      rows: { items: { 'ui:order': ['on'], on: { 'ui:widget': 'date' } } },
      kinds: { 'ui:widget': 'checkboxes' },
      ids: { 'ui:options': { picker: 'resources' } },
      sure: { 'ui:widget': 'radio' },
      flag: { 'ui:widget': 'radio' },
    });
  });
});
