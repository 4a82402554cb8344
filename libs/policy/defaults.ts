import { INCIDENT_DEFAULT_ROWS } from './defaults-incident';
import { LIFECYCLE_DEFAULT_ROWS } from './defaults-lifecycle';
import { REVIEW_DEFAULT_ROWS } from './defaults-review';
import type { PolicyRow } from './policy';

/** Every row of regulation.md §6, one key a figure. */
export const DEFAULT_ROWS: readonly PolicyRow[] = [...INCIDENT_DEFAULT_ROWS, ...REVIEW_DEFAULT_ROWS, ...LIFECYCLE_DEFAULT_ROWS];
