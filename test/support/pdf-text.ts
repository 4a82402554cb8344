/** Reads the text back out of a PDF that embeds its fonts: by the map from glyphs to characters that every reader uses. */
import { inflateSync } from 'node:zlib';

const hexText = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** The inflated streams of the file, in their order. */
function streamsOf(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 7)) {
    if (pdf.subarray(at - 3, at).toString('latin1') === 'end') continue;
    const end = pdf.indexOf('endstream', at);
    try {
      found.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // Not compressed: no text of ours.
    }
  }
  return found;
}

/** Glyph number → character, of one font. */
function glyphsOf(map: string): string[] {
  return [...map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)].flatMap(([, from = '0', list = '']) => {
    const glyphs: string[] = [];
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) glyphs[Number.parseInt(from, 16) + index] = hexText(hex.replace(/ /g, ''));
    return [glyphs];
  }).reduce((all, some) => Object.assign(all, some), []);
}

/** All that is printed, in the order in which it is drawn. @throws Error where a glyph has no character */
export function pdfText(pdf: Buffer): string {
  const streams = streamsOf(pdf);
  const maps = streams.filter((stream) => stream.includes('beginbfrange')).map(glyphsOf);
  const fonts = [...pdf.toString('latin1').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => ({ name, id: Number(id) }));
  const names = [...new Map(fonts.map((font) => [font.name, font.id]))].toSorted(([, a], [, b]) => a - b).map(([name]) => name);
  let text = '';
  let font = names[0];
  for (const stream of streams.filter((one) => / TJ/.test(one))) {
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*> ?-?[\d.]* ?)+)\] TJ/gi)) {
      if (name !== undefined) font = name;
      const glyphs = maps[names.indexOf(font ?? '')] ?? [];
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]*)>/gi)) text += [...hex.matchAll(/.{4}/g)].map(([glyph]) => glyphs[Number.parseInt(glyph, 16)] ?? fail(glyph)).join('');
    }
    text += '\n';
  }
  return text;
}

const fail = (glyph: string): never => {
  throw new Error(`the glyph ${glyph} has no character`);
};
