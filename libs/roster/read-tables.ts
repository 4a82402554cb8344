import type { FieldProblem } from '@libs/platform/errors/domain-error';
import { Cells } from './cells';
import { type Line, readTable } from './csv';
import { lineOf } from './problem';
import { ASSIGNMENTS_TABLE, MEMBERS_TABLE, ORGANISATION_TYPE_WORDS, ORGANISATIONS_TABLE, PERSONS_TABLE, POSITION_WORDS, type TableName, type TableSpec } from './tables';
import type { WantedAssignment, WantedMember, WantedOrganisation, WantedPerson, WantedRoster, WantedTerm } from './wanted';

export const CODE = { max: 32, pattern: /^[A-Z0-9][A-Z0-9-]{1,31}$/ };
export const ACCOUNT = { max: 100, pattern: /^\S+$/ };
const BODY_CODE = { max: 64, pattern: /^[A-Z][A-Z_]{1,63}$/ };
export const NAME = { max: 100 };

/** A table as it was sent. */
export type SentTables = Readonly<Partial<Record<TableName, Uint8Array>>>;

/** The roster that tables want, and everything that is wrong with them; where anything is, nothing of it counts. */
export function readTables(sent: SentTables): { readonly wanted: WantedRoster; readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const read = <T>(spec: TableSpec & { readonly name: TableName }, take: (cells: Cells, columns: readonly string[]) => T | undefined): readonly T[] => {
    const bytes = sent[spec.name];
    if (bytes === undefined) return [];
    const table = readTable(spec, bytes);
    if ('problems' in table) {
      problems.push(...table.problems);
      return [];
    }
    return table.lines.flatMap((line: Line) => {
      const cells = new Cells(spec, lineOf(spec, line.number), line.cells, problems);
      const row = take(cells, table.columns);
      return row !== undefined && cells.sound ? [row] : [];
    });
  };
  const wanted = {
    organisations: read(ORGANISATIONS_TABLE, organisationOf),
    persons: read(PERSONS_TABLE, personOf),
    assignments: read(ASSIGNMENTS_TABLE, assignmentOf),
    members: read(MEMBERS_TABLE, memberOf),
  };
  return { wanted, problems };
}

function organisationOf(cells: Cells): WantedOrganisation | undefined {
  const [code, name, type] = [cells.text('code', CODE), cells.text('name', NAME), cells.word('type', ORGANISATION_TYPE_WORDS)];
  return type === undefined ? undefined : { place: cells.place, code, name, type };
}

function personOf(cells: Cells): WantedPerson {
  const active = cells.flag('active');
  return { place: cells.place, account: cells.text('account', ACCOUNT), name: cells.text('name', NAME), ...(active !== undefined && { active }) };
}

function assignmentOf(cells: Cells, columns: readonly string[]): WantedAssignment | undefined {
  const position = cells.word('position', POSITION_WORDS);
  const documentNo = cells.optionalText('documentNo', NAME) ?? null;
  const row = {
    place: cells.place,
    account: cells.text('account', ACCOUNT),
    orgCode: cells.text('orgCode', CODE),
    dept: cells.optionalText('dept', NAME) ?? null,
    ...(columns.includes('documentNo') && { documentNo }),
    ...termOf(cells, columns),
  };
  return position === undefined ? undefined : { ...row, position };
}

function memberOf(cells: Cells, columns: readonly string[]): WantedMember {
  const chair = cells.flag('chair');
  return {
    place: cells.place,
    orgCode: cells.text('orgCode', CODE),
    bodyCode: cells.text('bodyCode', BODY_CODE),
    bodyTitle: cells.text('bodyTitle', NAME),
    account: cells.text('account', ACCOUNT),
    ...(columns.includes('chair') && { chair: chair ?? false }),
    ...termOf(cells, columns),
  };
}

/** A column that is there and empty says that there is no end; one that is not there says nothing. */
function termOf(cells: Cells, columns: readonly string[]): WantedTerm {
  const [from, until] = [cells.day('from'), cells.day('until')];
  return { ...(from !== undefined && { from }), ...(columns.includes('until') && { until: until ?? null }) };
}
