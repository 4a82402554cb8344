/** What content sniffing finds -> extensions that agree with it. Everything that is not here is refused (api.md). */
const SNIFFED: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'application/vnd.oasis.opendocument.text': ['odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
  'application/vnd.oasis.opendocument.presentation': ['odp'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/bmp': ['bmp'],
  'image/tiff': ['tif', 'tiff'],
};
/** Containers whose kind only the name tells: the old office formats, and OFD (GB/T 33190) among archives. */
const COMPOUND: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  wps: 'application/vnd.ms-works',
};
const ARCHIVE: Readonly<Record<string, string>> = { zip: 'application/zip', ofd: 'application/ofd' };
const PLAIN: Readonly<Record<string, string>> = { txt: 'text/plain', csv: 'text/csv' };

export const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

/**
 * The media type of a file whose content and name agree on an allowed one; undefined for everything else.
 * @param sniffed what the first bytes say; undefined for plain text, which says nothing
 */
export function mediaTypeOf({ sniffed, name, isText }: { sniffed: string | undefined; name: string; isText: boolean }): string | undefined {
  const extension = extensionOf(name);
  if (sniffed === undefined) return isText ? PLAIN[extension] : undefined;
  if (sniffed === 'application/x-cfb') return COMPOUND[extension];
  if (sniffed === 'application/zip') return ARCHIVE[extension];
  return SNIFFED[sniffed]?.includes(extension) ? sniffed : undefined;
}
