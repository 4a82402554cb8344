/** What desks are asked with: a data set of a unit, and surroundings under the policies as they ship. */
import { shanghai } from '@libs/domain/calendar.fixture';
import { POLICY_SET } from '@libs/policy/policy-set';
import type { Checked, Dataset, Surroundings } from '@libs/record/desk';

export const UNIT = 'unit';
export const AT = shanghai('2026-02-02 09:00');

export const aDataset = (id: string, changes: Partial<Dataset> = {}): Dataset => ({
  id,
  orgId: UNIT,
  businessOwnerDept: '心内科',
  sensitive: true,
  revision: 1,
  determinedLevel: 'GENERAL',
  gradingStatus: 'GRADED',
  preserved: false,
  derived: false,
  ...changes,
});

export const surroundings = (changes: Partial<Surroundings> = {}): Surroundings => ({
  now: AT,
  orgId: UNIT,
  facts: {},
  datasets: [],
  policies: Object.fromEntries(POLICY_SET.map(({ key, value }) => [key, value])),
  ...changes,
});

/** Path and code of each refusal; none where it is taken. */
export const problemsOf = (checked: Checked<unknown>): string[] => ('errors' in checked ? checked.errors.map(({ path, code }) => `${path} ${code}`) : []);
