import { existsSync, readFileSync } from 'node:fs';
import { objectOf } from './json-file';

/** A demo account, as far as it is shown. */
interface Account {
  account: string;
  password: string;
  name: string;
  positions: string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function describe(assignment: unknown): string {
  const { positionTitle, org } = objectOf(assignment);
  return `${text(objectOf(org).name)} ${text(positionTitle)}`;
}

function parse(entry: unknown): Account {
  const { account, password, name, assignments } = objectOf(entry);
  return { account: text(account), password: text(password), name: text(name), positions: Array.isArray(assignments) ? assignments.map(describe) : [] };
}

/** A Chinese character takes two columns of a terminal. */
const width = (value: string): number => [...value].reduce((sum, char) => sum + (/[\u2E80-\uFFEF]/.test(char) ? 2 : 1), 0);
const pad = (value: string, to: number): string => value + ' '.repeat(Math.max(0, to - width(value)));

/** The demo accounts as lines of a table, one a person. */
export function accountsTable(file: string): string[] {
  const entries: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const rows = (Array.isArray(entries) ? entries : []).map(parse).map((a) => [a.account, a.password, a.name, a.positions.join('；')]);
  const table = [['账号', '密码', '姓名', '任职'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => width(row[column] ?? ''))));
  return table.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0)).join('  ').trimEnd());
}
