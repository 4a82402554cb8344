/** The port: a way out of the system. The inbox needs none, since it is in it. */
import type { NoticeKind } from '@libs/record/rows';

export const SENT_BY = ['MAIL', 'WEBHOOK'] as const;
/** Channels that deliver outside. */
export type SentBy = (typeof SENT_BY)[number];

/** What may leave: which case, why and until when. Forms, opinions and reasons stay. Instants are RFC 3339. */
export interface Message {
  readonly noticeId: string;
  readonly kind: NoticeKind;
  readonly at: string;
  readonly caseId: string;
  readonly number: string;
  readonly title: string;
  readonly processType: string;
  readonly orgCode: string;
  readonly outcome: string | null;
  readonly stepKey: string | null;
  readonly taskId: string | null;
  /** Of the task's seat. */
  readonly position: string | null;
  readonly dueAt: string | null;
}

/** What is sent in one piece. */
export interface Parcel<To> {
  /** The same each time that it is sent: by it a receiver recognises a repetition. */
  readonly id: string;
  readonly to: To;
  readonly messages: readonly Message[];
}

/** @typeParam To whom it reaches, as `deliveries.ts` reads it for this channel */
export interface Channel<To> {
  readonly name: SentBy;
  /**
   * Resolves once the other side has taken it.
   * @throws RejectedError where another attempt would fare no better; anything else is tried again
   */
  send(parcel: Parcel<To>): Promise<void>;
  close(): void;
}

/** The other side will never take it. */
export class RejectedError extends Error {
  override readonly name = 'RejectedError';
}
