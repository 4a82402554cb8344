import type { Config } from '@libs/platform/config/config';

export interface KeyTimes {
  /** A new key is published for so long before it signs: by then every instance, and whoever reads the key set, knows it. */
  readonly publishedMs: number;
  /** A key that has a successor verifies for so long after that one began to sign: at least the longest life of a token. */
  readonly overlapMs: number;
}

export const keyTimesOf = ({ jwtKeyPublishedSeconds, jwtKeyOverlapHours }: Config): KeyTimes => ({ publishedMs: jwtKeyPublishedSeconds * 1_000, overlapMs: jwtKeyOverlapHours * 3_600_000 });

interface Made {
  readonly createdAt: number;
}

/** Of the keys, the oldest first, those that still verify and are published. The newest always is. */
export const inUse = <K extends Made>(keys: readonly K[], { publishedMs, overlapMs }: KeyTimes, now: number): readonly K[] =>
  keys.filter((_, at) => {
    const successor = keys[at + 1];
    return successor === undefined || now < successor.createdAt + publishedMs + overlapMs;
  });

/** The key that signs: the newest that was published long enough, and where there is none, the oldest. */
export const signing = <K extends Made>(keys: readonly K[], { publishedMs }: KeyTimes, now: number): K | undefined => keys.findLast(({ createdAt }) => createdAt + publishedMs <= now) ?? keys[0];
