/** What may reach a case from outside although no want asks for it. Pure functions of the definition and the picture. */
import type { Definition } from './definition';
import type { Picture } from './want';

/** As much of a picture as admission asks for: what was ever asked, open or not. */
export interface Asked extends Pick<Picture, 'ended'> {
  readonly wants: readonly Keyed[];
  readonly settled: readonly Keyed[];
  readonly grants: readonly Keyed[];
}
type Keyed = Pick<Picture['wants'][number], 'key'>;

const wasAsked = ({ wants, settled, grants }: Asked, key: string | undefined): boolean => [...wants, ...settled, ...grants].some((one) => one.key === key);

/** Whether the applicant may still withdraw. */
export function mayWithdraw({ withdrawUntil }: Definition, asked: Asked): boolean {
  if (asked.ended || withdrawUntil === 'NEVER') return false;
  if (withdrawUntil === 'END') return true;
  return !wasAsked(asked, 'grant' in withdrawUntil ? withdrawUntil.grant : withdrawUntil.step);
}

/** The fact that a re-grade changes, while the process reacts to re-grades. */
export function regradableFact({ reactsTo }: Definition, asked: Asked): string | undefined {
  const { fact, until } = reactsTo?.regrade ?? {};
  return asked.ended || wasAsked(asked, until?.step) ? undefined : fact;
}
