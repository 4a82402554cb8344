/** What ILIKE is given to look for inside a text: its wildcards are ordinary characters. Nothing given is null. */
export const containing = (text: string | undefined): string | null => (text === undefined ? null : `%${text.replace(/[\\%_]/g, '\\$&')}%`);
