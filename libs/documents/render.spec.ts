import { pdfText } from '@test/support/pdf-text';
import type { Paper } from './paper';
import { renderPaper } from './render';

const RARE = '喆堃龑祎珺曦頔䶮㛃';
const paper = (blocks: Paper['blocks']): Paper => ({ title: '数据销毁证明', number: 'QP-XH-2026-000001', issuedAt: new Date('2026-07-02T01:00:00Z'), footer: '演示甲医院', blocks });
const printed = async (...blocks: Paper['blocks']): Promise<string> => pdfText(await renderPaper(paper(blocks)));
const note = (text: string): Paper['blocks'][number] => ({ kind: 'NOTE', text });

jest.setTimeout(30_000);

it('prints title, number, labels, values, tables and signatures as a reader finds them', async () => {
  const text = await printed(
    { kind: 'PAIRS', pairs: [{ label: '单位', value: '演示甲医院' }, { label: '级别', value: '重要数据' }, { label: '依据', value: '第二十条', wide: true }] },
    { kind: 'TABLE', title: '监销', head: ['角色', '姓名'], widths: [0.5, 0.5], rows: [['监销人', '演示一']] },
    { kind: 'CHECKS', title: '核查', checks: [{ label: '保存期限已满', checked: true }] },
    { kind: 'SIGNED', title: '签署', text: '已销毁。', name: '演示签署人', date: '2026年7月2日' },
  );
  for (const word of ['数据销毁证明', '编号：QP-XH-2026-000001', '单位', '演示甲医院', '重要数据', '第二十条', '监销人', '演示一', '保存期限已满', '签字：演示签署人', '第 1 页，共 1 页']) expect(text).toContain(word);
});

it('prints the rare characters of names', async () => expect(await printed(note(RARE))).toContain(RARE));

it('prints what the font lacks by its code point, and lists it', async () => {
  const text = await printed(note('王𠮷、李鿿'));
  expect(text).toContain('王〔U+20BB7〕、李〔U+9FFF〕');
  expect(text).toContain('字体未收录、以编码标出的字符：U+20BB7、U+9FFF');
});

it('a ballot box that somebody typed is seen all the same', async () => expect(await printed(note('☑ 是 ☒ 否'))).toContain('[√] 是 [×] 否'));

it('draws ☑ and ☒ differently', async () => {
  const drawn = (checked: boolean): Promise<Buffer> => renderPaper(paper([{ kind: 'CHECKS', title: '核查', checks: [{ label: '已满', checked }] }]));
  expect((await drawn(true)).equals(await drawn(false))).toBe(false);
});

it('is the same file whenever it is printed', async () => {
  const [one, other] = [await renderPaper(paper([note(RARE)])), await renderPaper(paper([note(RARE)]))];
  expect(one.equals(other)).toBe(true);
  expect(one.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(one.length).toBeLessThan(100_000);
});

it('goes on over pages, and loses nothing of what is too long for one', async () => {
  const long = Array.from({ length: 3_000 }, (_, index) => String.fromCodePoint(0x4e00 + (index % 900))).join('');
  const text = await printed({ kind: 'TABLE', title: '长文', head: ['甲', '乙'], widths: [0.2, 0.8], rows: [[long, '短']] });
  expect(text).toMatch(/第 3 页，共 \d+ 页/);
  expect(text.replace(/[^\u4e00-\u9fff]/g, '')).toContain(long.slice(0, 20));
  expect([...long].every((character) => text.includes(character))).toBe(true);
});
