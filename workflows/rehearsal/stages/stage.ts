/** Stages and ends of a process as the catalogue names them, and what of the story carries each. */

/** `start`, or a shelf of the definition and a key on it: `step:closure`, `end:CLOSED`. */
export type Carrier = 'start' | `${'step' | 'gate' | 'grant' | 'effect' | 'child' | 'period' | 'diversion' | 'end'}:${string}`;

export interface Stage {
  /** As the catalogue says it. */
  readonly text: string;
  readonly carriers: readonly Carrier[];
  /** `∥`: opens together with the stage before. Otherwise it comes after it. */
  readonly parallel?: true;
  /** Why the story does not wait for the stage before where the catalogue draws an arrow. */
  readonly differs?: string;
}

export interface StageEnd {
  readonly text: string;
  /** A terminal, or what stays open where the catalogue names a state that is no end. */
  readonly carriers: readonly Carrier[];
  readonly note?: string;
}

export interface Stages {
  /** The id of the process. */
  readonly process: string;
  readonly stages: readonly Stage[];
  readonly ends: readonly StageEnd[];
  /** Terminals of the story that the catalogue does not name, and why they are there. */
  readonly furtherEnds: Readonly<Record<string, string>>;
}
