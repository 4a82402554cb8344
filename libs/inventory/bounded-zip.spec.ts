import { deflateRawSync } from 'node:zlib';
import { workbookOf } from '@test/support/workbooks';
import { NotAnArchiveError, pack, TooMuchInArchiveError, unpack } from './bounded-zip';

const BOUNDS = { total: 10_000, parts: 3 };
const archive = (...parts: readonly (readonly [string, string])[]): Buffer => pack(new Map(parts.map(([name, text]) => [name, Buffer.from(text)])));
/** The same archive with its only part compressed, and a size that it claims. */
function compressed(content: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(content);
  const bytes = pack(new Map([['a.xml', packed]]));
  const central = bytes.length - 22 - 46 - 5;
  for (const at of [8, central + 10]) bytes.writeUInt16LE(8, at);
  for (const at of [22, central + 24]) bytes.writeUInt32LE(claimed, at);
  return bytes;
}

describe('an archive', () => {
  it('gives what was put into it', () => {
    const parts = unpack(archive(['xl/workbook.xml', '<workbook/>'], ['表.txt', '内容']), BOUNDS);
    expect([...parts].map(([name, part]) => [name, part.toString()])).toEqual([['xl/workbook.xml', '<workbook/>'], ['表.txt', '内容']]);
    expect(unpack(compressed(Buffer.from('x'.repeat(9_000)), 9_000), BOUNDS).get('a.xml')?.length).toBe(9_000);
  });

  it('is read where a spreadsheet has written it', async () => {
    const parts = unpack(await workbookOf({ 清单: [['系统']] }), { total: 1_000_000, parts: 100 });
    expect(parts.get('xl/workbook.xml')?.toString()).toContain('清单');
  });

  it.each([
    ['unpacks to more than it may', compressed(Buffer.alloc(10_001), 10_001)],
    ['says that it is smaller than it is', compressed(Buffer.alloc(50_000_000), 5)],
    ['has too much in all', archive(['a', 'x'.repeat(6_000)], ['b', 'x'.repeat(6_000)])],
    ['has too many parts', archive(['a', ''], ['b', ''], ['c', ''], ['d', ''])],
  ])('that %s is too large', (_, bytes) => expect(() => unpack(bytes, BOUNDS)).toThrow(TooMuchInArchiveError));

  const whole = archive(['a', 'text'], ['b', 'text']);
  const twice = archive(['a', 'text'], ['b', 'text']);
  twice.write('a', twice.length - 22 - 1);
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no archive', Buffer.from('系统,表名\n')],
    ['half an archive', whole.subarray(0, whole.length - 10)],
    ['an archive without its beginning', whole.subarray(20)],
    ['a part twice', twice],
    ['a part that is not what it says', compressed(Buffer.from('x'), 1).fill(0xff, 36, 38)],
  ])('of %s is none', (_, bytes) => expect(() => unpack(bytes, BOUNDS)).toThrow(NotAnArchiveError));
});
