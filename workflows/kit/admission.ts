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

/** Whether nothing has come of the case yet: no grant, no linked case, nothing done outside. Only then may it be voided. */
export const mayVoid = ({ ended, wants, settled, spawned, grants }: Picture): boolean =>
  !ended && spawned.length + grants.length === 0 && ![...wants, ...settled].some(({ kind }) => kind === 'GRANT' || kind === 'CHILD' || kind === 'DIVERSION') && !settled.some(({ kind }) => kind === 'EFFECT');

/** Incidents, destruction and accountability: each decision in them is looked at by itself. */
const NEVER_IN_BULK: ReadonlySet<string> = new Set(['W08', 'W09', 'W28']);

const ETHICS: ReadonlySet<string> = new Set(['UNIT_ETHICS_COMMITTEE', 'UNIT_ETHICS_REVIEWER', 'UNIT_ETHICS_CHAIR']);

/** Whether a step may be decided in bulk: where its definition allows it, and never what is sensitive or grave, nor where ethics are judged. */
export function mayDecideInBulk({ code, steps }: Definition, key: string): boolean {
  const step = steps[key];
  return step?.bulk === true && step.sensitive !== true && !NEVER_IN_BULK.has(code) && !step.seats.some((seat) => ETHICS.has('body' in seat ? seat.body : 'position' in seat ? seat.position : ''));
}

/** The fact that a re-grade changes, while the process reacts to re-grades. */
export function regradableFact({ reactsTo }: Definition, asked: Asked): string | undefined {
  const { fact, until } = reactsTo?.regrade ?? {};
  return asked.ended || wasAsked(asked, until?.step) ? undefined : fact;
}
