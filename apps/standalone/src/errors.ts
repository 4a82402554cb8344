/**
 * Something the operator can mend: a port that is taken, a component that is missing, a data folder of another
 * version. Its message is one sentence and all that is printed; the command ends with exit code 1.
 */
export class StackError extends Error {
  override name = 'StackError';
}

/** The text of anything thrown, for the end of a sentence. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
};
