import { DESKS } from '@workflows/processes/desks';
import { EXAMPLE_FORM } from '@workflows/processes/sensitive-data-use/form.example';
import { shownRows, textsIn } from './shown-rows';

const schema = DESKS.get('sensitive-data-use')?.formSchema ?? {};
const [id = ''] = EXAMPLE_FORM.data.datasetIds;
const rows = shownRows(EXAMPLE_FORM.data, 'data', { schema, names: new Map([[id, '门诊随访']]) });
const textOf = (title: string): string | undefined => rows.find((row) => row.title === title)?.text;

describe('what a decision is bound to', () => {
  it('is shown with Chinese titles, names of choices, and names instead of ids', () => {
    expect(textOf('数据 / 数据集')).toContain('门诊随访');
    expect(textOf('数据 / 时间范围 / 自')).toBe(EXAMPLE_FORM.data.timeRange.from);
    expect(textOf('数据 / 是否含个人敏感信息')).toBe(EXAMPLE_FORM.data.sensitive ? '是' : '否');
    expect(textOf('数据 / 数据类别')).toMatch(/^\p{Script=Han}/u);
  });

  it('leaves nothing out: every text of the form is there, or its name', () => {
    const leaves = (value: unknown): number => (Array.isArray(value) && !value.some((one) => typeof one === 'object') ? 1 : typeof value === 'object' && value !== null ? Object.values(value).map(leaves).reduce((sum, n) => sum + n, 0) : 1);
    for (const [section, value] of Object.entries(EXAMPLE_FORM)) {
      const shown = shownRows(value, section, { schema, names: new Map() });
      expect([section, shown.length]).toEqual([section, leaves(value)]);
      for (const { title } of shown) expect(title).toMatch(/\p{Script=Han}/u);
    }
  });

  it('stands in the order of the form, however its keys were kept', () => {
    const { data } = EXAMPLE_FORM;
    const reversed = Object.fromEntries(Object.entries({ ...data, timeRange: { to: data.timeRange.to, from: data.timeRange.from } }).toReversed());
    expect(Object.keys(reversed)).not.toEqual(Object.keys(data));
    const titles = shownRows(reversed, 'data', { schema, names: new Map() }).map(({ title }) => title);
    expect(titles[0]).toBe('数据 / 数据集');
    expect(titles.indexOf('数据 / 时间范围 / 自')).toBe(titles.indexOf('数据 / 时间范围 / 至') - 1);
  });

  it('shows what no schema knows under its own name', () => {
    expect(shownRows({ a: { b: 1 } }, '', { schema: {}, names: new Map() })).toEqual([{ title: 'a.b', text: '1' }]);
  });
});

it('finds every text, however deep', () => {
  expect(textsIn({ a: ['x', { b: 'y' }], c: 1, d: null })).toEqual(['x', 'y']);
});
