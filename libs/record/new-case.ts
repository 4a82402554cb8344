/** What every case is given when it begins, started by a person or by its parent. */
import { civilDateOf } from '@libs/domain/calendar';
import type { PolicyValue } from '@libs/policy/policy';
import { policiesNamedBy } from '@workflows/kit/definition';
import type { ProcessDesk } from './desk';
import type { LoadedStart } from './loaded';
import type { CaseRow } from './rows';

/** `QD-2026-000123`, by the civil year in Asia/Shanghai. */
export const caseNumber = ({ now, number }: Pick<LoadedStart, 'now' | 'number'>): string => `QD-${civilDateOf(now).slice(0, 4)}-${String(number).padStart(6, '0')}`;

/** What every clock and gate may ask for. */
const COMMON_PINS = ['holidayRoll', 'step.escalation.first', 'step.escalation.repeat', 'gate.recheck.minutes', 'core.use'];

/** Policy values are pinned when a case starts: a later change of policy does not move it. */
export function pinned({ process, pins }: ProcessDesk, policies: Readonly<Record<string, PolicyValue>>): CaseRow['policies'] {
  const named = new Set([...COMMON_PINS, ...pins, ...policiesNamedBy(process.definition)]);
  return Object.fromEntries(
    [...named].map((key) => {
      const value = policies[key];
      if (!value) throw new Error(`${process.definition.id} needs the policy ${key}`);
      return [key, value];
    }),
  );
}
