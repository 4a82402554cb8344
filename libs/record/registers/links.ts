/** 关联办件: this case rests on another one, or follows it. */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import { textOf } from '../rows';
import type { Entering, Noted } from './context';
import type { LinkEntry } from './entries';

const UNKNOWN = { zh: '所关联的办件或授权不存在', en: 'The case or grant to link to does not exist' };
const CASE = 'SELECT id AS case_id, NULL AS grant_id FROM cases WHERE id = $1';
const GRANT = 'SELECT case_id, id AS grant_id FROM grants WHERE id = $1';

/** The same link twice is one. @throws DomainError FORM_INVALID where there is nothing to link to */
export async function linkCase(client: PoolClient, { kind, to }: LinkEntry, { caseId, now }: Entering): Promise<readonly Noted[]> {
  const found = 'caseId' in to ? client.query<Target>(CASE, [to.caseId]) : client.query<Target>(GRANT, [to.grantId]);
  const [target] = (await found).rows;
  if (!target) throw new DomainError('FORM_INVALID', { detail: UNKNOWN });
  const { rowCount } = await client.query('INSERT INTO case_links (case_id, kind, to_case_id, grant_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id, kind, to_case_id) DO NOTHING', [caseId, kind, target.case_id, target.grant_id, textOf(now)]);
  return rowCount ? [{ action: 'CASE_LINKED', details: { kind, to: target.case_id, grantId: target.grant_id } }] : [];
}

interface Target {
  readonly case_id: string;
  readonly grant_id: string | null;
}
