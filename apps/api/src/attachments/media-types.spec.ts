import { mediaTypeOf } from './media-types';

describe('mediaTypeOf', () => {
  it.each([
    ['application/pdf', '报告.pdf', 'application/pdf'],
    ['image/jpeg', 'a.JPEG', 'image/jpeg'],
    ['application/x-cfb', '表.xls', 'application/vnd.ms-excel'],
    ['application/zip', 'a.zip', 'application/zip'],
    ['application/zip', '公文.ofd', 'application/ofd'],
    [undefined, 'a.csv', 'text/csv'],
  ])('takes %s called %s', (sniffed, name, expected) => {
    expect(mediaTypeOf({ sniffed, name, isText: sniffed === undefined })).toBe(expected);
  });

  it.each([
    ['application/x-msdownload', 'a.pdf'],
    ['application/pdf', 'a.exe'],
    ['application/pdf', 'a.png'],
    ['application/pdf', 'pdf'],
    ['application/zip', 'a.docx'],
    ['application/xml', 'a.txt'],
    [undefined, 'a.html'],
    [undefined, 'a.svg'],
  ])('refuses %s called %s', (sniffed, name) => {
    expect(mediaTypeOf({ sniffed, name, isText: true })).toBeUndefined();
  });

  it('refuses what is called text and is none', () => {
    expect(mediaTypeOf({ sniffed: undefined, name: 'a.txt', isText: false })).toBeUndefined();
  });
});
