import { Injectable } from '@nestjs/common';
import { CaseRecord } from '@libs/record/record';
import type { CaseRow, GrantRow } from '@libs/record/rows';
import { visibleAmong, visibleTo } from '@libs/record/scope';
import type { Principal } from '../auth/principal';

export interface GrantRead {
  readonly now: string;
  readonly grant: GrantRow;
  readonly case: { readonly id: string; readonly number: string; readonly status: CaseRow['status']; readonly stopped: unknown; readonly processType: string };
  readonly org: { readonly code: string; readonly name: string };
  readonly holder: { readonly id: string; readonly name: string };
  /** The operations of the form on which the grant rests; where it names none, the one way in which the data is given. */
  readonly operations: readonly string[] | null;
  /** The grant on which it rests itself, and those for bulk operations that rest on it (第十八条). */
  readonly base: LinkedGrant | null;
  readonly bulk: readonly LinkedGrant[];
}

export interface LinkedGrant {
  readonly grant: GrantRow;
  readonly status: CaseRow['status'];
  readonly stopped: boolean;
}

const LINKED = `json_build_object('grant', to_json(x), 'status', y.status, 'stopped', y.stopped IS NOT NULL)`;
const ITEM = `json_build_object('now', clock_timestamp(), 'grant', to_json(g), 'case', json_build_object('id', c.id, 'number', c.number, 'status', c.status, 'stopped', c.stopped, 'processType', c.process_type),
  'org', json_build_object('code', o.code, 'name', o.name), 'holder', json_build_object('id', p.id, 'name', p.name),
  'operations', (SELECT coalesce(f.data #> '{processing,operations}', CASE WHEN f.data #> '{processing,method}' IS NOT NULL THEN jsonb_build_array(f.data #> '{processing,method}') END) FROM form_revisions f WHERE f.case_id = c.id ORDER BY f.revision DESC LIMIT 1),
  'base', (SELECT ${LINKED} FROM case_links l JOIN grants x ON x.id = l.grant_id JOIN cases y ON y.id = x.case_id WHERE l.case_id = c.id AND l.kind = 'USES_GRANT_OF' LIMIT 1),
  'bulk', (SELECT coalesce(json_agg(${LINKED} ORDER BY x.id), '[]') FROM case_links l JOIN cases y ON y.id = l.case_id JOIN grants x ON x.case_id = y.id WHERE l.to_case_id = c.id AND l.grant_id = g.id AND l.kind = 'USES_GRANT_OF'))`;
const FROM = `FROM grants g JOIN cases c ON c.id = g.case_id JOIN organisations o ON o.id = g.org_id JOIN persons p ON p.id = g.holder_id`;
/** A platform of the centre serves the district; any other client its own organisation. */
const VISIBLE_TO_CLIENT = `EXISTS (SELECT FROM machine_clients m JOIN organisations mo ON mo.id = m.org_id WHERE m.id = $1 AND m.active AND (mo.type IN ('DISTRICT_CENTER', 'DISTRICT_COMMISSION') OR mo.id = g.org_id))`;

const visible = ({ kind }: Principal, rule = visibleTo): string => (kind === 'CLIENT' ? VISIBLE_TO_CLIENT : `(g.holder_id = $1 OR ${rule('$1')})`);
const idOf = (principal: Principal): string => (principal.kind === 'CLIENT' ? principal.id : principal.personId);

@Injectable()
export class GrantRepository {
  constructor(private readonly record: CaseRecord) {}

  async find(grantId: string, principal: Principal): Promise<GrantRead | undefined> {
    const { rows } = await this.record.pool.query<{ item: GrantRead }>({
      name: `read-grant-${principal.kind}`,
      text: `SELECT ${ITEM} AS item ${FROM} WHERE g.id = $2 AND ${visible(principal)}`,
      values: [idOf(principal), grantId],
    });
    return rows[0]?.item;
  }

  async list(principal: Principal, filter: { readonly status?: string; readonly before: string | null; readonly limit: number }): Promise<GrantRead[]> {
    const { rows } = await this.record.pool.query<{ item: GrantRead }>({
      name: `list-grants-${principal.kind}`,
      text: `SELECT ${ITEM} AS item ${FROM} WHERE ${visible(principal, visibleAmong)} AND ($2::uuid IS NULL OR g.id < $2)
        AND ($3::text IS NULL OR $3 = CASE WHEN g.ended_at IS NOT NULL THEN 'ENDED' WHEN g.ordered_suspension OR g.awaits_reauthorization THEN 'SUSPENDED' ELSE 'ACTIVE' END)
        ORDER BY g.id DESC LIMIT $4`,
      values: [idOf(principal), filter.before, filter.status ?? null, filter.limit + 1],
    });
    return rows.map(({ item }) => item);
  }
}
