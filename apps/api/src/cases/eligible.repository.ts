import { Injectable } from '@nestjs/common';
import { holdsNow } from '@libs/persistence/holds-now';
import { assigneeIn } from '@libs/record/assignee';
import { CaseRecord } from '@libs/record/record';
import { notRecused } from '@libs/record/recused';
import { agenciesOf, reachesCase } from '@libs/record/stand-ins';

export interface Person {
  readonly id: string;
  readonly name: string;
}

const IS_SEAT = 'a.position = t.position AND a.org_id = t.org_id AND (t.dept IS NULL OR a.dept = t.dept)';

/** Who could act on open tasks now, by the database's clock, standing agents among them. */
@Injectable()
export class EligibleRepository {
  constructor(private readonly record: CaseRecord) {}

  async forTasks(taskIds: readonly string[]): Promise<ReadonlyMap<string, readonly Person[]>> {
    if (taskIds.length === 0) return new Map();
    const { rows } = await this.record.pool.query<{ task_id: string; people: Person[] }>(
      `SELECT t.id AS task_id, coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) ORDER BY p.name) FILTER (WHERE p.id IS NOT NULL), '[]') AS people
       FROM (SELECT x.*, ${assigneeIn('x')} AS kept_for FROM tasks x WHERE x.id = ANY($1::uuid[])) t JOIN cases c ON c.id = t.case_id
       LEFT JOIN persons p ON p.active AND ${notRecused('p.id', 't.case_id')} AND (CASE
           WHEN t.kept_for IS NOT NULL THEN p.id = t.kept_for
           WHEN t.person_id IS NOT NULL THEN p.id = t.person_id
           ELSE EXISTS (SELECT FROM assignments a WHERE a.person_id = p.id AND ${IS_SEAT} AND ${holdsNow('a')}) END
         OR (t.position IS NOT NULL AND t.delegated_from IS NULL AND p.id IN (SELECT agent_id FROM standing_agents) AND EXISTS (SELECT FROM ${agenciesOf('p.id')} AND ${reachesCase('s', 'c')} AND ${IS_SEAT}
           AND coalesce(t.kept_for, t.person_id, s.principal_id) = s.principal_id)))
       GROUP BY t.id`,
      [taskIds],
    );
    return new Map(rows.map(({ task_id, people }) => [task_id, people]));
  }
}
