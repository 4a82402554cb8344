/** Temporal Schedules of the yearly processes: created where they are missing, be it that the store was lost, and set right where a policy has moved their day. */
import { type Client, type ScheduleOptions, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { TASK_QUEUE, YEARLY_WORKFLOW } from '@libs/contracts/engine';
import { windowOf } from '@libs/policy/typed-values';
import type { CaseRecord } from '@libs/record/record';
import { yearlyDesks } from '@libs/record/yearly-runs';

export const scheduleIdOf = (processType: string): string => `yearly/${processType}`;

const MONTHS = ['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE', 'JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const;

/** @param opens the day of the year, `MM-DD` in Asia/Shanghai */
function scheduleOf(processType: string, opens: string): ScheduleOptions & { readonly memo: { readonly opens: string } } {
  const [month = 0, day = 0] = opens.split('-').map(Number);
  const name = MONTHS[month - 1];
  if (!name) throw new RangeError(`no day of the year: ${opens}`);
  return {
    scheduleId: scheduleIdOf(processType),
    spec: { calendars: [{ month: name, dayOfMonth: day, hour: 0, minute: 5 }], timezone: 'Asia/Shanghai' },
    action: { type: 'startWorkflow', workflowType: YEARLY_WORKFLOW, workflowId: `yearly-runs/${processType}`, taskQueue: TASK_QUEUE, args: [{ processType }] },
    // A run that still goes on begins what the next would begin.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '30 days' },
    memo: { opens },
  };
}

/** Makes the schedules what the policies in force say. Safe to repeat. */
export async function keepSchedules(client: Client, record: CaseRecord): Promise<void> {
  const policies = await record.policies.inForce(record.pool);
  for (const { process: { definition: { id, yearly } } } of yearlyDesks(record)) if (yearly) await keepSchedule(client, id, windowOf(policies, yearly.window).from);
}

async function keepSchedule(client: Client, processType: string, opens: string): Promise<void> {
  const wanted = scheduleOf(processType, opens);
  const handle = client.schedule.getHandle(wanted.scheduleId);
  const memo = await handle.describe().then(
    (found) => found.memo,
    (error: unknown) => {
      if (error instanceof ScheduleNotFoundError) return undefined;
      throw error;
    },
  );
  if (memo?.['opens'] === opens) return;
  // The day is part of what it was created with: one of another day is replaced.
  if (memo !== undefined) await handle.delete();
  await client.schedule.create(wanted);
}
