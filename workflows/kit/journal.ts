/** The events that steer a case, in the order of its journal. Votes, transfers, urgings and reminders are not among them. */
import type { FactValues } from './definition';

interface Entry {
  /** Position in the journal of the case, from 1, without gaps. */
  readonly seq: number;
  /** The database's clock under the case lock: milliseconds since the epoch, never before the entry before. */
  readonly at: number;
}
interface OfWant {
  /** `key[/subject]#n` */
  readonly id: string;
}

export type GrantEnd = 'EXPIRED' | 'REVOKED' | 'HANDED_BACK' | 'USED_UP';
export type DiversionEnd = 'CLEARED' | 'REFERRED_OUT' | 'BLOCKED';

export type CaseEvent =
  | (Entry & { readonly type: 'started'; readonly facts: FactValues })
  | (Entry & OfWant & { readonly type: 'gatePassed' })
  | (Entry & OfWant & { readonly type: 'gateFailed'; readonly rules: readonly string[] })
  | (Entry & OfWant & { readonly type: 'settled'; readonly outcome: string; readonly facts?: FactValues })
  /** The answer to a correction, with the want ids of what it made stale. */
  | (Entry & OfWant & { readonly type: 'resubmitted'; readonly stale: readonly string[]; readonly facts?: FactValues })
  /** Something outside the case changed its facts (a re-grade), with what that made stale. */
  | (Entry & { readonly type: 'factsChanged'; readonly cause: 'REGRADE'; readonly facts: FactValues; readonly stale: readonly string[] })
  | (Entry & OfWant & { readonly type: 'grantSuspended'; readonly reauthorize: boolean })
  | (Entry & OfWant & { readonly type: 'grantResumed' })
  | (Entry & OfWant & { readonly type: 'grantEnded'; readonly reason: GrantEnd })
  | (Entry & OfWant & { readonly type: 'elapsed' })
  | (Entry & OfWant & { readonly type: 'expired' })
  | (Entry & OfWant & { readonly type: 'childEnded'; readonly outcome: string; readonly facts?: FactValues })
  | (Entry & OfWant & { readonly type: 'effectDone'; readonly facts?: FactValues })
  | (Entry & OfWant & { readonly type: 'diversionEnded'; readonly outcome: DiversionEnd })
  | (Entry & OfWant & { readonly type: 'acted'; readonly facts?: FactValues })
  /** A compensating entry: the fold skips it and the entry that it cancels. */
  | (Entry & { readonly type: 'takenBack'; readonly cancels: number })
  | (Entry & { readonly type: 'withdrawn' })
  | (Entry & { readonly type: 'terminated' })
  /** 作废: the case should never have been begun, and nothing has come of it. */
  | (Entry & { readonly type: 'voided' });

export type CaseEventType = CaseEvent['type'];

type Strip<E> = E extends CaseEvent ? Omit<E, 'seq' | 'at'> : never;
/** An event that has not been given its place and instant yet. */
export type NewCaseEvent = Strip<CaseEvent>;
