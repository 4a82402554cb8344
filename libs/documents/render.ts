/** Prints a paper as PDF: A4, one embedded font, the glyphs that are used. */
import PDFDocument from 'pdfkit';
import { assertNever } from '@libs/domain/assert-never';
import { codeOf, paperFont, printable } from './font';
import type { Block, Pair, Paper } from './paper';

const MARGIN = 54;
const SIZE = 10;
const PADDING = 4;
const LINE = 0.5;
/** Of the width of a row, for the label of a pair. */
const LABEL = 0.17;
const FOOT = 28;

export function renderPaper(paper: Paper): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const printer = new Printer(paper);
    const chunks: Buffer[] = [];
    printer.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    printer.doc.on('end', () => resolve(Buffer.concat(chunks)));
    printer.doc.on('error', reject);
    printer.print();
  });
}

interface Cell {
  readonly text: string;
  /** Part of the row. */
  readonly width: number;
  readonly bold?: boolean;
}

class Printer {
  readonly doc: PDFKit.PDFDocument;
  private readonly missing = new Set<string>();
  private readonly width: number;
  /** The height that a page has for rows. */
  private readonly page: number;

  constructor(private readonly paper: Paper) {
    const { title, number, issuedAt } = paper;
    // The dates are the document's own: printed again, it is the same file.
    this.doc = new PDFDocument({ size: 'A4', margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT }, bufferPages: true, lang: 'zh-CN', info: { Title: `${title} ${number}`, CreationDate: issuedAt, ModDate: issuedAt } });
    this.doc.registerFont('regular', paperFont('Regular').bytes).registerFont('bold', paperFont('Bold').bytes);
    this.width = this.doc.page.width - 2 * MARGIN;
    this.page = this.doc.page.height - 2 * MARGIN - FOOT;
  }

  print(): void {
    const { doc, paper } = this;
    doc.font('bold').fontSize(18).text(this.words(paper.title), { align: 'center' });
    doc.moveDown(0.4).font('regular').fontSize(SIZE).text(this.words(`编号：${paper.number}`), { align: 'right' }).moveDown(0.4);
    for (const block of paper.blocks) this.block(block);
    if (this.missing.size > 0) this.note(`字体未收录、以编码标出的字符：${[...this.missing].map(codeOf).join('、')}`);
    this.footers();
    doc.end();
  }

  private block(block: Block): void {
    switch (block.kind) {
      case 'PAIRS':
        return this.pairs(block.pairs);
      case 'TABLE':
        this.row([{ text: block.title, width: 1, bold: true }]);
        this.row(block.head.map((text, column) => ({ text, width: block.widths[column] ?? 0, bold: true })));
        for (const cells of block.rows) this.row(cells.map((text, column) => ({ text, width: block.widths[column] ?? 0 })));
        return;
      case 'CHECKS':
        return this.checks(block);
      case 'SIGNED':
        return this.signed(block);
      case 'NOTE':
        return this.note(block.text);
      default:
        return assertNever(block);
    }
  }

  private pairs(pairs: readonly Pair[]): void {
    for (let index = 0; index < pairs.length; ) {
      const [first, second] = [pairs[index], pairs[index + 1]];
      if (!first) return;
      const alone = first.wide === true || second === undefined || second.wide === true;
      index += alone ? 1 : 2;
      this.row(alone ? labelled(first, 1) : [...labelled(first, 0.5), ...labelled(second, 0.5)]);
    }
  }

  /** One row of the grid; it begins a page where it does not fit on this one. */
  private row(cells: readonly Cell[]): void {
    const { doc } = this;
    const measured = cells.map(({ text, width, bold }) => ({ text: this.words(text), width: width * this.width, font: bold ? 'bold' : 'regular' }));
    const heights = measured.map(({ text, width, font }) => doc.font(font).fontSize(SIZE).heightOfString(text === '' ? ' ' : text, { width: width - 2 * PADDING }));
    const height = Math.max(...heights) + 2 * PADDING;
    if (height > this.page) return this.halves(cells);
    this.makeRoom(height);
    const top = doc.y;
    let left = MARGIN;
    for (const { text, width, font } of measured) {
      doc.lineWidth(LINE).rect(left, top, width, height).stroke();
      doc.font(font).text(text, left + PADDING, top + PADDING, { width: width - 2 * PADDING });
      left += width;
    }
    this.goTo(top + height);
  }

  /** What no page holds goes on in a row of its own. */
  private halves(cells: readonly Cell[]): void {
    const middle = (text: string): number => (text.length > 40 ? Math.ceil(text.length / 2) : text.length);
    this.row(cells.map((cell) => ({ ...cell, text: cell.text.slice(0, middle(cell.text)) })));
    this.row(cells.map((cell) => ({ ...cell, text: cell.text.slice(middle(cell.text)) })));
  }

  private checks({ title, checks }: Extract<Block, { kind: 'CHECKS' }>): void {
    const { doc } = this;
    const height = (checks.length + 1) * (SIZE + 6) + PADDING;
    this.makeRoom(height);
    const top = doc.y;
    doc.lineWidth(LINE).rect(MARGIN, top, this.width, height).stroke();
    doc.font('bold').text(this.words(title), MARGIN + PADDING, top + PADDING, { lineBreak: false });
    for (const [index, { label, checked }] of checks.entries()) {
      const y = top + PADDING + (index + 1) * (SIZE + 6);
      this.ballot(MARGIN + PADDING, y + 2, checked);
      doc.font('regular').text(this.words(label), MARGIN + PADDING + SIZE + 6, y, { lineBreak: false });
    }
    this.goTo(top + height);
  }

  /** ☑ or ☒, drawn: the font has neither. */
  private ballot(x: number, y: number, checked: boolean): void {
    const { doc } = this;
    doc.lineWidth(LINE).rect(x, y, SIZE, SIZE).stroke().lineWidth(1.2);
    if (checked) doc.moveTo(x + 2, y + 5).lineTo(x + 4.5, y + 8).lineTo(x + 8.5, y + 2).stroke();
    else doc.moveTo(x + 2, y + 2).lineTo(x + 8, y + 8).moveTo(x + 8, y + 2).lineTo(x + 2, y + 8).stroke();
  }

  private signed({ title, text, name, date }: Extract<Block, { kind: 'SIGNED' }>): void {
    const { doc } = this;
    const [heading, said, signature] = [this.words(title), this.words(text), this.words(`签字：${name}　　${date}`)];
    const inside = this.width - 2 * PADDING;
    const height = doc.font('regular').heightOfString(said === '' ? ' ' : said, { width: inside }) + 3 * (SIZE + 6) + 2 * PADDING;
    this.makeRoom(height);
    const top = doc.y;
    doc.lineWidth(LINE).rect(MARGIN, top, this.width, height).stroke();
    doc.font('bold').text(heading, MARGIN + PADDING, top + PADDING, { width: inside });
    doc.font('regular').text(said, { width: inside });
    doc.text(signature, MARGIN + PADDING, top + height - SIZE - 6 - PADDING, { width: inside, align: 'right' });
    this.goTo(top + height);
  }

  private note(text: string): void {
    this.doc.moveDown(0.5).font('regular').fontSize(SIZE - 1).text(this.words(text), MARGIN, this.doc.y, { width: this.width }).fontSize(SIZE);
  }

  private footers(): void {
    const { doc } = this;
    const { start, count } = doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      doc.switchToPage(start + page);
      // Below the margin: whatever is written there would begin a new page.
      doc.page.margins.bottom = 0;
      const y = doc.page.height - MARGIN;
      doc.font('regular').fontSize(8).text(this.words(this.paper.footer), MARGIN, y, { width: this.width * 0.8, lineBreak: false });
      doc.text(`第 ${page + 1} 页，共 ${count} 页`, MARGIN, y, { width: this.width, align: 'right', lineBreak: false });
    }
  }

  private makeRoom(height: number): void {
    const { doc } = this;
    if (doc.y + height > doc.page.height - doc.page.margins.bottom && doc.y > MARGIN) doc.addPage();
  }

  private goTo(y: number): void {
    this.doc.x = MARGIN;
    this.doc.y = y;
  }

  private words(text: string): string {
    return printable(text, paperFont('Regular'), (character) => this.missing.add(character));
  }
}

const labelled = ({ label, value }: Pair, part: number): Cell[] => [
  { text: label, width: LABEL, bold: true },
  { text: value, width: part - LABEL },
];
