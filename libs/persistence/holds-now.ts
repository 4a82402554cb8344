/**
 * SQL: whether a row with `valid_from` and `valid_to` holds as the statement runs; the end does not belong to it. A
 * statement that follows the lock of a case begins after the lock is held, so this is also who may act under it.
 */
export const holdsNow = (alias: string): string => `${alias}.valid_from <= statement_timestamp() AND (${alias}.valid_to IS NULL OR ${alias}.valid_to > statement_timestamp())`;
