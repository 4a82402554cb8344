/**
 * Walks: a process gone through as people go through it, from submission to one of its terminals. The demonstration, the
 * end-to-end suite and the committed journals are made of them; they hold what people would fill in, and nothing of how it
 * is sent.
 */
type Plain = Readonly<Record<string, unknown>>;

/** What a walk can ask of the world that it is walked in. Accounts and resource codes are those of the demonstration district. */
export interface WalkWorld {
  /** The id of a resource of an organisation, by their codes. */
  readonly resource: (orgCode: string, code: string) => string;
  /** `YYYY-MM-DD`, so many days from today in Asia/Shanghai. */
  readonly day: (offset: number) => string;
  /** RFC 3339, so many seconds from now. */
  readonly instant: (seconds: number) => string;
  /** A case that was walked before this one (`after`), as `GET /cases/{id}` gives it. */
  readonly before: () => Plain;
  /** The case itself, as it stands: to name its copies, its grant. */
  readonly self: () => Plain;
}
type Given = Plain | ((world: WalkWorld) => Plain);

export type Move =
  /** Somebody who sits on the step decides, chosen by the walker unless named; `each` where a step is asked for every subject, `votes` in a body. */
  | { readonly step: string; readonly outcome?: string; readonly evidence?: Given; readonly opinion?: string; readonly as?: string; readonly votes?: readonly string[]; readonly each?: boolean }
  /** The answer to a correction: the form anew, or the evidence. */
  | { readonly correct: string; readonly form?: (form: Plain, world: WalkWorld) => Plain; readonly evidence?: Given }
  | { readonly act: string; readonly evidence?: Given; readonly as?: string }
  | { readonly grant: 'revoke' | 'suspend' | 'resume' | 'hand-back'; readonly as?: string }
  /** Metered usage, by the demonstration platform. */
  | { readonly usage: string; readonly count: number }
  | { readonly withdraw: string }
  /** The hard limit, the period or the grant's end that runs next is over. */
  | { readonly over: 'limit' | 'period' | 'grant' }
  /** A linked case that this one opened, walked until it is over. */
  | { readonly child: string; readonly moves: readonly Move[] };

export interface Walk {
  /** The terminal that it reaches. */
  readonly to: string;
  /** What sets it apart, in words. */
  readonly title: string;
  /** Another process's walk that has to be gone first, up to where it waits: its grant stands then. */
  readonly after?: { readonly process: string; readonly walk: string; readonly until: string };
  /** It begins as the submission of this process that is refused and diverted: the form is that process's. */
  readonly divertedFrom?: string;
  /** The account that starts it, the form, and the organisation where the starter holds positions in several. */
  readonly starter: string;
  readonly form: Given;
  readonly moves: readonly Move[];
}

/** By a name of their own; the demonstration goes the first one in which no time has to pass. */
export type Walks = Readonly<Record<string, Walk>>;
