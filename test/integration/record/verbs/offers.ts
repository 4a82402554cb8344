/** What the API offers somebody on a case: the paths of `allowedActions`. */
import { person, type StepKind, type VerbWorld } from '@test/support/verb-world';
import { allowedActions } from '../../../../apps/api/src/cases/allowed-actions';
import { READ_VISIBLE_CASE, type CaseRead } from '../../../../apps/api/src/cases/case.read';

/** Nothing where they may not know of the case. */
export async function offeredTo(verbs: VerbWorld, { caseId, kind, account }: { readonly caseId: string; readonly kind: StepKind; readonly account: string }): Promise<string[]> {
  const { rows } = await verbs.record.pool.query<{ read: CaseRead }>({ ...READ_VISIBLE_CASE, values: [caseId, person(account)] });
  const [visible] = rows;
  return visible ? allowedActions(visible.read, verbs.processOf(kind).definition).map(({ path }) => path) : [];
}
