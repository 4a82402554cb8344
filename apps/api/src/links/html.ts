import escapeHtml from 'escape-html';

/** Text that is HTML already; everything else is escaped where it is put in. */
export class Html {
  constructor(readonly text: string) {}
}

export type Part = Html | string | number | false | undefined | readonly Part[];

const rendered = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(rendered).join('');
  return part === undefined || part === false ? '' : escapeHtml(String(part));
};

/** HTML with its values escaped; a list is put in item after item, what is false or undefined not at all. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => new Html(texts.reduce((whole, text, at) => `${whole}${rendered(parts[at - 1])}${text}`));
