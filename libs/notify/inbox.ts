/** The channel in the application: a delivery is in the inbox once it is written, and those who look on are woken. */

/** The channel of PostgreSQL's NOTIFY; the payload is the id of a person, and says no more than that there is something new. */
export const INBOX_CHANNEL = 'qingdun_inbox';
