/** What every case is given when it begins, started by a person or by its parent. */
import type { PolicyValues } from '@libs/policy/typed-values';
import { policiesNamedBy } from '@workflows/kit/definition';
import type { Dataset, ProcessDesk } from './desk';
import { newId } from './changes';
import { definitionDigest } from './pin-definitions';
import type { LoadedCase, LoadedStart } from './loaded';
import { numberOf } from './registers/numbers';
import { textOf, type CaseRow } from './rows';

/** What every clock and gate may ask for. */
const COMMON_PINS = ['holidayRoll', 'step.escalation.first', 'step.escalation.repeat', 'step.escalation.acknowledged', 'gate.recheck.minutes', 'core.use'];

/** Policy values are pinned when a case starts: a later change of policy does not move it. */
function pinned({ process, pins }: ProcessDesk, policies: PolicyValues): CaseRow['policies'] {
  const named = new Set([...COMMON_PINS, ...pins, ...policiesNamedBy(process.definition)]);
  return Object.fromEntries(
    [...named].map((key) => {
      const value = policies[key];
      if (!value) throw new Error(`${process.definition.id} needs the policy ${key}`);
      return [key, value];
    }),
  );
}

/** What differs between new cases: who starts it, and as whose child. */
export type Beginning = Pick<CaseRow, 'title' | 'org_id' | 'dept' | 'applicant_id' | 'applicant_position' | 'applicant_org_id' | 'parent_id' | 'parent_want'>;

/**
 * The department of a case: that which manages its data, whose head looks at it first (第六条（三）). Where several do, or none
 * of the case's organisation, the applicant's.
 */
export function deptOf({ org_id, dept }: Pick<CaseRow, 'org_id' | 'dept'>, datasets: readonly Pick<Dataset, 'orgId' | 'businessOwnerDept'>[]): string | null {
  const [owner, ...others] = new Set(datasets.filter(({ orgId }) => orgId === org_id).map(({ businessOwnerDept }) => businessOwnerDept));
  return owner === undefined || others.length > 0 ? dept : owner;
}

/** The row of a case before its first event. */
export function newCase(beginning: Beginning, { now, number }: Pick<LoadedStart, 'now' | 'number'>, desk: ProcessDesk, policies: PolicyValues): CaseRow {
  const at = textOf(now);
  const { id: process_type, version: definition_version } = desk.process.definition;
  return {
    id: newId(),
    number: numberOf('QD', now, number),
    process_type,
    definition_version,
    definition_digest: definitionDigest(desk),
    ...beginning,
    status: 'OPEN',
    outcome: null,
    facts: {},
    seq: 0,
    journal_digest: null,
    wants_digest: null,
    policies: pinned(desk, policies),
    last_at: at,
    next_due_at: null,
    due_revision: 0,
    stopped: null,
    opened_at: at,
    closed_at: null,
  };
}

/** Nothing has happened in it yet. */
export const nothingYet = (): Pick<LoadedCase, 'journal' | 'steps' | 'tasks' | 'decisions' | 'recusals' | 'clocks' | 'grants' | 'bases' | 'copiedTo' | 'formerDeciders' | 'kept'> => ({ journal: [], steps: [], tasks: [], decisions: [], recusals: [], clocks: [], grants: [], bases: [], copiedTo: [], formerDeciders: [], kept: null });
