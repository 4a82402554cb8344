/** Cases that no person starts: a parent opens them, or the clock. */
import type { PoolClient } from 'pg';
import { digestOf, sectionDigests } from '@libs/domain/digests';
import type { HolidayCalendar } from '@libs/domain/calendar';
import type { PositionCode } from '@libs/domain/positions';
import type { FactValues } from '@workflows/kit/definition';
import { idsIn, noteDatasets } from './acts/submission';
import { SYSTEM } from './by';
import { revisionsNow } from './caches';
import { CaseWork } from './case-work';
import type { Dataset, Plain, ProcessDesk, Surroundings } from './desk';
import type { LoadedCase } from './loaded';
import { deptOf, newCase, nothingYet, type Beginning } from './new-case';
import type { CaseRecord } from './record';
import type { CaseRow } from './rows';
import { DATASETS_BY_ID } from './statements';

/** A form that the system filled in, and what it means. */
export interface Filled {
  readonly form: Plain;
  readonly facts: FactValues;
  readonly title: string;
  readonly datasets: readonly Dataset[];
}

export interface SystemBeginning extends Filled {
  readonly desk: ProcessDesk;
  readonly beginning: Omit<Beginning, 'title'>;
  /** What stands around it: its parent, or what the clock has loaded. */
  readonly around: { readonly now: number; readonly calendar: HolidayCalendar; readonly loaded: Omit<LoadedCase, 'case'> };
  /** For the audit event: what opened it. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** Reads a form that a desk of ours has filled in. @throws Error where it is not valid: it is our own fault, and nobody could correct it */
export async function readFilled(client: PoolClient, desk: ProcessDesk, given: Plain, around: Pick<Surroundings, 'now' | 'orgId' | 'policies'>): Promise<Filled> {
  const { id } = desk.process.definition;
  const checked = desk.checkForm(given);
  if ('errors' in checked) throw new Error(`${id} fills in a form that it refuses: ${checked.errors.map(({ path, code }) => `${path} ${code}`).join(', ')}`);
  const { rows } = await client.query<{ datasets: Dataset[] }>(DATASETS_BY_ID, [idsIn(checked.value)]);
  const named = desk.datasetsOf(checked.value);
  const datasets = (rows[0]?.datasets ?? []).filter((dataset) => named.includes(dataset.id));
  const reading = desk.readForm(checked.value, { ...around, facts: {}, datasets });
  if ('errors' in reading) throw new Error(`${id} fills in a form that it refuses: ${reading.errors.map(({ path, code }) => `${path} ${code}`).join(', ')}`);
  return { form: checked.value, facts: reading.value.facts, title: reading.value.title, datasets };
}

/** Writes the case with its first revision and first steps; its own gates may leave it waiting. Commits nothing. */
export async function beginBySystem(record: CaseRecord, client: PoolClient, { desk, beginning, form, facts, title, datasets, around, told }: SystemBeginning): Promise<CaseRow> {
  const { loaded, now, calendar } = around;
  const { rows } = await client.query<{ number: number }>(`SELECT nextval('case_numbers')::int AS number`);
  const [taken] = rows;
  if (!taken) throw new Error('no number');
  const row = newCase({ ...beginning, dept: deptOf(beginning, datasets), title }, { now, number: taken.number }, desk, await record.policies.at(loaded.revisions, now, client));
  const revision = { case_id: row.id, revision: 1, digest: digestOf(form), sections: sectionDigests(form), submitted_by: row.applicant_id, submitted_at: row.opened_at };
  // Who stands back from a parent does not from its child.
  const roster = await record.rosters.at(loaded.revisions, client);
  const work = await CaseWork.open({ ...loaded, ...roster.around(row.org_id, loaded.now), now, case: row, revision, ...nothingYet(), datasets }, desk, calendar);
  work.changes.newCase(row.id);
  work.changes.put('form_revisions', { ...revision, data: form });
  noteDatasets(work.changes, row.id, datasets.map(({ id }) => id), datasets);
  await work.append({ type: 'started', facts }, { action: 'CASE_STARTED', by: SYSTEM, details: { processType: row.process_type, number: row.number, ...told } });
  work.finish();
  await record.flush(client, work);
  return row;
}

export interface ClockBeginning {
  readonly processType: string;
  readonly orgId: string;
  /** Who corrects and completes what applicants correct and complete. */
  readonly position: PositionCode;
  readonly form: Plain;
  /** What begins it, for the audit event. */
  readonly cause: Readonly<Record<string, unknown>>;
}

/** What stands around a case that no other opens, by the database's clock. */
export async function aroundNow(record: CaseRecord, client: PoolClient, orgId: string): Promise<SystemBeginning['around']> {
  const { revisions, now } = await revisionsNow(client);
  const roster = await record.rosters.at(revisions, client);
  return { now, calendar: await record.calendars.at(revisions, client), loaded: { now, revisions, ...roster.around(orgId, now), ...nothingYet(), revision: null, datasets: [], actor: null } };
}

/** Begins a case that is due, in the caller's transaction: nobody applied, a position stands for the applicant. */
export async function beginByClock(record: CaseRecord, client: PoolClient, { processType, orgId, position, form, cause }: ClockBeginning): Promise<CaseRow> {
  const desk = record.desk(processType);
  const around = await aroundNow(record, client, orgId);
  const { now, loaded } = around;
  const policies = await record.policies.at(loaded.revisions, now, client);
  const filled = await readFilled(client, desk, form, { now, orgId, policies });
  return beginBySystem(record, client, {
    desk,
    beginning: { org_id: orgId, dept: null, applicant_id: null, applicant_position: position, applicant_org_id: null, parent_id: null, parent_want: null },
    ...filled,
    around,
    told: cause,
  });
}
