/** An event for an id that was never wanted: the journal and the story have parted ways. Never guessed around. */
export class DivergedError extends Error {
  readonly code = 'DIVERGED';
}

/** The story itself breaks a rule of the kit. A defect of the story, found by the lint or a test. */
export class StoryError extends Error {
  readonly code = 'STORY';
}
