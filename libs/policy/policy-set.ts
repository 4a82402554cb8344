import { CLOCK_ROWS } from './clocks';
import { DEFAULT_ROWS } from './defaults';
import { GRADING_MATRIX_ROWS } from './grading-matrix';
import type { PolicyRow } from './policy';
import { READING_ROWS } from './readings';
import { RETENTION_ROWS } from './retention';
import { SEVERITY_ROWS } from './severity';
import { ACCOUNTABILITY_STEP_ROWS } from './steps-accountability';
import { ASSESSMENT_STEP_ROWS } from './steps-assessment';
import { CHANNEL_B_STEP_ROWS } from './steps-channel-b';
import { BULK_STEP_ROWS } from './steps-bulk';
import { CHANGE_STEP_ROWS } from './steps-change';
import { COMMON_STEP_ROWS } from './steps-common';
import { DESTRUCTION_STEP_ROWS } from './steps-destruction';
import { GRADING_STEP_ROWS } from './steps-grading';
import { INCIDENT_STEP_ROWS } from './steps-incident';
import { INVENTORY_STEP_ROWS } from './steps-inventory';
import { OPEN_STEP_ROWS } from './steps-open';
import { OUTSOURCING_STEP_ROWS } from './steps-outsourcing';
import { PROVISION_STEP_ROWS } from './steps-provision';
import { SHARING_STEP_ROWS } from './steps-sharing';
import { SPECIAL_STEP_ROWS } from './steps-special';
import { USE_STEP_ROWS } from './steps-use';
import { THRESHOLD_ROWS } from './thresholds';

/** Every figure that the regulation fixes or leaves open, once. The policy table is seeded from it. */
export const POLICY_SET: readonly PolicyRow[] = [
  ...CLOCK_ROWS,
  ...DEFAULT_ROWS,
  ...RETENTION_ROWS,
  ...THRESHOLD_ROWS,
  ...GRADING_MATRIX_ROWS,
  ...SEVERITY_ROWS,
  ...READING_ROWS,
  ...COMMON_STEP_ROWS,
  ...USE_STEP_ROWS,
  ...BULK_STEP_ROWS,
  ...SHARING_STEP_ROWS,
  ...CHANNEL_B_STEP_ROWS,
  ...OPEN_STEP_ROWS,
  ...PROVISION_STEP_ROWS,
  ...INCIDENT_STEP_ROWS,
  ...DESTRUCTION_STEP_ROWS,
  ...GRADING_STEP_ROWS,
  ...OUTSOURCING_STEP_ROWS,
  ...CHANGE_STEP_ROWS,
  ...INVENTORY_STEP_ROWS,
  ...ASSESSMENT_STEP_ROWS,
  ...ACCOUNTABILITY_STEP_ROWS,
  ...SPECIAL_STEP_ROWS,
];

const BY_KEY: ReadonlyMap<string, PolicyRow> = new Map(POLICY_SET.map((row) => [row.key, row]));

/** The row of a key. Throws `RangeError` for a key that does not exist: a misspelt key must never read as "no limit". */
export function policyRow(key: string): PolicyRow {
  const row = BY_KEY.get(key);
  if (row === undefined) throw new RangeError(`unknown policy key ${key}`);
  return row;
}
