/** A case that has just begun, as it would be read afterwards: the act that answers with it has all of it in hand. */
import type { Begun } from '@libs/record/acts/start';
import { sitterOf } from '@libs/record/assignee';
import { textOf } from '@libs/record/rows';
import type { CaseRead } from './case.read';

export function readBegun({ work, actor, form, uploads, registers }: Begun): CaseRead {
  const { case: row, steps, tasks, decisions, clocks, grants, roster, members, orgs, revision } = work.loaded;
  const org = orgs.find(({ id }) => id === row.org_id);
  if (!org || !revision) throw new Error(`case ${row.id} has not begun`);
  return {
    now: textOf(work.now),
    case: row,
    reader: sitterOf(work.loaded, actor),
    org,
    people: Object.fromEntries([actor, ...members, ...roster].map(({ personId, name }) => [personId, name])),
    orgs: Object.fromEntries(orgs.map(({ id, code, name }) => [id, { code, name }])),
    revision: { ...revision, data: form },
    steps,
    tasks: tasks.map((task) => ({ ...task, owner_id: null })),
    handings: [],
    decisions,
    clocks,
    escalations: [],
    grants,
    findings: [],
    copies: [],
    claimed: [],
    dissented: [],
    attachments: uploads.map((upload) => ({ ...upload, decision_id: null })),
    children: work.children.map(({ id, number, process_type, parent_want, status, outcome }) => ({ id, number, process_type, parent_want: parent_want ?? '', status, outcome })),
    registers,
    parent: null,
    held: null,
    engine: { told_seq: 0, told_at: null, last_failure: null, told_differently_seq: null, waiting: true },
  };
}
