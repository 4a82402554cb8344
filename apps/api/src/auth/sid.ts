import { createHash, randomBytes } from 'node:crypto';

/** The id of a session as its token carries it: 256 random bits. */
export const newSid = (): string => randomBytes(32).toString('base64url');

/** The table knows a session by this alone: whoever reads it cannot name one. */
export const sidHashOf = (sid: string): string => createHash('sha256').update(sid).digest('hex');
