/** Name of the rule in class-validator's metadata. */
export const CALENDAR_DATE = 'isCalendarDate';

/** Shape of a date; the years are those that PostgreSQL and every calendar agree on. */
export const CALENDAR_DATE_PATTERN = '^(19|20)\\d\\d-\\d\\d-\\d\\d$';

const SHAPE = new RegExp(CALENDAR_DATE_PATTERN);

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isCalendarDate(value: unknown): value is string {
  if (typeof value !== 'string' || !SHAPE.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** Shape of a calendar day, or of an RFC 3339 instant with its offset. */
export const DATE_OR_INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2}))?$/;

/** Name of the rule in class-validator's metadata. */
export const INSTANT_RULE = 'isInstant';

/** Shape of an instant: RFC 3339, with its offset. */
export const INSTANT_PATTERN = '^(19|20)\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?(Z|[+-]\\d\\d:\\d\\d)$';

const INSTANT_SHAPE = new RegExp(INSTANT_PATTERN);

/** Whether the text is an instant of a day that exists. */
export const isInstant = (value: unknown): value is string => typeof value === 'string' && INSTANT_SHAPE.test(value) && instantOf(value) !== undefined;

const INSTANT = /^(?<day>\d{4}-\d\d-\d\d)T[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339, in milliseconds since the epoch; nothing where the text is no instant or its day does not exist. */
export function instantOf(text: string): number | undefined {
  const instant = Date.parse(text);
  return isCalendarDate(INSTANT.exec(text)?.groups?.['day']) && !Number.isNaN(instant) ? instant : undefined;
}
