/** Looks into everything that a Temporal history carries: payloads, search attributes, headers, failures. */
import { temporal } from '@temporalio/proto';

export type History = temporal.api.history.v1.IHistory;

/** A history as it is kept in a file: protobuf in base64. */
export const encodeHistory = (history: History): string => Buffer.from(temporal.api.history.v1.History.encode(history).finish()).toString('base64');
export const decodeHistory = (text: string): History => temporal.api.history.v1.History.decode(Buffer.from(text, 'base64'));

/** Every string in a history, payload data decoded; keys of maps included. */
export function stringsIn(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') found.push(value);
  else if (value instanceof Uint8Array) decode(value, found);
  else if (Array.isArray(value)) for (const item of value) stringsIn(item, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      found.push(key);
      stringsIn(inner, found);
    }
  return found;
}

/** A payload is JSON in UTF-8; anything else is looked at as the text that it would be. */
function decode(data: Uint8Array, found: string[]): void {
  const text = Buffer.from(data).toString('utf8');
  found.push(text);
  try {
    stringsIn(JSON.parse(text), found);
  } catch {
    // Not JSON: its text has been taken as it is.
  }
}

/** Which of the forbidden strings a history contains. */
export function scanHistory(history: History, forbidden: readonly string[]): string[] {
  const text = stringsIn(history).join('\n');
  return forbidden.filter((one) => text.includes(one));
}
