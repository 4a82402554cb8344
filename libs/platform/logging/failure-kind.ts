/** The kind of a failure, for a log line or a label: never its text, which may quote what people typed. */
export const failureKind = (error: unknown): string => (error instanceof Error ? error.name : 'UnknownError');
