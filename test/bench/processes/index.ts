/** Stands in for `workflows/processes` in the workflow bundle of the benchmark. */
import type { Process } from '@workflows/kit/fold';
import { BENCH_PROCESSES } from './approvals';

/** @throws RangeError for a process or a version that the benchmark does not have */
export function processFor(id: string, version?: number): Process {
  const found = BENCH_PROCESSES.find(({ definition }) => definition.id === id && (version === undefined || definition.version === version));
  if (!found) throw new RangeError(`unknown process ${id}`);
  return found;
}
