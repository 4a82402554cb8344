/** What the schedule of a yearly process runs: the record begins what is due, however often it is asked. */
import { proxyActivities } from '@temporalio/workflow';
import type { YearlyActivities } from '@libs/contracts/engine';

const { beginYearly } = proxyActivities<YearlyActivities>({
  startToCloseTimeout: '2 minutes',
  // What fails for a day is found by housekeeping.
  scheduleToCloseTimeout: '1 day',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});

export async function beginYearlyRuns(due: { readonly processType: string }): Promise<number> {
  return beginYearly(due);
}
