import { Client } from 'ldapts';
import { readFile } from 'node:fs/promises';
import type { LdapSettings } from './ldap-settings';

const TIMEOUT_MS = 10_000;
/** Active Directory gives no more than 1,000 at once. */
const PAGE_SIZE = 500;
const MAX_ENTRIES = 20_000;

/** The attributes of one entry that were asked for, by their name in lower case; texts only. */
export type DirectoryEntry = ReadonlyMap<string, readonly string[]>;

/** Everybody whom the directory names, page by page. Nothing is sent before the connection is encrypted, unless the settings say otherwise. */
export async function readDirectory(settings: LdapSettings): Promise<readonly DirectoryEntry[]> {
  const { url, startTls, caFile, bindDn, bindPassword, baseDn, filter, attributes } = settings;
  const tlsOptions = { minVersion: 'TLSv1.2' as const, ...(caFile !== undefined && { ca: [await readFile(caFile)] }) };
  const client = new Client({ url, timeout: TIMEOUT_MS, connectTimeout: TIMEOUT_MS, ...(url.startsWith('ldaps:') && { tlsOptions }) });
  const wanted = [attributes.account, attributes.name, attributes.organisation, attributes.dept, attributes.position].filter((name) => name !== undefined);
  try {
    if (url.startsWith('ldap:') && startTls) await client.startTLS(tlsOptions);
    await client.bind(bindDn, bindPassword);
    const entries: DirectoryEntry[] = [];
    for await (const { searchEntries } of client.searchPaginated(baseDn, { scope: 'sub', filter, attributes: wanted, paged: { pageSize: PAGE_SIZE } })) {
      entries.push(...searchEntries.map(entryOf));
      if (entries.length > MAX_ENTRIES) throw new Error(`the directory has more than ${MAX_ENTRIES} entries: narrow LDAP_FILTER`);
    }
    return entries;
  } finally {
    await client.unbind();
  }
}

const entryOf = ({ dn: _dn, ...attributes }: Readonly<Record<string, unknown>>): DirectoryEntry =>
  new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string' && text !== '')]));
