import { Algorithm, hash } from '@node-rs/argon2';

/** Makes a PHC string of a secret. */
export type PasswordHash = (secret: string) => Promise<string>;

/** argon2id with the library's parameters (19 MiB, two passes), a new salt each time. */
export const hashPassword: PasswordHash = (secret) => hash(secret, { algorithm: Algorithm.Argon2id });
