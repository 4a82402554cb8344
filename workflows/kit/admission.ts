/** What may reach a case from outside although no want asks for it. Pure functions of the definition and the picture. */
import type { Definition } from './definition';
import type { Picture } from './want';

const wasAsked = ({ wants, settled, grants }: Picture, key: string | undefined): boolean => [...wants, ...settled, ...grants].some((one) => one.key === key);

/** Whether the applicant may still withdraw. */
export function mayWithdraw({ withdrawUntil }: Definition, picture: Picture): boolean {
  if (picture.ended || withdrawUntil === 'NEVER') return false;
  if (withdrawUntil === 'END') return true;
  return !wasAsked(picture, 'grant' in withdrawUntil ? withdrawUntil.grant : withdrawUntil.step);
}

/** The fact that a re-grade changes, while the process reacts to re-grades. */
export function regradableFact({ reactsTo }: Definition, picture: Picture): string | undefined {
  const { fact, until } = reactsTo?.regrade ?? {};
  return picture.ended || wasAsked(picture, until?.step) ? undefined : fact;
}
