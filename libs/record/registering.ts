/** The registers take note of what a case has settled: in its transaction, with what people filled in and decided. */
import type { PoolClient } from 'pg';
import type { CaseWork, Settled } from './case-work';
import type { Made, Moment, Plain } from './desk';
import { writeRegisters } from './registers/write';
import { instantOf } from './rows';

export interface Content {
  readonly form: Plain | null;
  readonly made: readonly (Omit<Made, 'subject' | 'evidence'> & { readonly kind: string; readonly settled: boolean; readonly subject: string | null; readonly evidence: Plain | null })[];
}

/** $1 case: the newest form, and the decisions that stand in steps that were settled by them. */
const CONTENT = `SELECT (SELECT f.data FROM form_revisions f WHERE f.case_id = $1 ORDER BY f.revision DESC LIMIT 1) AS form,
  (SELECT coalesce(json_agg(json_build_object('key', s.key, 'kind', s.kind, 'subject', s.subject, 'outcome', d.outcome, 'person', json_build_object('id', p.id, 'name', p.name),
      'position', d.position, 'at', d.at, 'evidence', d.evidence, 'settled', s.status = 'SETTLED' AND (s.outcome = d.outcome OR s.kind = 'ON_DEMAND')) ORDER BY d.at, d.id), '[]')
     FROM decisions d JOIN steps s ON s.id = d.step_id JOIN persons p ON p.id = d.actor_id
     WHERE d.case_id = $1 AND d.voided_at IS NULL AND s.status <> 'CANCELLED') AS made`;

/** What was filled in and decided by the time at which everything of an act is written. */
export async function contentOf(client: PoolClient, work: CaseWork): Promise<Content> {
  const { rows } = await client.query<Content>({ name: 'content', text: CONTENT, values: [work.case.id] });
  return rows[0] ?? { form: null, made: [] };
}

/** What is known of a case when something of it is settled. */
export function momentOf({ form, made }: Content, work: CaseWork, { outcome, subject, by, facts }: Omit<Settled, 'key'>): Moment {
  const decisions = made.filter(({ settled }) => settled).map(({ key, subject: of, outcome: decided, person, position, at, evidence }): Made => ({ key, outcome: decided, person, position, at, ...(of !== null && { subject: of }), ...(evidence !== null && { evidence }) }));
  return {
    caseId: work.case.id,
    number: work.case.number,
    orgId: work.case.org_id,
    now: work.now,
    by,
    ...(outcome !== undefined && { outcome }),
    ...(subject !== undefined && { subject }),
    facts,
    form: form ?? {},
    evidence: Object.fromEntries(decisions.flatMap((one) => (one.evidence ? [[placeOf(work, one), one.evidence]] : []))),
    decisions,
    open: work.loaded.steps.filter(({ status }) => status === 'OPEN').map(openStep),
    dropped: work.loaded.steps.filter(({ status }) => status === 'CANCELLED').map(({ key }) => key),
    datasets: work.loaded.datasets,
  };
}

const openStep = ({ key, subject, opened_at, due_at }: CaseWork['loaded']['steps'][number]): Moment['open'][number] => ({
  key,
  ...(subject !== null && { subject }),
  openedAt: instantOf(opened_at),
  ...(due_at !== null && { dueAt: instantOf(due_at) }),
});

/** Evidence that a review corrects stands in the place of the step that gave it. */
const placeOf = ({ definition }: CaseWork, { key, subject }: Made): string => {
  const corrects = definition.reviews[key]?.corrects;
  const step = typeof corrects === 'object' ? corrects.evidenceOf : key;
  return subject === undefined ? step : `${step}/${subject}`;
};

/** 关联办件: on which special review what was submitted rests. */
async function linkClearance(client: PoolClient, work: CaseWork): Promise<void> {
  const { clearedBy, now } = work;
  if (clearedBy === undefined) return;
  work.clearedBy = undefined;
  const { id: caseId, number, org_id: orgId, applicant_id: by } = work.case;
  await writeRegisters(client, [{ register: 'LINK', kind: 'CLEARED_BY', to: { caseId: clearedBy } }], { caseId, number, orgId, now, by });
  work.entered = true;
}

/** Enters what its process wants entered. Once: what was entered is not waited for any more. */
export async function enterInRegisters(client: PoolClient, work: CaseWork): Promise<void> {
  await linkClearance(client, work);
  const noted = work.settled.splice(0);
  if (noted.length === 0) return;
  const content = await contentOf(client, work);
  for (const settled of noted) {
    const moment = momentOf(content, work, settled);
    const entries = work.desk.registers?.[settled.key]?.(moment) ?? [];
    if (entries.length === 0) continue;
    await writeRegisters(client, entries, moment);
    work.entered = true;
  }
}
