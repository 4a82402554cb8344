/** Before a deploy: `DATABASE_URL=… node dist/apps/worker/src/check-stories.js` folds every open journal on this code. */
import { Pool } from 'pg';
import { openJournals } from '@libs/record/open-journals';
import { processFor } from '@workflows/processes';
import { checkStories, type RecordedCase, type StoriesReport } from '@workflows/rehearsal/check-stories';

export interface NumberedReport extends StoriesReport {
  /** Case id -> the number that people read. */
  readonly numbers: ReadonlyMap<string, string>;
}

export async function checkOpenCases(pool: Pick<Pool, 'query'>, processOf = processFor): Promise<NumberedReport> {
  const numbers = new Map<string, string>();
  const unknown: StoriesReport['diverged'][number][] = [];
  async function* cases(): AsyncGenerator<RecordedCase> {
    for await (const { caseId, number, processType, version, journal, wantsDigest } of openJournals(pool)) {
      numbers.set(caseId, number);
      const process = known(() => processOf(processType, version));
      if (process instanceof RangeError) unknown.push({ caseId, seq: 1, reason: process.message });
      else yield { caseId, process, journal, wantsDigest };
    }
  }
  const { same, differs, diverged } = await checkStories(cases());
  return { same, differs, diverged: [...unknown, ...diverged], numbers };
}

/** A version that cases are pinned to and this build has not kept is what the check is for, not a failure of it. */
function known<T>(find: () => T): T | RangeError {
  try {
    return find();
  } catch (error) {
    if (error instanceof RangeError) return error;
    throw error;
  }
}

/** One line a case that would not go on as it stands. */
export function reportLines({ same, differs, diverged, numbers }: NumberedReport): string[] {
  return [
    ...diverged.map(({ caseId, seq, reason }) => `DIVERGED ${numbers.get(caseId) ?? caseId} at ${seq}: ${reason}`),
    ...differs.map(({ caseId, wants, ended }) => `DIFFERS  ${numbers.get(caseId) ?? caseId}: ${ended ?? wants.join(', ')}`),
    `${same} same, ${differs.length} differ, ${diverged.length} diverged`,
  ];
}

/** Exit code of the command: whether every open case goes on as it stands. */
export const exitCodeOf = ({ differs, diverged }: StoriesReport): 0 | 1 => (differs.length + diverged.length > 0 ? 1 : 0);

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const report = await checkOpenCases(pool);
    console.log(reportLines(report).join('\n'));
    process.exitCode = exitCodeOf(report);
  } finally {
    await pool.end();
  }
}

if (require.main === module)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  });
