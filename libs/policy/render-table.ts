import type { PolicyRow } from './policy';
import { POLICY_SET } from './policy-set';
import { policyValueText } from './value-text';

const HEADER = ['键', '事项', '值', '依据', '可信度', '已核实', '生效日期', '时限编号', '备注'];

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const rowLine = (row: PolicyRow): string =>
  line([
    `\`${row.key}\``,
    row.title,
    policyValueText(row.value),
    row.basis,
    row.basisClass,
    row.verified ? '是' : '否',
    row.effectiveFrom,
    row.clocks?.join('、') ?? '',
    row.note ?? '',
  ]);

/** The whole policy set as one Markdown table, one line a row, in the order of `POLICY_SET`; ends with a newline. */
export function policyTableMarkdown(): string {
  return `${[line(HEADER), line(HEADER.map(() => '---')), ...POLICY_SET.map(rowLine)].join('\n')}\n`;
}
