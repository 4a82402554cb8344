import { safeFileName } from './file-name';

describe('safeFileName', () => {
  it.each([
    ['脱敏报告.pdf', '脱敏报告.pdf'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\x\\表.xls', '表.xls'],
    ['a\r\nSet-Cookie: x.txt', 'aSet-Cookie x.txt'],
    ['\u202Efdp.exe', 'fdp.exe'],
    ['...', 'attachment'],
    ['.htaccess', 'htaccess'],
  ])('makes %j into %j', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  it('cuts a long name and keeps its extension', () => {
    const name = safeFileName(`${'长'.repeat(300)}.pdf`);
    expect([...name]).toHaveLength(200);
    expect(name.endsWith('.pdf')).toBe(true);
  });
});
