/** The font of every document, and what it does not have: no character that a person wrote vanishes without a trace. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

export interface PaperFont {
  readonly bytes: Buffer;
  /** Whether the font has a glyph for this code point. */
  readonly has: (codePoint: number) => boolean;
}

/** Noto Sans Hans: all of the base hanzi and many rare ones, none of the ballot boxes, few of the planes beyond the first. */
const FOLDER = join(dirname(require.resolve('@embedpdf/fonts-sc')), '..', 'fonts');

const opened = new Map<string, PaperFont>();

/** Read once; several megabytes that every document uses. */
export function paperFont(weight: 'Regular' | 'Bold'): PaperFont {
  const known = opened.get(weight);
  if (known) return known;
  const bytes = readFileSync(join(FOLDER, `NotoSansHans-${weight}.otf`));
  const font = create(bytes);
  if (!isSingle(font)) throw new Error(`${weight} is a collection of fonts`);
  const read: PaperFont = { bytes, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
  opened.set(weight, read);
  return read;
}

const isSingle = (font: ReturnType<typeof create>): font is Font => 'hasGlyphForCodePoint' in font;

/** Ballot boxes that somebody typed, in signs that the font has; those of a form are drawn. */
const SPOKEN: Readonly<Record<string, string>> = { '☑': '[√]', '☒': '[×]', '☐': '[ ]' };
const IN_LINE = /[\t\r\n]+/g;

/** A text as it can be printed; what the font lacks stands there by its code point and is told to `missing`. */
export function printable(text: string, font: Pick<PaperFont, 'has'>, missing: (character: string) => void): string {
  return [...text.replace(IN_LINE, ' ')]
    .map((character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      if (font.has(codePoint)) return character;
      if (SPOKEN[character] !== undefined) return SPOKEN[character];
      missing(character);
      return `〔${codeOf(character)}〕`;
    })
    .join('');
}

/** `U+20BB7` */
export const codeOf = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
