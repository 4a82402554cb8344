import { digestOf } from '@libs/domain/digests';
import type { FieldProblem } from '@libs/platform/errors/domain-error';
import type { EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { applyChanges, audit, type ImportedBy, type Source } from './apply';
import { type Counts, countsOf, type RosterChange } from './changes';
import { planRoster, type PlanOptions } from './plan';
import { lockRoster, readStanding, type StandingRoster } from './standing';
import type { WantedRoster } from './wanted';

export interface RosterPreview {
  readonly changes: readonly RosterChange[];
  readonly counts: Counts;
  /** Of the changes: whoever applies says which changes they have seen. */
  readonly digest: string;
  readonly problems: readonly FieldProblem[];
}

export interface RosterImport {
  readonly source: Source;
  readonly by: ImportedBy;
}

/** What an import would do now. Changes nothing; in a `REPEATABLE READ` transaction of the caller's. */
export async function previewImport(manager: EntityManager, wanted: WantedRoster, options: PlanOptions): Promise<RosterPreview> {
  return preview(wanted, await readStanding(manager), options);
}

/**
 * Does it, in the caller's transaction, whole or not at all; where there is nothing to do nothing is written.
 * @param mayApply looks at what would be done, after the roster is locked; throws where it must not
 * @returns what was done
 */
export async function applyImport(manager: EntityManager, wanted: WantedRoster, options: PlanOptions & RosterImport, mayApply: (planned: RosterPreview) => void): Promise<RosterPreview> {
  const { source, by } = options;
  await lockRoster(manager);
  const standing = await readStanding(manager);
  const planned = preview(wanted, standing, options);
  mayApply(planned);
  if (planned.problems.length > 0) throw new Error('an import with problems cannot be applied');
  if (planned.changes.length === 0) return planned;
  const importId = v7();
  await audit(manager, by, [{ action: 'ROSTER_IMPORTED', details: { importId, source, digest: planned.digest, ...planned.counts } }]);
  await applyChanges(manager, planned.changes, { standing, importId, by });
  return planned;
}

function preview(wanted: WantedRoster, standing: StandingRoster, options: PlanOptions): RosterPreview {
  const { changes, problems } = planRoster(wanted, standing, options);
  return { changes, counts: countsOf(changes), digest: digestOf(changes), problems };
}
