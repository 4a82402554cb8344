/** A judgement that people of the applicant's department do not make among themselves (regulation.md §3.1, W05). */
import type { PoolClient } from 'pg';
import { DomainError } from '@libs/platform/errors/domain-error';
import { holdsNow } from '@libs/persistence/holds-now';
import { outcomesOf } from '@workflows/kit/definition';
import type { CaseWork } from '../case-work';
import type { StepRow } from '../rows';

const RULE = { id: 'one-from-elsewhere', title: '同意的人员中至少一人不属于申请部门' };

/** $1 persons, $2 organisation, $3 applicant: those of them who hold something in a department of the applicant's there. */
const OF_DEPARTMENT = `SELECT DISTINCT a.person_id FROM assignments a JOIN assignments b ON b.person_id = $3 AND b.org_id = a.org_id AND b.dept = a.dept AND ${holdsNow('b')}
  WHERE a.person_id = ANY($1::uuid[]) AND a.org_id = $2 AND ${holdsNow('a')}`;

/**
 * Asked when a step is about to be settled.
 * @throws DomainError SEPARATION_OF_DUTIES where all who agree are of the applicant's department, and the step wants one who is not
 */
export async function mustHaveOneFromElsewhere(client: PoolClient, work: CaseWork, step: StepRow, outcome: string): Promise<void> {
  const { org_id, applicant_id } = work.case;
  const spec = work.definition.steps[step.key];
  if (!spec?.oneFromElsewhere || applicant_id === null || !outcomesOf(spec)[outcome]?.positive) return;
  const agreed = work.loaded.decisions.filter((one) => one.step_id === step.id && one.voided_at === null && one.outcome === outcome).map(({ actor_id }) => actor_id);
  const { rows } = await client.query(OF_DEPARTMENT, [agreed, org_id, applicant_id]);
  if (rows.length === new Set(agreed).size) throw new DomainError('SEPARATION_OF_DUTIES', { members: { rule: RULE } });
}
