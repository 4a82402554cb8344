/** 数据资源目录: resources of the case's organisation, new or described anew. */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import { newId } from '../changes';
import { textOf } from '../rows';
import { RegisterError, type Entering, type Noted } from './context';
import type { ResourceDestroyedEntry, ResourceEntry } from './entries';

const TAKEN = { zh: '资源代码已用于本单位的另一项数据资源', en: 'The code is that of another resource of the organisation' };
const NOT_THEIRS = { zh: '资源编号已用于其他单位的数据资源，或者该数据资源已销毁', en: 'The id is that of a resource of another organisation, or of one that was destroyed' };

/** What is left out stays as it stands. */
const DESCRIBE = `UPDATE resources SET code = coalesce($3, code), name = coalesce($4, name), business_owner_dept = coalesce($5, business_owner_dept), category = coalesce($6, category),
    sensitive = coalesce($7, sensitive), subject_count = coalesce($8, subject_count), retain_until = coalesce($9, retain_until), info = coalesce($10, info), derivation = coalesce($11, derivation)
  WHERE id = $1 AND org_id = $2 AND destroyed_at IS NULL`;
/** A new resource is ungraded, whatever it was made from. */
const REGISTER = `INSERT INTO resources (id, org_id, code, name, business_owner_dept, category, sensitive, subject_count, retain_until, info, derivation, grading_status)
  VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, false), coalesce($8, 0), $9, $10, $11, 'UNGRADED') ON CONFLICT (id) DO NOTHING`;
const FIRST_GRADING = `INSERT INTO resource_gradings (id, resource_id, revision, grading_status, basis, case_id) VALUES ($1, $2, 1, 'UNGRADED', $3, $4)`;
const SOURCES = `INSERT INTO resource_sources (resource_id, source_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING`;
/** From now on it is one of the data sets of the case. */
const NOTE = `INSERT INTO case_resources (case_id, resource_id, seen_revision) SELECT $1, r.id, r.revision FROM resources r WHERE r.id = $2 ON CONFLICT (case_id, resource_id) DO NOTHING`;

/**
 * @throws DomainError FORM_INVALID where its code is taken, or its id by what is not theirs to describe
 * @throws RegisterError where something new lacks what every resource has
 */
export async function describeResource(client: PoolClient, entry: ResourceEntry, { caseId, orgId, number }: Entering): Promise<readonly Noted[]> {
  if (entry.onlyNew && (await stands(client, orgId, entry.id))) {
    await client.query(NOTE, [caseId, entry.id]);
    return [];
  }
  const { id, code, name, dept, category, sensitive, subjectCount, retainUntil, info, derivation, derivedFrom } = entry;
  if (code !== undefined) await mustBeFree(client, orgId, code, id);
  const values = [id, orgId, code, name, dept, category, sensitive, subjectCount, retainUntil, info && JSON.stringify(info), derivation].map((value) => value ?? null);
  const { rowCount: known } = await client.query(DESCRIBE, values);
  if (!known) {
    if (code === undefined || name === undefined || dept === undefined || category === undefined) throw new RegisterError(`the new resource ${id} has no code, name, department or category`);
    const { rowCount: registered } = await client.query(REGISTER, values);
    if (!registered) throw new DomainError('FORM_INVALID', { detail: NOT_THEIRS });
    await client.query(FIRST_GRADING, [newId(), id, `办件 ${number} 登记，尚未定级`, caseId]);
  }
  if (derivedFrom && derivedFrom.length > 0) await client.query(SOURCES, [id, derivedFrom]);
  await client.query(NOTE, [caseId, id]);
  return [{ action: known ? 'RESOURCE_DESCRIBED' : 'RESOURCE_REGISTERED', details: { resourceId: id, ...(derivation && { derivation }) } }];
}

async function stands(client: PoolClient, orgId: string, id: string): Promise<boolean> {
  const { rows } = await client.query('SELECT FROM resources WHERE id = $1 AND org_id = $2 AND destroyed_at IS NULL', [id, orgId]);
  return rows.length > 0;
}

async function mustBeFree(client: PoolClient, orgId: string, code: string, id: string): Promise<void> {
  const { rows } = await client.query('SELECT FROM resources WHERE org_id = $1 AND code = $2 AND id <> $3', [orgId, code, id]);
  if (rows.length > 0) throw new DomainError('FORM_INVALID', { detail: TAKEN });
}

/** It is used no more; its history stays. What was destroyed before stays destroyed by then. */
export async function destroyResource(client: PoolClient, { id }: ResourceDestroyedEntry, { now }: Entering): Promise<readonly Noted[]> {
  const { rowCount } = await client.query('UPDATE resources SET destroyed_at = $2 WHERE id = $1 AND destroyed_at IS NULL', [id, textOf(now)]);
  return rowCount ? [{ action: 'RESOURCE_DESTROYED', details: { resourceId: id } }] : [];
}
