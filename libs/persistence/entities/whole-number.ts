import type { ValueTransformer } from 'typeorm';

/** `bigint` columns that count people, bytes or uses: far below 2^53, so a plain number; the driver gives text. */
export const wholeNumber: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: string | null): number | null => (value === null ? null : Number(value)),
};
