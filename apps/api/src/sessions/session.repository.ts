import { Injectable } from '@nestjs/common';
import { holdsNow } from '@libs/persistence/holds-now';
import { CaseRecord } from '@libs/record/record';
import type { CaseRow, DecisionRow, DissentRow, RecusalRow, StepRow, TaskRow } from '@libs/record/rows';
import { visibleTo } from '@libs/record/scope';

/** A step with everybody who sits or sat on it, and what a session keeps. */
export interface SessionRead {
  readonly case: Pick<CaseRow, 'id' | 'number' | 'title' | 'process_type' | 'status' | 'org_id' | 'applicant_id' | 'policies'>;
  readonly step: StepRow;
  readonly tasks: readonly TaskRow[];
  /** Those that stand, in the order in which they were made. */
  readonly decisions: readonly Pick<DecisionRow, 'step_id' | 'task_id' | 'actor_id' | 'outcome' | 'voided_at'>[];
  readonly recusals: readonly RecusalRow[];
  readonly dissents: readonly DissentRow[];
  /** Members of the unit's bodies, now. */
  readonly members: readonly { readonly body: string; readonly person_id: string; readonly chair: boolean }[];
  readonly people: Readonly<Record<string, string>>;
}

const READ = `SELECT json_build_object('case', to_json(c), 'step', to_json(s),
    'tasks', (SELECT coalesce(json_agg(t ORDER BY t.opened_at, t.id), '[]') FROM tasks t WHERE t.step_id = s.id),
    'decisions', (SELECT coalesce(json_agg(json_build_object('step_id', d.step_id, 'task_id', d.task_id, 'actor_id', d.actor_id, 'outcome', d.outcome, 'voided_at', d.voided_at) ORDER BY d.at, d.id), '[]')
      FROM decisions d WHERE d.step_id = s.id AND d.voided_at IS NULL),
    'recusals', (SELECT coalesce(json_agg(r ORDER BY r.at), '[]') FROM recusals r WHERE r.case_id = c.id),
    'dissents', (SELECT coalesce(json_agg(x ORDER BY x.at), '[]') FROM dissents x WHERE x.step_id = s.id),
    'members', (SELECT coalesce(json_agg(json_build_object('body', b.code, 'person_id', m.person_id, 'chair', m.chair) ORDER BY m.chair DESC, m.person_id), '[]')
      FROM bodies b JOIN body_members m ON m.body_id = b.id AND ${holdsNow('m')} WHERE b.org_id = c.org_id),
    'people', (SELECT coalesce(json_object_agg(p.id, p.name), '{}') FROM persons p WHERE p.id IN (SELECT t.person_id FROM tasks t WHERE t.step_id = s.id
      UNION SELECT r.person_id FROM recusals r WHERE r.case_id = c.id UNION SELECT x.person_id FROM dissents x WHERE x.step_id = s.id))) AS read
  FROM steps s JOIN cases c ON c.id = s.case_id WHERE s.id = $1 AND ${visibleTo('$2')}`;

@Injectable()
export class SessionRepository {
  constructor(private readonly record: CaseRecord) {}

  /** Nothing where the person may not know of its case. */
  async find(stepId: string, personId: string): Promise<SessionRead | undefined> {
    const { rows } = await this.record.pool.query<{ read: SessionRead }>({ name: 'read-session', text: READ, values: [stepId, personId] });
    return rows[0]?.read;
  }
}
