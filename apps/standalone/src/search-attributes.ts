import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
// Relative, because jest's global setup resolves no aliases.
import { SEARCH_ATTRIBUTES } from '../../../libs/contracts/search-attributes';

const { IndexedValueType } = temporal.api.enums.v1;
const TYPES = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
};

/** What a server is told of them. */
export const indexedTypes = (): Record<string, temporal.api.enums.v1.IndexedValueType> =>
  Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]));

/** The flags that make the embedded server register them when it starts. */
export const searchAttributeFlags = (): string[] => Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]);

/**
 * Registers the search attributes of cases that the namespace does not have yet; safe to repeat.
 * @returns the names that were added
 */
export async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const wanted = Object.entries(indexedTypes()).filter(([name]) => customAttributes?.[name] === undefined);
  if (wanted.length > 0) await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: Object.fromEntries(wanted) });
  return wanted.map(([name]) => name);
}

/** The same on a connection of its own. */
export async function registerSearchAttributes(address: string, namespace: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    return await ensureSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}
