import { Injectable } from '@nestjs/common';
import { POSITIONS, STOOD_IN_FOR } from '@libs/domain/positions';
import { holdsNow } from '@libs/persistence/holds-now';
import { positionCode } from '@libs/persistence/position-code';
import { DataSource, type EntityManager } from 'typeorm';
import { type OrganisationScope, scopeParameter } from '../scope/reading-scope';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface StandingAgent {
  readonly id: string;
  readonly principal: Named;
  readonly agent: Named;
  readonly position: string | null;
  readonly positionTitle: string | null;
  readonly processTypes: readonly string[] | null;
  readonly units: readonly { readonly code: string; readonly name: string }[] | null;
  readonly from: Date;
  readonly until: Date;
  readonly reason: string;
  readonly appointedBy: Named;
}

export interface StandingAgentFilter {
  readonly scope: OrganisationScope;
  /** Concerned whatever the scope. */
  readonly self: string;
  readonly personId?: string;
  readonly id?: string;
  readonly current: boolean;
  readonly after: string | null;
  readonly limit: number;
}

export interface NewStandingAgent {
  readonly id: string;
  readonly principalId: string;
  readonly agentId: string;
  readonly position: string | null;
  readonly processTypes: readonly string[] | null;
  readonly unitIds: readonly string[] | null;
  /** Null is now. */
  readonly from: Date | null;
  readonly until: Date;
  readonly reason: string;
  readonly appointedBy: string;
}

/** What is known of two people before one of them stands in for the other. */
export interface Pair {
  /** Organisations in which the principal holds a position that may be stood in for. */
  readonly principalIn: readonly string[];
  /** Organisations to which the agent belongs. */
  readonly agentIn: readonly string[];
  readonly agentAdministers: boolean;
  readonly now: Date;
}

const person = (alias: string): string => `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name)`;

@Injectable()
export class StandingAgentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Of the principals of the scope, and one's own; one more than the limit, in the order of ids. */
  async list({ scope, self, personId, id, current, after, limit }: StandingAgentFilter, manager: EntityManager = this.dataSource.manager): Promise<readonly StandingAgent[]> {
    const rows = await manager.query<Omit<StandingAgent, 'positionTitle'>[]>(
      `SELECT s.id, ${person('p')} AS principal, ${person('g')} AS agent, s.position, s.process_types AS "processTypes",
         (SELECT jsonb_agg(jsonb_build_object('code', o.code, 'name', o.name) ORDER BY o.code) FROM organisations o WHERE o.id = ANY (s.unit_ids)) AS units,
         s.valid_from AS "from", s.valid_to AS until, s.reason, ${person('w')} AS "appointedBy"
       FROM standing_agents s JOIN persons p ON p.id = s.principal_id JOIN persons g ON g.id = s.agent_id JOIN persons w ON w.id = s.appointed_by
       WHERE ($1::uuid[] IS NULL OR $2 IN (s.principal_id, s.agent_id) OR EXISTS (SELECT FROM assignments a WHERE a.person_id = s.principal_id AND a.org_id = ANY ($1) AND ${holdsNow('a')}))
         AND ($3::uuid IS NULL OR $3 IN (s.principal_id, s.agent_id)) AND ($4::uuid IS NULL OR s.id = $4) AND (NOT $5 OR s.valid_to > clock_timestamp()) AND ($6::uuid IS NULL OR s.id > $6)
       ORDER BY s.id LIMIT $7`,
      [scopeParameter(scope), self, personId ?? null, id ?? null, current, after, limit + 1],
    );
    return rows.map((row) => ({ ...row, positionTitle: row.position === null ? null : POSITIONS[positionCode(row.position)].title }));
  }

  /** @param position the one that is meant, or any */
  async pair(manager: EntityManager, { principalId, agentId, position }: Pick<NewStandingAgent, 'principalId' | 'agentId' | 'position'>): Promise<Pair> {
    const orgs = (who: string, which: string): string =>
      `ARRAY(SELECT DISTINCT a.org_id FROM assignments a JOIN persons p ON p.id = a.person_id AND p.active WHERE a.person_id = ${who} AND ${holdsNow('a')} AND ${which})`;
    const [row] = await manager.query<Pair[]>(
      `SELECT ${orgs('$1', 'a.position = ANY ($3)')} AS "principalIn", ${orgs('$2', 'true')} AS "agentIn",
         EXISTS (SELECT FROM assignments a WHERE a.person_id = $2 AND ${holdsNow('a')} AND a.position = ANY ($4)) AS "agentAdministers", clock_timestamp() AS now`,
      [principalId, agentId, position === null ? STOOD_IN_FOR : [position], ADMINISTRATORS],
    );
    if (!row) throw new Error('no row');
    return row;
  }

  async unitIds(manager: EntityManager, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await manager.query<{ id: string; code: string }[]>('SELECT id, code FROM organisations WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map(({ id, code }) => [code, id]));
  }

  async insert(manager: EntityManager, row: NewStandingAgent): Promise<void> {
    await manager.query(
      `INSERT INTO standing_agents (id, principal_id, agent_id, position, process_types, unit_ids, valid_from, valid_to, reason, appointed_by)
       VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()), $8, $9, $10)`,
      [row.id, row.principalId, row.agentId, row.position, row.processTypes, row.unitIds, row.from, row.until, row.reason, row.appointedBy],
    );
  }

  /** Ends it now; one that has not begun never begins. False where it has ended already. */
  async end(manager: EntityManager, id: string): Promise<boolean> {
    const [, count] = await manager.query<[unknown[], number]>('UPDATE standing_agents SET valid_to = greatest(valid_from, clock_timestamp()) WHERE id = $1 AND valid_to > clock_timestamp()', [id]);
    return count > 0;
  }
}

const ADMINISTRATORS = Object.entries(POSITIONS).flatMap(([code, { scope }]) => (scope === 'SYSTEM' ? [code] : []));
