/** 区级数据目录: what the district accepted, what it proposed upward, what was determined there. Nothing that was entered changes. */
import type { PoolClient } from 'pg';
import { newId } from '../changes';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { CatalogueEntry } from './entries';

export async function enterCatalogue(client: PoolClient, { resourceId, source, level, status, documentNo }: CatalogueEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const id = newId();
  await client.query(`INSERT INTO catalogue_entries (id, case_id, resource_id, source, level, status, document_no, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [id, caseId, resourceId, source, level, status, documentNo ?? null, textOf(now)]);
  return [{ action: `CATALOGUE_${status}`, details: { entryId: id, resourceId, source, level } }];
}
