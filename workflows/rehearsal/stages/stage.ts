/** Stages and ends of a process as the catalogue names them, and what of the story carries each. */
import type { Definition } from '@workflows/kit/definition';

/** What can carry a stage: the word for it, the shelf of the definition that has it, and its kind in Chinese. */
export const CARRIED = [
  { word: 'step', shelf: 'steps', title: '环节' },
  { word: 'gate', shelf: 'gates', title: '校验' },
  { word: 'grant', shelf: 'grants', title: '授权' },
  { word: 'effect', shelf: 'effects', title: '对外办理' },
  { word: 'child', shelf: 'children', title: '关联办件' },
  { word: 'period', shelf: 'periods', title: '定期' },
  { word: 'diversion', shelf: 'diversions', title: '专项审查' },
  { word: 'end', shelf: 'terminals', title: '终态' },
] as const satisfies readonly { readonly word: string; readonly shelf: keyof Definition; readonly title: string }[];

/** `start`, or a word and a key: `step:closure`, `end:CLOSED`. */
export type Carrier = 'start' | `${(typeof CARRIED)[number]['word']}:${string}`;

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
