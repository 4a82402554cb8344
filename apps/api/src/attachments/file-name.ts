const MAX_CHARACTERS = 200;

/** A name to keep and show: no folders, no characters that a header, a list or a file system would trip over. */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>|:*?]/gu, '').trim().replace(/^\.+/, '');
  const characters = [...clean];
  if (characters.length <= MAX_CHARACTERS) return clean === '' ? 'attachment' : clean;
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(clean)?.[0] ?? '';
  return characters.slice(0, MAX_CHARACTERS - extension.length).join('') + extension;
}
