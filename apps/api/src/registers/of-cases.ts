/** What cases entered in a register: read by whoever may see the case. */
import { visibleAmong } from '@libs/record/scope';
import { containing } from '../http/like';
import { Conditions } from '../http/ordered-list';

export interface CaseRef {
  readonly id: string;
  readonly number: string;
  readonly processType: string;
  readonly title: string;
}

export interface OrgRef {
  readonly code: string;
  readonly name: string;
}

/** SQL of the case `c` and the organisation `o` of a row. */
export const CASE_REF = `jsonb_build_object('id', c.id, 'number', c.number, 'processType', c.process_type, 'title', c.title) AS "case"`;
export const ORG_REF = `jsonb_build_object('code', o.code, 'name', o.name) AS org`;
/** A register whose rows are `x`, each of a case and of an organisation. */
export const ofCases = (table: string): string => `FROM ${table} x JOIN cases c ON c.id = x.case_id JOIN organisations o ON o.id = x.org_id`;

/** Rows of cases that a person may see, of one organisation or one case if it is named. */
export function visibleRows(personId: string, { orgId, caseId }: { readonly orgId?: string; readonly caseId?: string } = {}): Conditions {
  const where = new Conditions();
  // Named once, however often the rule asks for it.
  where.add(personId, (person) => visibleAmong(`${person}::uuid`));
  return where.add(orgId, (org) => `x.org_id = ${org}`).add(caseId, (id) => `x.case_id = ${id}`);
}

/** Rows that are found by a number or a title. */
export const found = (where: Conditions, q: string | undefined, columns: readonly string[]): Conditions =>
  where.add(containing(q), (text) => columns.map((column) => `${column} ILIKE ${text}`).join(' OR '));
