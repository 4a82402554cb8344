/** A 数据分类分级清单 that was read, as drafts of the list that is graded: people fill in the rest. */
import type { ListedTable } from '@libs/inventory/read-list';
import { CODE } from '../shared/form.resource';

/** So many resources stand in one list. */
const MOST_RESOURCES = 50;
const MOST_NAME = 200;

type Plain = Readonly<Record<string, unknown>>;

/** @param newId draws the id of each resource, which is new */
export function draftsFrom(tables: readonly ListedTable[], newId: () => string): readonly Plain[] {
  const codes = codesOf(tables);
  const drafts: Plain[] = [];
  for (let from = 0; from < tables.length; from += MOST_RESOURCES) {
    const some = tables.slice(from, from + MOST_RESOURCES);
    drafts.push({
      systems: [...new Set(some.map(({ system }) => system))].map((name) => ({ name })),
      resources: some.map((table, index) => resourceOf(table, newId(), codes[from + index])),
    });
  }
  return drafts;
}

const resourceOf = ({ system, host, database, databaseType, table, tableNote, records, fields }: ListedTable, resourceId: string, code: string | undefined): Plain => ({
  basicInfo: {
    resourceId,
    ...(code !== undefined && { code }),
    name: (tableNote ?? table).slice(0, MOST_NAME),
    source: system,
    ...(records !== undefined && { records }),
    items: fields,
  },
  processingInfo: {
    system,
    ...(host !== undefined && { host }),
    ...(database !== undefined && { database }),
    ...(databaseType !== undefined && { databaseType }),
    table,
  },
});

/** From the name of the table, where that gives a code which no other table has. */
function codesOf(tables: readonly ListedTable[]): readonly (string | undefined)[] {
  const wanted = tables.map(({ table }) => table.toUpperCase().replace(/[^A-Z0-9_-]+/g, '-'));
  return wanted.map((code) => (CODE.test(code) && wanted.filter((other) => other === code).length === 1 ? code : undefined));
}
