import { asksFor, csvOf, type CsvValue } from './csv';

describe('csvOf', () => {
  const columns = [{ title: '名称', value: ({ name }: { name: CsvValue }) => name }];
  const cellOf = (name: CsvValue): string => csvOf(columns, [{ name }]).split('\r\n')[1] ?? '';

  it('is UTF-8 with a mark, a heading and a line for each row', () => {
    expect(csvOf(columns, [{ name: '甲' }, { name: '乙' }])).toBe('\uFEFF"名称"\r\n"甲"\r\n"乙"\r\n');
  });

  it.each<[CsvValue, string]>([
    ['a "quoted", name', '"a ""quoted"", name"'],
    ['two\nlines', '"two\nlines"'],
    [null, '""'],
    [undefined, '""'],
    [-3, '"-3"'],
    [true, '"true"'],
    [['缺表', '缺章'], '"缺表；缺章"'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('writes %j as %s', (value, expected) => expect(cellOf(value)).toBe(expected));

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('keeps %j from being a formula', (text) => expect(cellOf(text)).toBe(`"'${text}"`));
});

describe('asksFor', () => {
  it.each([
    ['text/csv', true],
    ['Text/CSV;q=0.5, application/json', true],
    ['text/csv;q=0, application/json', false],
    ['*/*', false],
    ['text/*', false],
    [undefined, false],
  ])('%s: %p', (accept, expected) => expect(asksFor(accept, 'text/csv')).toBe(expected));
});
