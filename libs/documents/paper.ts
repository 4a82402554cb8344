/**
 * A document in the look of a paper form: the title centred, the number at the right, a grid of thin lines, boxes for
 * signatures. What stands in it is plain data; the same data gives the same bytes.
 */

export type Block =
  /** Label and value, two pairs a row; a value that is `wide` takes the whole row. */
  | { readonly kind: 'PAIRS'; readonly pairs: readonly Pair[] }
  /** `widths` are parts of the whole width. */
  | { readonly kind: 'TABLE'; readonly title: string; readonly head: readonly string[]; readonly widths: readonly number[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'CHECKS'; readonly title: string; readonly checks: readonly { readonly label: string; readonly checked: boolean }[] }
  /** 意见栏: what was said, with signature and date at the lower right. */
  | { readonly kind: 'SIGNED'; readonly title: string; readonly text: string; readonly name: string; readonly date: string }
  | { readonly kind: 'NOTE'; readonly text: string };

export interface Pair {
  readonly label: string;
  readonly value: string;
  readonly wide?: boolean;
}

export interface Paper {
  readonly title: string;
  readonly number: string;
  /** The date that the file itself carries. */
  readonly issuedAt: Date;
  readonly blocks: readonly Block[];
  /** At the foot of every page. */
  readonly footer: string;
}
