/** By which channels and when a person is told: their own choice, else that of their organisation, else everything at once. Duties are nobody's choice. */
import { civilDateOf, DAY_MS } from '@libs/domain/calendar';
import type { NoticeKind } from '@libs/record/rows';
import { KINDS } from './kinds';

/** Channels that reach a person. */
export const PERSONAL = ['IN_APP', 'MAIL'] as const;
export type Personal = (typeof PERSONAL)[number];

export interface Preferences {
  /** A kind that is not named comes by every channel. */
  readonly channels?: Partial<Record<NoticeKind, readonly Personal[]>>;
  /** 免打扰: from and to, `HH:MM` in Asia/Shanghai, over midnight too. null: none, whatever the organisation says. */
  readonly quiet?: { readonly from: string; readonly to: string } | null;
  /** 每日汇总: when, `HH:MM` in Asia/Shanghai. */
  readonly digest?: { readonly at: string } | null;
}

export interface Planned {
  readonly channel: Personal;
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** In one message with the others of that time. */
  readonly together: boolean;
}

/** What of a notice reaches a person, and when; mail alone can wait. */
export function planOf(kind: NoticeKind, { person, unit }: { readonly person: Preferences; readonly unit: Preferences }, now: number): Planned[] {
  const atOnce = (channel: Personal): Planned => ({ channel, dueAt: now, together: false });
  if (KINDS[kind].duty !== undefined) return PERSONAL.map(atOnce);
  const chosen = person.channels?.[kind] ?? unit.channels?.[kind] ?? PERSONAL;
  const digest = person.digest === undefined ? unit.digest : person.digest;
  const quiet = person.quiet === undefined ? unit.quiet : person.quiet;
  return chosen.map((channel) => {
    if (channel === 'IN_APP') return atOnce(channel);
    const wanted = digest ? nextAt(digest.at, now) : now;
    return { channel, dueAt: quiet ? afterQuiet(wanted, quiet) : wanted, together: Boolean(digest) };
  });
}

/** The first instant after now at which it is this time of the day. */
function nextAt(time: string, now: number): number {
  const today = Date.parse(`${civilDateOf(now)}T${time}:00+08:00`);
  return today > now ? today : today + DAY_MS;
}

function afterQuiet(at: number, { from, to }: { readonly from: string; readonly to: string }): number {
  const time = new Date(at + EAST_OF_GREENWICH_MS).toISOString().slice(11, 16);
  const isQuiet = from < to ? from <= time && time < to : time >= from || time < to;
  return isQuiet ? nextAt(to, at) : at;
}

/** Asia/Shanghai, all year round. */
const EAST_OF_GREENWICH_MS = 8 * 3_600_000;
